"""Study Hall: a teacher's own documents become a place to study."""

__version__ = "0.1.0"
