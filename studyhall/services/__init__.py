"""The acts of the product: each takes who acts, checks that they may, and speaks only to ports."""
