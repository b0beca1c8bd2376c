"""Grading answers in words without a model: what is the same, what is like it, and what calls for caution."""
