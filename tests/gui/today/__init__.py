"""Today beside its page."""
