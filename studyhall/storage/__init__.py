"""SQL, the only truth: documents, passages, their vectors, and everything people wrote."""
