"""Interview practice: prompts, attempts, stories, and what they tell."""
