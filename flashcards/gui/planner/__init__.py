"""The planner: an interview date and minutes a day, and what they lead to."""
