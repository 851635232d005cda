"""The texts of a file as the library can keep and compare them."""

from __future__ import annotations

import json
from dataclasses import replace

from flashcards.domain.note import NoteFields
from flashcards.formats.rows import DeckRows, NoteRow, TopicRow
from flashcards.storage.tables import FIELD_SEPARATOR


def folded(question: str) -> str:
    """A question as it is compared: letter case and the width of gaps make no other one."""
    text = question.casefold()
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(text.split())


def is_clean(text: str) -> bool:
    """Whether the database can keep a text as it is, between others."""
    if FIELD_SEPARATOR in text or "\0" in text:
        return False
    if text.isascii():
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def cleaned(text: str) -> str:
    """A text without what the database can't keep: U+001F, U+0000, halves of surrogate pairs."""
    if is_clean(text):
        return text
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace(FIELD_SEPARATOR, "").replace("\0", "")


def clean_join(fields: NoteFields) -> str:
    """What ``join_fields`` gives, for texts that are clean already."""
    return FIELD_SEPARATOR.join(fields.texts)


def json_text(value: object) -> str:
    """A value as JSON that the database can keep."""
    return cleaned(json.dumps(value, ensure_ascii=False))


def cleaned_note(row: NoteRow) -> NoteRow:
    """A note of clean texts; the very same where it was clean."""
    fields = row.fields
    texts = fields.texts
    source_id = row.source_id
    if (
        all(map(is_clean, texts))
        and (source_id is None or is_clean(source_id))
        and all(map(is_clean, row.tags))
    ):
        return row
    return replace(
        row,
        fields=NoteFields.of(tuple(map(cleaned, texts))),
        source_id=None if source_id is None else cleaned(source_id),
        tags=tuple(map(cleaned, row.tags)),
    )


def cleaned_deck(rows: DeckRows) -> DeckRows:
    """A deck whose own texts are clean; its notes are cleaned when they are looked at."""
    return replace(
        rows,
        title=cleaned(rows.title).strip() or "Imported",
        namespace=_optional(rows.namespace),
        roadmap=_optional(rows.roadmap),
        license=_optional(rows.license),
        topics=tuple(map(_cleaned_topic, rows.topics)),
    )


def _cleaned_topic(topic: TopicRow) -> TopicRow:
    texts = (topic.title, topic.source, topic.source_id or "", *topic.aliases, *topic.tags)
    if all(map(is_clean, texts)):
        return topic
    return replace(
        topic,
        title=cleaned(topic.title),
        source_id=_optional(topic.source_id),
        aliases=tuple(map(cleaned, topic.aliases)),
        source=cleaned(topic.source),
        tags=tuple(map(cleaned, topic.tags)),
    )


def _optional(text: str | None) -> str | None:
    return None if text is None else cleaned(text)
