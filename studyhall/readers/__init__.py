"""From a file's bytes to a clean document with its passages."""
