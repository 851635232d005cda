"""Bringing files into the library: planned, previewed, applied in one transaction."""
