"""Quality, measured on a data file."""
