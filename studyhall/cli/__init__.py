"""The command line: one module a family of commands, all on the same services as the pages."""

from studyhall.cli.app import main

__all__ = ["main"]
