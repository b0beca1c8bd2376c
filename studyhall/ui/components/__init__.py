"""Pieces that pages are made of; each owns its own keys in the session."""
