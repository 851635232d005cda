"""From an interview day and minutes a day to new cards a day."""
