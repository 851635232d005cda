"""A small window that adds cards from anywhere in the program."""
