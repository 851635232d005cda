"""Pictures and sounds of notes."""
