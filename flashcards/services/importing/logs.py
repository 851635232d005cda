"""Review logs whose cards are known by number alone."""

from __future__ import annotations

from flashcards.domain.note import NoteFields
from flashcards.formats.rows import CardRow, DeckRows, LogCard, LogRows, NoteRow, TopicRow
from flashcards.services.importing.history import BroughtCard
from flashcards.storage.import_sql import cards_among
from flashcards.storage.reading import Reader

_NAMESPACE = "review-log:"


def split_log(reader: Reader, log: LogRows) -> tuple[list[BroughtCard], list[DeckRows]]:
    """The cards of a log that the library has, and a deck for the others, if there are any.

    The deck has a draft for each number, suspended, so that its reviews are kept and parameters can
    be fitted to them.
    """
    known = cards_among(reader, [card.card_id for card in log.cards])
    mine = [
        BroughtCard(card.card_id, CardRow("", reviews=card.reviews), is_new=False, scheduled=False)
        for card in log.cards
        if card.card_id in known
    ]
    foreign = [card for card in log.cards if card.card_id not in known]
    if not foreign:
        return mine, []
    deck = DeckRows(
        title=log.title,
        namespace=_NAMESPACE + log.title,
        topics=(TopicRow("", notes=tuple(_draft(log.title, card) for card in foreign)),),
        complete=False,
    )
    return mine, [deck]


def _draft(title: str, card: LogCard) -> NoteRow:
    return NoteRow(
        NoteFields(f"Card {card.card_id} of {title}"),
        source_id=str(card.card_id),
        draft=True,
        cards=(CardRow("forward", suspended=True, reviews=card.reviews),),
    )
