"""One module a question: pure functions DataFrame (and texts) -> plotly Figure.

Nothing here imports streamlit, duckdb or etl, so a figure can be tested, cached and put on a
slide without a page.
"""
