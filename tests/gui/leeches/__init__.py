"""Leeches and mix-ups in the window."""
