"""Cards of every kind, as a session would show them."""

from __future__ import annotations

from dataclasses import replace

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.domain.note_type import NoteType, Template
from flashcards.domain.review import Rating, ReviewKind, State
from flashcards.services.card_view import (
    CardInformation,
    CardView,
    ChoiceOption,
    NoteEdit,
    ReviewLine,
    SessionProgress,
)

DAY = 86_400
NOW_MS = 1_795_000_000_000
CARD_ID = 2**62 + 1  # ids have 63 bits
PROGRESS = SessionProgress(17, 31, 14 * 60.0)

BASIC = CardView(
    card_id=CARD_ID,
    note_id=2**61 + 7,
    key="forward",
    kind=NoteKind.BASIC,
    deck="Databases",
    state=State.REVIEW,
    question="A table has this index:\n\n```sql\nCREATE INDEX i ON t (a, b);\n```\n\nWhy not `b`?",
    answer="The rows lie in the order of the **first** column.",
    extra="PostgreSQL 18 can *skip scan*.",
    source="[PostgreSQL manual](https://www.postgresql.org/docs/current/indexes.html)",
    stage_number=3,
    stage_title="Databases",
    topic_title="Indexing",
    hint="The rows lie in …",
    last_seen_days=9,
    intervals={
        Rating.AGAIN: 600,
        Rating.HARD: 4 * DAY,
        Rating.GOOD: 11 * DAY,
        Rating.EASY: 438 * DAY,
    },
)

REVERSED = replace(
    BASIC, kind=NoteKind.REVERSED, key="reverse", question="Not Found", answer="404", hint="4…"
)

CLOZE = replace(
    BASIC,
    kind=NoteKind.CLOZE,
    key="c1",
    question="[…] means all or nothing.",
    answer="**Atomicity** means all or nothing.",
)

TYPED = replace(
    BASIC,
    kind=NoteKind.TYPED,
    question="Which command lists the commits that `main` lacks?",
    answer="`git log main..feature`",
    expected="git log main..feature",
)

PREDICT = replace(
    BASIC,
    kind=NoteKind.PREDICT,
    language="Python",
    question="What does this print?\n\n```python\nprint([2] * 3)\n```",
    answer="```text\n[2, 2, 2]\n```",
    expected="[2, 2, 2]",
    hint="[2,…",
)

CHOICE = replace(
    BASIC,
    kind=NoteKind.CHOICE,
    question="Which are idempotent?",
    answer="- [x] `PUT`\n- [ ] POST\n- [x] DELETE\n\nBy RFC 9110.",
    remainder="By RFC 9110.",
    options=(
        ChoiceOption("`PUT`", True),
        ChoiceOption("POST", False),
        ChoiceOption("DELETE", True),
    ),
    hint="",
)

ONE_CHOICE = replace(CHOICE, options=(ChoiceOption("PUT", True), ChoiceOption("POST", False)))

STEPS = replace(
    BASIC,
    kind=NoteKind.STEPS,
    question="How does TCP connect?",
    answer="1. SYN\n2. SYN and ACK\n3. ACK",
    steps=("SYN", "SYN and ACK", "ACK"),
    extra="",
    source="",
    hint="S…",
)

CUSTOM = replace(
    BASIC,
    kind=NoteKind.CUSTOM,
    key="t1",
    question="Haus",
    answer="house\n\nA noun.",
    remainder="A noun.",
    expected="house",
    extra="",
    source="",
)

EVERY_KIND = (BASIC, REVERSED, CLOZE, TYPED, PREDICT, CHOICE, STEPS, CUSTOM)

EDIT = NoteEdit(
    BASIC.note_id,
    NoteKind.BASIC,
    NoteFields("Why?", "Because.", "A note.", "A source."),
    ("sql", "indexes"),
)

WORDS = NoteType(
    "Words",
    ("Word", "Meaning", "Example", "Sound", "Picture"),
    (Template("There", "{{Word}}", "{{Meaning}}"),),
)
CUSTOM_EDIT = NoteEdit(
    BASIC.note_id,
    NoteKind.CUSTOM,
    NoteFields("Haus", "house", "Das Haus.", "", ("![](haus.png)", "left over")),
    ("german",),
    WORDS,
)

INFORMATION = CardInformation(
    card_id=CARD_ID,
    note_id=BASIC.note_id,
    deck="Backend::Databases",
    stage_title="Databases",
    topic_title="Indexing",
    kind=NoteKind.BASIC,
    state=State.REVIEW,
    suspended=True,
    created_ms=NOW_MS - 300 * DAY * 1_000,
    due_day=20_790,
    due_ms=None,
    stability=6.23,
    difficulty=7.12,
    recall=0.913,
    reps=2,
    lapses=1,
    average_seconds=9.2,
    source_id="index-purpose",
    tags=("sql", "indexes"),
    history=(
        ReviewLine(NOW_MS - DAY * 9_000, ReviewKind.REVIEW, Rating.AGAIN, 600, 12_000, False),
        ReviewLine(NOW_MS - DAY * 8_000, ReviewKind.REVIEW, Rating.GOOD, 11 * DAY, 9_000, True),
        ReviewLine(NOW_MS - DAY * 7_000, ReviewKind.MANUAL, None, None, 0, False),
    ),
)


def next_card(view: CardView = BASIC) -> CardView:
    """Another card of the same kind."""
    return replace(view, card_id=view.card_id + 1, question=f"Next: {view.question}")
