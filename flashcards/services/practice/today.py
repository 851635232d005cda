"""Today's practice row, and the prompts of the coming days; read without SQLAlchemy."""

from __future__ import annotations

from flashcards.domain.practice.prompt import DEFAULT_MINUTES, Level, PromptKind
from flashcards.language import _, ngettext
from flashcards.services.practice.today_view import PracticeToday, PromptLine
from flashcards.storage.reading import Reader, Row

_HAS_TABLES = (
    "SELECT 1 FROM pragma_table_info('attempt') WHERE name = 'due_day' "
    "AND EXISTS (SELECT 1 FROM pragma_table_info('prompt') WHERE name = 'origin')"
)
# The last scored attempt of each prompt that is there.
_LAST = """
SELECT p.id, p.source_id, p.title, p.kind, p.stage, p.level, p.minutes, a.due_day,
       a.points / max(a.possible, 1)
FROM prompt p JOIN attempt a ON a.id = (
    SELECT b.id FROM attempt b WHERE b.prompt_id = p.id AND b.grade IS NOT NULL
    AND b.deleted_by IS NULL ORDER BY b.finished_ms DESC, b.id DESC LIMIT 1)
WHERE p.deleted_by IS NULL AND a.due_day <= :day ORDER BY a.due_day, p.id
"""
_NEVER = """
SELECT p.id, p.source_id, p.title, p.kind, p.stage, p.level, p.minutes, NULL, NULL FROM prompt p
WHERE p.deleted_by IS NULL AND NOT EXISTS (
    SELECT 1 FROM attempt a WHERE a.prompt_id = p.id AND a.grade IS NOT NULL
    AND a.deleted_by IS NULL) ORDER BY p.stage IS NULL, p.stage, p.position, p.id LIMIT :most
"""


def practice_today(reader: Reader, day: int) -> PracticeToday | None:
    """What is due to be practised, None for a library without prompts.

    Also for the first paint, which may meet a library of an older schema.
    """
    if reader.value(_HAS_TABLES) is None:
        return None
    due = due_between(reader, day, day)
    first = due[:1] or never_asked(reader, 1)
    is_open = reader.value(
        "SELECT 1 FROM practice_session WHERE state = 'open' AND deleted_by IS NULL"
    )
    if not first and is_open is None and reader.value("SELECT 1 FROM prompt LIMIT 1") is None:
        return None
    minutes = sum(line.minutes for line in due) or sum(line.minutes for line in first)
    return PracticeToday(
        due=len(due),
        minutes=minutes,
        prompt=first[0] if first else None,
        open_session=is_open is not None,
        words=_words(len(due), open_session=is_open is not None),
    )


def due_between(reader: Reader, first_day: int, last_day: int) -> list[PromptLine]:
    """The prompts that come back up to a day, by the day on which they do."""
    return [_line(row, first_day) for row in reader.rows(_LAST, day=last_day)]


def never_asked(reader: Reader, most: int) -> list[PromptLine]:
    """Prompts without an attempt, in the order of the road."""
    return [_line(row, 0) for row in reader.rows(_NEVER, most=most)]


def _words(due: int, *, open_session: bool) -> str:
    if open_session:
        return _("Go on with your practice session")
    if not due:
        return _("Practise a prompt")
    return ngettext("{n} prompt to practise again", "{n} prompts to practise again", due).format(
        n=due
    )


def _line(row: Row, day: int) -> PromptLine:
    identifier, source, title, kind, stage, level, minutes, due_day, share = row
    prompt_kind = PromptKind(kind)
    return PromptLine(
        id=identifier,
        source_id=source or str(identifier),
        title=title,
        kind=prompt_kind,
        stage=stage,
        stage_title="",
        level=Level(level) if level else None,
        minutes=minutes or DEFAULT_MINUTES[prompt_kind],
        attempts=int(due_day is not None),
        last_share=share,
        due_day=due_day,
        due=due_day is not None and due_day <= day,
    )
