"""The tables of a library, as SQLAlchemy Core knows them; the DDL itself is in ``migrations``.

Times are integer milliseconds UTC. ``created_by`` and ``deleted_by`` name operations: a row with
``deleted_by`` is a tombstone. Lists and mappings are JSON text. The fields of a note are joined
by U+001F, so that the full-text index reads them as they are.
"""

from __future__ import annotations

from sqlalchemy import (
    REAL,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TextClause,
    text,
)

FIELD_SEPARATOR = "\x1f"

metadata = MetaData()


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _text(name: str, default: str | None = "''") -> Column[str]:
    return Column(name, Text, nullable=default is None, server_default=_literal(default))


def _literal(default: str | None) -> TextClause | None:
    return None if default is None else text(default)


def _required(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _integer(name: str, default: str | None = None) -> Column[int]:
    return Column(name, Integer, nullable=default is None, server_default=_literal(default))


def _reference(name: str, target: str, *, required: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=not required)


def _life() -> tuple[Column[int], Column[int]]:
    return _integer("created_by"), _integer("deleted_by")


meta = Table("meta", metadata, Column("key", Text, primary_key=True), _required("value"))
setting = Table("setting", metadata, Column("key", Text, primary_key=True), _required("value"))

note_type = Table(
    "note_type",
    metadata,
    _id(),
    _required("name"),
    _required("kind"),
    _text("fields", "'[]'"),
    _text("templates", "'[]'"),
    _text("css"),
    _text("origin"),
)

preset = Table("preset", metadata, _id(), _required("name"), _text("settings", "'{}'"), *_life())

deck = Table(
    "deck",
    metadata,
    _id(),
    _required("name"),
    _required("namespace"),
    _text("roadmap", None),
    _integer("stage"),
    _text("license", None),
    _text("front_matter", "'[]'"),
    _text("origin"),
    _reference("preset_id", "preset"),
    *_life(),
)

topic = Table(
    "topic",
    metadata,
    _id(),
    _reference("deck_id", "deck", required=True),
    _required("namespace"),
    _text("source_id", None),
    _text("title"),
    _text("aliases", "'[]'"),
    _text("source"),
    _text("track", None),
    _text("tags", "'[]'"),
    _integer("importance"),
    _text("attributes", "'[]'"),
    _integer("position", "0"),
    *_life(),
    Index("topic_by_deck", "deck_id", "position"),
)

note = Table(
    "note",
    metadata,
    _id(),
    _reference("note_type_id", "note_type", required=True),
    _reference("deck_id", "deck", required=True),
    _reference("topic_id", "topic"),
    _required("namespace"),
    _text("source_id", None),
    _required("kind"),
    _text("heading"),
    _text("fields"),
    _text("base", None),
    _text("track", None),
    _text("run", None),
    _integer("importance"),
    _integer("draft", "0"),
    _text("attributes", "'[]'"),
    _integer("position", "0"),
    _integer("created_ms", "0"),
    _integer("modified_ms", "0"),
    *_life(),
    Index("note_by_deck", "deck_id", "position"),
    Index("note_by_topic", "topic_id"),
    Index("note_by_kind", "kind"),
    Index("note_edited", "modified_ms", sqlite_where=text("modified_ms > created_ms")),
    Index("note_by_operation", "created_by"),
)

note_tag = Table(
    "note_tag",
    metadata,
    Column("note_id", Integer, ForeignKey("note.id"), primary_key=True),
    Column("tag", Text, primary_key=True),
    _integer("added", "0"),
    _integer("removed"),
    Index("note_tag_by_tag", "tag", "removed", "note_id"),
)

card = Table(
    "card",
    metadata,
    _id(),
    _reference("note_id", "note", required=True),
    _reference("deck_id", "deck", required=True),
    _reference("topic_id", "topic"),
    _required("key"),
    _text("track", None),
    _integer("position", "0"),
    _integer("queue", "0"),
    _integer("state", "0"),
    _integer("step"),
    Column("stability", REAL),
    Column("difficulty", REAL),
    Column("stability_short", REAL),
    _integer("last_review_ms"),
    _integer("last_study_day"),
    _integer("due_day"),
    _integer("due_ms"),
    _integer("reps", "0"),
    _integer("lapses", "0"),
    _integer("mastered_until_ms"),
    _integer("suspended", "0"),
    _integer("buried_day"),
    _integer("flag", "0"),
    _integer("created_ms", "0"),
    *_life(),
    Index("card_by_note", "note_id", "queue"),
    Index("card_by_queue", "queue", "due_day", "deck_id", "topic_id", "track", "buried_day"),
    Index("card_by_deck", "deck_id", "queue", "position", "track"),
    Index("card_by_topic", "topic_id", "queue", "track", "mastered_until_ms"),
    Index("card_flagged", "flag", sqlite_where=text("flag > 0")),
    Index("card_by_operation", "created_by"),
)

media = Table(
    "media",
    metadata,
    _id(),
    _required("namespace"),
    _required("name"),
    _required("file"),
    _integer("bytes", "0"),
    *_life(),
    Index(
        "media_by_name", "namespace", "name", unique=True, sqlite_where=text("deleted_by IS NULL")
    ),
)

roadmap = Table(
    "roadmap",
    metadata,
    _id(),
    _required("title"),
    _text("namespace", None),
    _text("origin"),
    _integer("active", "0"),
    _text("choices", "'[]'"),
    _text("order_steps", "'[]'"),
    _text("tips", "'[]'"),
    _integer("horizon_min"),
    _integer("horizon_max"),
    *_life(),
)

stage = Table(
    "stage",
    metadata,
    _id(),
    _reference("roadmap_id", "roadmap", required=True),
    _integer("number", "0"),
    _integer("position", "0"),
    _text("source_id", None),
    _required("title"),
    _text("short_titles", "'[]'"),
    _text("goal"),
    _text("note"),
    _integer("optional", "0"),
    _integer("opened_ms"),
    _integer("placed_out_ms"),
    *_life(),
    _reference("preset_id", "preset"),
    Index("stage_by_roadmap", "roadmap_id", "position"),
)

stage_topic = Table(
    "stage_topic",
    metadata,
    _id(),
    _reference("stage_id", "stage", required=True),
    _integer("position", "0"),
    _required("title"),
    _text("source_id", None),
    _text("aliases", "'[]'"),
    *_life(),
    Index("stage_topic_by_stage", "stage_id", "position"),
)

topic_link = Table(
    "topic_link",
    metadata,
    Column("stage_id", Integer, ForeignKey("stage.id"), primary_key=True),
    Column("topic_id", Integer, ForeignKey("topic.id"), primary_key=True),
    _reference("stage_topic_id", "stage_topic"),
    _integer("position", "0"),
    *_life(),
    Index("topic_link_by_topic", "topic_id"),
)

review = Table(
    "review",
    metadata,
    _id(),
    Column("card_id", Integer, nullable=False),
    Column("device_id", Integer, nullable=False),
    _required("kind"),
    _integer("target"),
    _integer("rating"),
    Column("time_ms", Integer, nullable=False),
    Column("study_day", Integer, nullable=False),
    _integer("due_day"),
    _integer("due_ms"),
    _integer("duration_ms", "0"),
    _text("payload", "'{}'"),
    Column("hash", Integer, nullable=False),
    Index("review_by_card", "card_id", "id"),
    Index("review_retractions", "target", sqlite_where=text("kind = 'retraction'")),
)

prompt = Table(
    "prompt",
    metadata,
    _id(),
    _reference("deck_id", "deck", required=True),
    _required("namespace"),
    _text("source_id", None),
    _text("title"),
    _required("kind"),
    _text("level"),
    _integer("minutes"),
    _integer("stage"),
    _text("body"),
    _text("sections", "'[]'"),
    _text("base", None),
    _integer("position", "0"),
    _integer("created_ms", "0"),
    _integer("modified_ms", "0"),
    *_life(),
    _text("origin"),
    Index("prompt_by_deck", "deck_id", "position"),
    Index("prompt_by_stage", "stage", "kind"),
)

practice_session = Table(
    "practice_session",
    metadata,
    _id(),
    _integer("started_ms", "0"),
    _integer("finished_ms"),
    _integer("planned_minutes"),
    _text("preset"),
    _integer("seed"),
    _text("settings", "'{}'"),
    _text("state"),
    *_life(),
    Index("practice_session_by_start", "started_ms"),
)

attempt = Table(
    "attempt",
    metadata,
    _id(),
    _reference("prompt_id", "prompt", required=True),
    _reference("session_id", "practice_session"),
    _integer("started_ms", "0"),
    _integer("finished_ms"),
    *(_integer(name, "0") for name in ("think_ms", "answer_ms", "paused_ms")),
    _text("notes"),
    _text("asked", "'[]'"),
    _text("ticked", "'[]'"),
    _integer("grade"),
    Column("points", REAL),
    Column("possible", REAL),
    _text("recording", None),
    _text("state"),
    *_life(),
    _integer("position", "0"),
    *(_integer(name) for name in ("planned_minutes", "study_day", "due_day")),
    Column("stability", REAL),
    Column("difficulty", REAL),
    Index("attempt_by_prompt", "prompt_id", "started_ms"),
    Index("attempt_by_session", "session_id", "started_ms"),
)

story = Table(
    "story",
    metadata,
    _id(),
    *(_text(name) for name in ("title", "situation", "task", "action", "result")),
    _text("tags", "'[]'"),
    _text("prompts", "'[]'"),
    *_life(),
)

saved_search = Table(
    "saved_search",
    metadata,
    _id(),
    _required("name"),
    _required("query"),
    _integer("position", "0"),
    *_life(),
)

study_day = Table(
    "study_day",
    metadata,
    Column("day", Integer, primary_key=True),
    _integer("reviews", "0"),
    _integer("introduced", "0"),
    _integer("due_reviews", "0"),
    _integer("recalled", "0"),
    _integer("forgotten", "0"),
    _integer("duration_ms", "0"),
    _integer("new_duration_ms", "0"),
)

operation = Table(
    "operation",
    metadata,
    _id(),
    _required("kind"),
    _text("label"),
    _text("origin"),
    _integer("device_id", "0"),
    _integer("time_ms", "0"),
    _integer("target"),
    _integer("undone", "0"),
)

change = Table(
    "change",
    metadata,
    _id(),
    Column("operation_id", Integer, ForeignKey("operation.id"), nullable=False),
    _required("entity"),
    Column("entity_id", Text, nullable=False),
    _required("field"),
    _text("old", None),
    _text("new", None),
    Index("change_by_operation", "operation_id", "id"),
    Index("change_by_entity", "entity", "entity_id"),
)
