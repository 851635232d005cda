"""Finding cards: the search language, the table of all cards, searches kept."""
