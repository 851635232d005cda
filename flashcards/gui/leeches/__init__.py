"""What is forgotten again and again, or mixed up, and a way to write it better."""
