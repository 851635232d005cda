"""The cards of a day: which, in which order, and what an answer does."""
