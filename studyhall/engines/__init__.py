"""Who writes answers: each engine is one way of doing the same task."""
