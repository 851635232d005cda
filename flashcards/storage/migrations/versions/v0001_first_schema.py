"""The first schema.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE meta (
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (key)
) STRICT;

CREATE TABLE note_type (
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  fields TEXT DEFAULT '[]' NOT NULL,
  templates TEXT DEFAULT '[]' NOT NULL,
  css TEXT DEFAULT '' NOT NULL,
  origin TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY (id)
) STRICT;

CREATE TABLE operation (
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  label TEXT DEFAULT '' NOT NULL,
  origin TEXT DEFAULT '' NOT NULL,
  device_id INTEGER DEFAULT 0 NOT NULL,
  time_ms INTEGER DEFAULT 0 NOT NULL,
  target INTEGER,
  undone INTEGER DEFAULT 0 NOT NULL,
  PRIMARY KEY (id)
) STRICT;

CREATE TABLE preset (
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  settings TEXT DEFAULT '{}' NOT NULL,
  PRIMARY KEY (id)
) STRICT;

CREATE TABLE review (
  id INTEGER NOT NULL,
  card_id INTEGER NOT NULL,
  device_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  target INTEGER,
  rating INTEGER,
  time_ms INTEGER NOT NULL,
  study_day INTEGER NOT NULL,
  due_day INTEGER,
  due_ms INTEGER,
  duration_ms INTEGER DEFAULT 0 NOT NULL,
  payload TEXT DEFAULT '{}' NOT NULL,
  hash INTEGER NOT NULL,
  PRIMARY KEY (id)
) STRICT;

CREATE INDEX review_by_card ON review (card_id, id);

CREATE TABLE roadmap (
  id INTEGER NOT NULL,
  title TEXT NOT NULL,
  namespace TEXT,
  origin TEXT DEFAULT '' NOT NULL,
  active INTEGER DEFAULT 0 NOT NULL,
  choices TEXT DEFAULT '[]' NOT NULL,
  order_steps TEXT DEFAULT '[]' NOT NULL,
  tips TEXT DEFAULT '[]' NOT NULL,
  horizon_min INTEGER,
  horizon_max INTEGER,
  created_by INTEGER,
  deleted_by INTEGER,
  PRIMARY KEY (id)
) STRICT;

CREATE TABLE setting (
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (key)
) STRICT;

CREATE TABLE study_day (
  day INTEGER NOT NULL,
  reviews INTEGER DEFAULT 0 NOT NULL,
  introduced INTEGER DEFAULT 0 NOT NULL,
  due_reviews INTEGER DEFAULT 0 NOT NULL,
  recalled INTEGER DEFAULT 0 NOT NULL,
  forgotten INTEGER DEFAULT 0 NOT NULL,
  duration_ms INTEGER DEFAULT 0 NOT NULL,
  new_duration_ms INTEGER DEFAULT 0 NOT NULL,
  PRIMARY KEY (day)
) STRICT;

CREATE TABLE change (
  id INTEGER NOT NULL,
  operation_id INTEGER NOT NULL,
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  field TEXT NOT NULL,
  old TEXT,
  new TEXT,
  PRIMARY KEY (id),
  FOREIGN KEY(operation_id) REFERENCES operation (id)
) STRICT;

CREATE INDEX change_by_entity ON change (entity, entity_id);

CREATE INDEX change_by_operation ON change (operation_id, id);

CREATE TABLE deck (
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  namespace TEXT NOT NULL,
  roadmap TEXT,
  stage INTEGER,
  license TEXT,
  front_matter TEXT DEFAULT '[]' NOT NULL,
  origin TEXT DEFAULT '' NOT NULL,
  preset_id INTEGER,
  created_by INTEGER,
  deleted_by INTEGER,
  PRIMARY KEY (id),
  FOREIGN KEY(preset_id) REFERENCES preset (id)
) STRICT;

CREATE TABLE stage (
  id INTEGER NOT NULL,
  roadmap_id INTEGER NOT NULL,
  number INTEGER DEFAULT 0 NOT NULL,
  position INTEGER DEFAULT 0 NOT NULL,
  source_id TEXT,
  title TEXT NOT NULL,
  short_titles TEXT DEFAULT '[]' NOT NULL,
  goal TEXT DEFAULT '' NOT NULL,
  note TEXT DEFAULT '' NOT NULL,
  optional INTEGER DEFAULT 0 NOT NULL,
  opened_ms INTEGER,
  placed_out_ms INTEGER,
  created_by INTEGER,
  deleted_by INTEGER,
  PRIMARY KEY (id),
  FOREIGN KEY(roadmap_id) REFERENCES roadmap (id)
) STRICT;

CREATE INDEX stage_by_roadmap ON stage (roadmap_id, position);

CREATE TABLE stage_topic (
  id INTEGER NOT NULL,
  stage_id INTEGER NOT NULL,
  position INTEGER DEFAULT 0 NOT NULL,
  title TEXT NOT NULL,
  source_id TEXT,
  aliases TEXT DEFAULT '[]' NOT NULL,
  created_by INTEGER,
  deleted_by INTEGER,
  PRIMARY KEY (id),
  FOREIGN KEY(stage_id) REFERENCES stage (id)
) STRICT;

CREATE INDEX stage_topic_by_stage ON stage_topic (stage_id, position);

CREATE TABLE topic (
  id INTEGER NOT NULL,
  deck_id INTEGER NOT NULL,
  namespace TEXT NOT NULL,
  source_id TEXT,
  title TEXT DEFAULT '' NOT NULL,
  aliases TEXT DEFAULT '[]' NOT NULL,
  source TEXT DEFAULT '' NOT NULL,
  track TEXT,
  tags TEXT DEFAULT '[]' NOT NULL,
  importance INTEGER,
  attributes TEXT DEFAULT '[]' NOT NULL,
  position INTEGER DEFAULT 0 NOT NULL,
  created_by INTEGER,
  deleted_by INTEGER,
  PRIMARY KEY (id),
  FOREIGN KEY(deck_id) REFERENCES deck (id)
) STRICT;

CREATE INDEX topic_by_deck ON topic (deck_id, position);

CREATE TABLE note (
  id INTEGER NOT NULL,
  note_type_id INTEGER NOT NULL,
  deck_id INTEGER NOT NULL,
  topic_id INTEGER,
  namespace TEXT NOT NULL,
  source_id TEXT,
  kind TEXT NOT NULL,
  heading TEXT DEFAULT '' NOT NULL,
  fields TEXT DEFAULT '' NOT NULL,
  base TEXT,
  track TEXT,
  run TEXT,
  importance INTEGER,
  draft INTEGER DEFAULT 0 NOT NULL,
  attributes TEXT DEFAULT '[]' NOT NULL,
  position INTEGER DEFAULT 0 NOT NULL,
  created_ms INTEGER DEFAULT 0 NOT NULL,
  modified_ms INTEGER DEFAULT 0 NOT NULL,
  created_by INTEGER,
  deleted_by INTEGER,
  PRIMARY KEY (id),
  FOREIGN KEY(note_type_id) REFERENCES note_type (id),
  FOREIGN KEY(deck_id) REFERENCES deck (id),
  FOREIGN KEY(topic_id) REFERENCES topic (id)
) STRICT;

CREATE INDEX note_by_deck ON note (deck_id, position);

CREATE INDEX note_by_operation ON note (created_by);

CREATE INDEX note_by_topic ON note (topic_id);

CREATE TABLE topic_link (
  stage_id INTEGER NOT NULL,
  topic_id INTEGER NOT NULL,
  stage_topic_id INTEGER,
  position INTEGER DEFAULT 0 NOT NULL,
  created_by INTEGER,
  deleted_by INTEGER,
  PRIMARY KEY (stage_id, topic_id),
  FOREIGN KEY(stage_id) REFERENCES stage (id),
  FOREIGN KEY(topic_id) REFERENCES topic (id),
  FOREIGN KEY(stage_topic_id) REFERENCES stage_topic (id)
) STRICT;

CREATE INDEX topic_link_by_topic ON topic_link (topic_id);

CREATE TABLE card (
  id INTEGER NOT NULL,
  note_id INTEGER NOT NULL,
  deck_id INTEGER NOT NULL,
  topic_id INTEGER,
  key TEXT NOT NULL,
  track TEXT,
  position INTEGER DEFAULT 0 NOT NULL,
  queue INTEGER DEFAULT 0 NOT NULL,
  state INTEGER DEFAULT 0 NOT NULL,
  step INTEGER,
  stability REAL,
  difficulty REAL,
  stability_short REAL,
  last_review_ms INTEGER,
  last_study_day INTEGER,
  due_day INTEGER,
  due_ms INTEGER,
  reps INTEGER DEFAULT 0 NOT NULL,
  lapses INTEGER DEFAULT 0 NOT NULL,
  mastered_until_ms INTEGER,
  suspended INTEGER DEFAULT 0 NOT NULL,
  buried_day INTEGER,
  flag INTEGER DEFAULT 0 NOT NULL,
  created_ms INTEGER DEFAULT 0 NOT NULL,
  created_by INTEGER,
  deleted_by INTEGER,
  PRIMARY KEY (id),
  FOREIGN KEY(note_id) REFERENCES note (id),
  FOREIGN KEY(deck_id) REFERENCES deck (id),
  FOREIGN KEY(topic_id) REFERENCES topic (id)
) STRICT;

CREATE INDEX card_by_deck ON card (deck_id, queue, position, track);

CREATE INDEX card_by_note ON card (note_id);

CREATE INDEX card_by_operation ON card (created_by);

CREATE INDEX card_by_queue ON card (queue, due_day, deck_id, topic_id, track, buried_day);

CREATE INDEX card_by_topic ON card (topic_id, queue, track, mastered_until_ms);

CREATE TABLE note_tag (
  note_id INTEGER NOT NULL,
  tag TEXT NOT NULL,
  added INTEGER DEFAULT 0 NOT NULL,
  removed INTEGER,
  PRIMARY KEY (note_id, tag),
  FOREIGN KEY(note_id) REFERENCES note (id)
) STRICT;

CREATE INDEX note_tag_by_tag ON note_tag (tag, removed, note_id)
"""

# The full-text index reads the notes' own rows (external content); U+001F between fields is no
# token character. Triggers keep it in step, so that no writer can forget it.
SEARCH = """
CREATE VIRTUAL TABLE note_text USING fts5(
  fields, content='note', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);

CREATE TRIGGER note_text_insert AFTER INSERT ON note BEGIN
  INSERT INTO note_text(rowid, fields) VALUES (new.id, new.fields);
END;

CREATE TRIGGER note_text_delete AFTER DELETE ON note BEGIN
  INSERT INTO note_text(note_text, rowid, fields) VALUES ('delete', old.id, old.fields);
END;

CREATE TRIGGER note_text_update AFTER UPDATE OF fields ON note BEGIN
  INSERT INTO note_text(note_text, rowid, fields) VALUES ('delete', old.id, old.fields);
  INSERT INTO note_text(rowid, fields) VALUES (new.id, new.fields);
END
"""

# The log and the changes are the truth: nothing rewrites them, whatever a later writer believes.
APPEND_ONLY = """
CREATE TRIGGER review_is_append_only BEFORE UPDATE ON review BEGIN
  SELECT RAISE(ABORT, 'the review log is append-only');
END;

CREATE TRIGGER review_is_never_deleted BEFORE DELETE ON review BEGIN
  SELECT RAISE(ABORT, 'the review log is append-only');
END;

CREATE TRIGGER change_is_append_only BEFORE UPDATE ON change BEGIN
  SELECT RAISE(ABORT, 'the change log is append-only');
END;

CREATE TRIGGER change_is_never_deleted BEFORE DELETE ON change BEGIN
  SELECT RAISE(ABORT, 'the change log is append-only');
END
"""


def upgrade() -> None:
    """Create the tables, the full-text index and the guards of the logs."""
    for script in (TABLES, SEARCH, APPEND_ONLY):
        for statement in script.split(";\n\n"):
            op.execute(statement.strip())
