"""``flashcards decks``, ``next``, ``answer``, ``undo`` and ``redo``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.cli.call import Call, calendar_of, due_text
from flashcards.cli.card_text import terminal_text
from flashcards.cli.custom import session_filter
from flashcards.domain.review import Rating
from flashcards.domain.wording import interval_text, minutes_text

if TYPE_CHECKING:
    from flashcards.services.card_view import CardView
    from flashcards.services.studying.service import NextCard


def decks(call: Call) -> int:
    """List the decks with what waits in each."""
    with call.reading() as app:
        lines = app.library.decks()
    if call.screen.as_json:
        call.screen.document(
            [
                {
                    "name": line.name,
                    "new": line.counts.new,
                    "learning": line.counts.learning,
                    "due": line.counts.due,
                    "total": line.counts.total,
                }
                for line in lines
            ]
        )
        return 0
    rows = [
        (
            line.name,
            str(line.counts.new),
            str(line.counts.learning),
            str(line.counts.due),
            str(line.counts.total),
        )
        for line in lines
    ]
    header = ("Deck", "New", "Learning", "Due", "Total")
    call.screen.table(rows, header, right={1, 2, 3, 4})
    return 0


def next_card(call: Call) -> int:
    """Show the card that a session would ask now."""
    with call.reading() as app:
        session = app.study.start(session_filter(call.options, goes_on=True))
        found = app.study.next_card(session)
    if call.screen.as_json:
        call.screen.document(None if found.card is None else _card_document(found.card))
    else:
        _show_next(call, found)
    return 0


def _card_document(card: CardView) -> dict[str, object]:
    intervals = card.intervals or {}
    return {
        "card_id": card.card_id,
        "note_id": card.note_id,
        "deck": card.deck,
        "topic": card.topic_title,
        "kind": card.kind.value,
        "state": card.state.name.lower(),
        "question": card.question,
        "answer": card.answer,
        "extra": card.extra,
        "source": card.source,
        "tags": list(card.tags),
        "expected": card.expected,
        "options": [{"text": option.text, "right": option.right} for option in card.options],
        "steps": list(card.steps),
        "intervals": {rating.name.lower(): seconds for rating, seconds in intervals.items()},
    }


def _show_next(call: Call, found: NextCard) -> None:
    screen, card = call.screen, found.card
    if card is None:
        if found.waits_until_ms is None:
            screen.line("Nothing is due.")
        else:
            wait = (found.waits_until_ms - call.clock.now_ms()) / 1_000
            screen.line(
                f"Nothing is due now. The next learning card comes in {minutes_text(wait)}."
            )
        return
    screen.line(screen.styled(f"{card.deck} · card {card.card_id}", "dim"))
    screen.line(terminal_text(card.question, screen))
    screen.line()
    screen.line(terminal_text(card.answer, screen))
    words = [
        f"{rating.name.lower()} {interval_text(seconds)}"
        for rating, seconds in (card.intervals or {}).items()
    ]
    screen.line()
    screen.line(screen.styled(" · ".join(words), "dim"))


def answer(call: Call) -> int:
    """Grade a card; what is printed then is on the disk."""
    rating = Rating[call.options.grade.upper()]
    duration_ms = round(call.options.seconds * 1_000)
    with call.writing() as app:
        give = app.study.cram if call.options.cram else app.study.answer
        answered = give(call.options.card, rating, duration_ms)
        calendar = calendar_of(app)
    schedule = answered.outcome.schedule
    if call.screen.as_json:
        call.screen.document(
            {
                "card_id": answered.card_id,
                "state": schedule.state.name.lower(),
                "due": due_text(calendar, schedule.due_day, schedule.due_ms),
                "stability": schedule.stability,
                "difficulty": schedule.difficulty,
                "interval": answered.outcome.interval_s,
                "opened": list(answered.opened),
            }
        )
        return 0
    if call.options.cram:
        call.screen.line(f"{rating.name.capitalize()}; the schedule stays as it is.")
        return 0
    interval = interval_text(answered.outcome.interval_s)
    call.screen.line(f"{rating.name.capitalize()}: due again in {interval}.")
    for title in answered.opened:
        call.screen.line(f"{title} is open now.")
    return 0


def undo(call: Call) -> int:
    """Take the last change back."""
    with call.writing() as app:
        undone = app.undo.undo()
    if call.screen.as_json:
        call.screen.document(
            {"undone": undone.label, "kind": undone.kind, "card_id": undone.card_id}
        )
    else:
        call.screen.line(f"Undone: {undone.label}. `flashcards redo` brings it again.")
    return 0


def redo(call: Call) -> int:
    """Bring the change undone last again."""
    with call.writing() as app:
        redone = app.undo.redo()
    if call.screen.as_json:
        call.screen.document(
            {"redone": redone.label, "kind": redone.kind, "card_id": redone.card_id}
        )
    else:
        call.screen.line(f"Done again: {redone.label}.")
    return 0


COMMANDS = {"decks": decks, "next": next_card, "answer": answer, "undo": undo, "redo": redo}
