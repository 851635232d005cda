"""The roadmap: its stages, what opens them, and how far one is."""
