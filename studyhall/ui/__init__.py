"""The pages: thin, on the same services as the command line."""
