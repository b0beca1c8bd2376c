"""Questions made by rules: what a text tells is found, asked about, and given wrong answers of its kind."""
