"""Alembic migrations of the library; each is frozen once it has been released."""
