"""The disposable search indexes: words in tantivy, vectors in Chroma, both rebuilt from SQL."""
