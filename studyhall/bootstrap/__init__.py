"""Who is plugged into what, and what is quiet from the start."""

from studyhall.bootstrap.hall import Hall, bootstrap

__all__ = ["Hall", "bootstrap"]
