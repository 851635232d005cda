"""``flashcards search``."""

from __future__ import annotations

from flashcards.cli.call import Call, calendar_of, due_text
from flashcards.domain.wording import count_text


def search(call: Call) -> int:
    """List the cards that a query finds."""
    query, limit = call.options.query, call.options.limit
    with call.reading() as app:
        hits = app.search.search(query, limit=limit)
        calendar = calendar_of(app)
        total = len(hits) if limit is None else app.search.count(query)
    dues = [due_text(calendar, hit.due_day, hit.due_ms) for hit in hits]
    if call.screen.as_json:
        call.screen.document(
            [
                {
                    "card_id": hit.card_id,
                    "note_id": hit.note_id,
                    "deck": hit.deck,
                    "question": hit.question,
                    "state": hit.state.name.lower(),
                    "due": due,
                    "tags": list(hit.tags),
                }
                for hit, due in zip(hits, dues, strict=True)
            ]
        )
        return 0
    if not hits:
        call.screen.line(f"No card matches {query}.")
        return 0
    rows = [
        (
            call.screen.styled(str(hit.card_id), "dim"),
            hit.state.name.lower(),
            "" if due is None else due[:10],
            hit.deck,
            hit.question,
        )
        for hit, due in zip(hits, dues, strict=True)
    ]
    call.screen.table(rows, ("Card", "State", "Due", "Deck", "Question"), right={0})
    shown = count_text(len(hits), "card")
    call.screen.line(f"{shown}." if total == len(hits) else f"{shown} of {total:,}.")
    return 0


COMMANDS = {"search": search}
