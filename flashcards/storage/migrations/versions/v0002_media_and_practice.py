"""Media, interview practice, saved searches, and indexes for searching by kind and flag.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MEDIA = """
CREATE TABLE media (
  id INTEGER NOT NULL,
  namespace TEXT NOT NULL,
  name TEXT NOT NULL,
  file TEXT NOT NULL,
  bytes INTEGER DEFAULT 0 NOT NULL,
  created_by INTEGER,
  deleted_by INTEGER,
  PRIMARY KEY (id)
) STRICT;

CREATE UNIQUE INDEX media_by_name ON media (namespace, name) WHERE deleted_by IS NULL
"""

PRACTICE = """
CREATE TABLE prompt (
  id INTEGER NOT NULL,
  deck_id INTEGER NOT NULL,
  namespace TEXT NOT NULL,
  source_id TEXT,
  title TEXT DEFAULT '' NOT NULL,
  kind TEXT NOT NULL,
  level TEXT DEFAULT '' NOT NULL,
  minutes INTEGER,
  stage INTEGER,
  body TEXT DEFAULT '' NOT NULL,
  sections TEXT DEFAULT '[]' NOT NULL,
  base TEXT,
  position INTEGER DEFAULT 0 NOT NULL,
  created_ms INTEGER DEFAULT 0 NOT NULL,
  modified_ms INTEGER DEFAULT 0 NOT NULL,
  created_by INTEGER,
  deleted_by INTEGER,
  PRIMARY KEY (id),
  FOREIGN KEY(deck_id) REFERENCES deck (id)
) STRICT;

CREATE INDEX prompt_by_deck ON prompt (deck_id, position);

CREATE INDEX prompt_by_stage ON prompt (stage, kind);

CREATE TABLE practice_session (
  id INTEGER NOT NULL,
  started_ms INTEGER DEFAULT 0 NOT NULL,
  finished_ms INTEGER,
  planned_minutes INTEGER,
  preset TEXT DEFAULT '' NOT NULL,
  seed INTEGER,
  settings TEXT DEFAULT '{}' NOT NULL,
  state TEXT DEFAULT '' NOT NULL,
  created_by INTEGER,
  deleted_by INTEGER,
  PRIMARY KEY (id)
) STRICT;

CREATE INDEX practice_session_by_start ON practice_session (started_ms);

CREATE TABLE attempt (
  id INTEGER NOT NULL,
  prompt_id INTEGER NOT NULL,
  session_id INTEGER,
  started_ms INTEGER DEFAULT 0 NOT NULL,
  finished_ms INTEGER,
  think_ms INTEGER DEFAULT 0 NOT NULL,
  answer_ms INTEGER DEFAULT 0 NOT NULL,
  paused_ms INTEGER DEFAULT 0 NOT NULL,
  notes TEXT DEFAULT '' NOT NULL,
  asked TEXT DEFAULT '[]' NOT NULL,
  ticked TEXT DEFAULT '[]' NOT NULL,
  grade INTEGER,
  points REAL,
  possible REAL,
  recording TEXT,
  state TEXT DEFAULT '' NOT NULL,
  created_by INTEGER,
  deleted_by INTEGER,
  PRIMARY KEY (id),
  FOREIGN KEY(prompt_id) REFERENCES prompt (id),
  FOREIGN KEY(session_id) REFERENCES practice_session (id)
) STRICT;

CREATE INDEX attempt_by_prompt ON attempt (prompt_id, started_ms);

CREATE INDEX attempt_by_session ON attempt (session_id, started_ms);

CREATE TABLE story (
  id INTEGER NOT NULL,
  title TEXT DEFAULT '' NOT NULL,
  situation TEXT DEFAULT '' NOT NULL,
  task TEXT DEFAULT '' NOT NULL,
  action TEXT DEFAULT '' NOT NULL,
  result TEXT DEFAULT '' NOT NULL,
  tags TEXT DEFAULT '[]' NOT NULL,
  prompts TEXT DEFAULT '[]' NOT NULL,
  created_by INTEGER,
  deleted_by INTEGER,
  PRIMARY KEY (id)
) STRICT
"""

SEARCH = """
CREATE TABLE saved_search (
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  position INTEGER DEFAULT 0 NOT NULL,
  created_by INTEGER,
  deleted_by INTEGER,
  PRIMARY KEY (id)
) STRICT;

CREATE INDEX note_by_kind ON note (kind);

CREATE INDEX card_flagged ON card (flag) WHERE flag > 0;

DROP INDEX card_by_note;

CREATE INDEX card_by_note ON card (note_id, queue)
"""


def upgrade() -> None:
    """Add the tables; what is there stays as it is."""
    for script in (MEDIA, PRACTICE, SEARCH):
        for statement in script.split(";\n\n"):
            op.execute(statement.strip())
