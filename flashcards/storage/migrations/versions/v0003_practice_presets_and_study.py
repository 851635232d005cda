"""Presets that can be made and undone, and an index of what was taken back.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

PRESETS = """
ALTER TABLE preset ADD COLUMN created_by INTEGER;

ALTER TABLE preset ADD COLUMN deleted_by INTEGER;

ALTER TABLE stage ADD COLUMN preset_id INTEGER REFERENCES preset (id)
"""

RETRACTIONS = """
CREATE INDEX review_retractions ON review (target) WHERE kind = 'retraction'
"""

PRACTICE = """
ALTER TABLE prompt ADD COLUMN origin TEXT DEFAULT '' NOT NULL;

ALTER TABLE attempt ADD COLUMN position INTEGER DEFAULT 0 NOT NULL;

ALTER TABLE attempt ADD COLUMN planned_minutes INTEGER;

ALTER TABLE attempt ADD COLUMN study_day INTEGER;

ALTER TABLE attempt ADD COLUMN due_day INTEGER;

ALTER TABLE attempt ADD COLUMN stability REAL;

ALTER TABLE attempt ADD COLUMN difficulty REAL
"""

EDITED = """
CREATE INDEX note_edited ON note (modified_ms) WHERE modified_ms > created_ms
"""


def upgrade() -> None:
    """Add columns and an index; what is there stays as it is."""
    for script in (PRESETS, RETRACTIONS, PRACTICE, EDITED):
        for statement in script.split(";\n\n"):
            op.execute(statement.strip())
