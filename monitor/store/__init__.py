"""What we remember: rows in, values out."""
