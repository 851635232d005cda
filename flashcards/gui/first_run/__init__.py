"""The page that a new library opens on."""
