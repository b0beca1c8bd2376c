"""The command line: one module a family of commands, all on the same services as the pages."""

import gc

# Importing makes many objects and frees none: collecting meanwhile took a tenth of a command's time.
gc.set_threshold(500_000, 50, 100)

from studyhall.cli.app import main  # noqa: E402

__all__ = ["main"]
