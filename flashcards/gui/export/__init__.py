"""Exporting from the window: one dialog for all that can leave the library."""
