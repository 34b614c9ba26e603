"""The names of plotly that notebooks use, drawn by the kernel."""
__version__ = "5.24.1"
