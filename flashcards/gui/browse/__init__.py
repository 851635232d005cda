"""Browse: all cards in a table, found by the search language, and the note editor beside it."""
