"""Figures of several panels."""
from plotly.graph_objects import make_subplots
