"""The smallest Dash page, with the figure of five_lines.py: another framework beside, for scale."""

import sys

import plotly.graph_objects as go
from dash import Dash, dcc, html

app = Dash(__name__)
figure = go.Figure(go.Bar(x=["a", "b", "c"], y=[30, 70, 85]))
app.layout = html.Div([html.H1("Năm dòng"), dcc.Graph(figure=figure)])

if __name__ == "__main__":
    app.run(port=int(sys.argv[1]))
