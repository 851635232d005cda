"""``flashcards backlog`` and ``flashcards break``."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from flashcards.cli.call import Call
from flashcards.domain.calendar import date_of
from flashcards.domain.wording import count_text, minutes_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashcards.services.scheduling.backlog_view import DayCards

_WAYS = {"spread": "spread", "value": "value", "catch-up": "catch_up"}


def backlog(call: Call) -> int:
    """Show what waits and what a way out of it leads to; take it with ``--apply``."""
    options, screen = call.options, call.screen
    with call.writing() if options.apply else call.reading() as app:
        found = app.backlog.look()
        days = options.days or found.days
        way = _WAYS.get(options.way or "")
        preview = None if way is None else app.backlog.preview(way, days)
        if way is not None and options.apply:
            app.backlog.apply(way, days)
    if screen.as_json:
        document: dict[str, object] = {"waiting": found.waiting, "away": found.away}
        document["limit"] = found.limit
        document |= {"usual": found.usual, "days": found.days}
        if preview is not None:
            document |= {"way": options.way, "moved": preview.moved, "applied": options.apply}
            screen.document({**document, "after": _days(preview.after)})
        else:
            screen.document(document)
        return 0
    screen.line(
        "{cards} waiting, {limit} reviews a day.".format(
            cards=count_text(found.waiting, "card"), limit=f"{found.limit:,}"
        )
    )
    if preview is None:
        screen.line("Ways out: `flashcards backlog spread`, `value` or `catch-up`.")
        return 0
    _table(call, preview.before, preview.after)
    moved = (
        "{cards} moved.".format(cards=count_text(preview.moved, "card")) if options.apply else ""
    )
    screen.line(moved or "Nothing is changed yet; --apply does it.")
    return 0


def rest(call: Call) -> int:
    """List the planned breaks, plan one, or remove one."""
    options, screen = call.options, call.screen
    if options.first is None:
        with call.reading() as app:
            spans = app.breaks.planned()
        if screen.as_json:
            screen.document([_span(*span) for span in spans])
        elif not spans:
            screen.line("No break is planned.")
        for first, last in () if screen.as_json else spans:
            screen.line(f"{date_of(first).isoformat()} to {date_of(last).isoformat()}")
        return 0
    with call.writing() as app:
        if options.remove:
            app.breaks.cancel(options.first)
            words: dict[str, object] = {"removed": options.first.isoformat()}
        else:
            last = options.last or options.first
            preview = app.breaks.preview(options.first, last)
            app.breaks.announce(options.first, last)
            words = {**_span(preview.first, preview.last), "sooner": preview.sooner}
            words["later"] = preview.later
    if screen.as_json:
        screen.document(words)
    elif options.remove:
        screen.line("The break is removed; cards that it moved stay where they are.")
    else:
        before = count_text(preview.sooner, "card")
        screen.line(
            "The break is planned: {before} come before it, {after} after it.".format(
                before=before, after=f"{preview.later:,}"
            )
        )
    return 0


def _span(first: int, last: int) -> dict[str, object]:
    return {"first": date_of(first).isoformat(), "last": date_of(last).isoformat()}


def _days(days: Sequence[DayCards]) -> list[dict[str, object]]:
    return [{**asdict(each), "day": date_of(each.day).isoformat()} for each in days]


def _table(call: Call, before: Sequence[DayCards], after: Sequence[DayCards]) -> None:
    rows = [
        (
            date_of(old.day).isoformat(),
            f"{old.cards:,}",
            f"{new.cards:,}",
            minutes_text(new.seconds),
        )
        for old, new in zip(before, after, strict=True)
    ]
    call.screen.table(rows, ("Day", "Due now", "Then", "Time"), right={1, 2, 3})


COMMANDS = {"backlog": backlog, "break": rest}
