"""Taking things out: tables, decks, packages, and a report to read."""
