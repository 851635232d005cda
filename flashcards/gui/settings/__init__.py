"""The Settings screen, made from the declared settings."""
