"""What is wrong with the files of a deck, and how to mend it."""
