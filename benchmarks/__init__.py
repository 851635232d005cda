"""Measurements, never assertions: figures as JSON, to be read as ratios of one session."""
