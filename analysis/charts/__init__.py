"""Charts: pure functions from a table to a Plotly figure, each beside its description in words."""
