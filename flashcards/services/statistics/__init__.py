"""What the statistics page draws."""
