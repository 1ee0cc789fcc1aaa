"""The smallest Streamlit page with a chart: what the framework itself costs."""

import plotly.graph_objects as go
import streamlit as st

st.title("Năm dòng")
st.plotly_chart(go.Figure(go.Bar(x=["a", "b", "c"], y=[30, 70, 85])))
