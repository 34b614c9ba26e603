"""The part of the rich library that notebooks use: `print` with markup, tables, panels, rules, `track`.

    from rich import print as rprint
    rprint("[bold]layer 3[/bold] [red]-1.20[/red]")
"""
import builtins

from rich.console import Console, print


def inspect(value, **options):
    """Prints what the value is and its attributes."""
    builtins.print(repr(value))
    for name in dir(value):
        if not name.startswith("_"):
            builtins.print(f"  {name} = {getattr(value, name)!r}")


def get_console():
    """The cell."""
    return Console()
