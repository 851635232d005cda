"""Changing notes and cards, one or ten thousand at once."""
