"""The table of all cards: what a search finds, a page of rows at a time, and one card in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flashcards.domain.calendar import MS_PER_DAY
from flashcards.domain.forgetting import retrievability
from flashcards.domain.query_nodes import Name
from flashcards.domain.query_order import BY_DECK, SortOrder
from flashcards.errors import NotFoundError
from flashcards.language import _
from flashcards.render.faces import faces
from flashcards.render.plain import first_line
from flashcards.services.browsing.search import SearchService
from flashcards.services.browsing.view import (
    PAGE,
    BrowseRow,
    DeckChoice,
    Listing,
    Sidebar,
    SideLine,
    TopicChoice,
)
from flashcards.storage.card_rows import Queue
from flashcards.storage.reading import Reader
from flashcards.storage.roadmap_rows import active_roadmap
from flashcards.storage.search_names import all_tags, all_tracks
from flashcards.storage.search_numbers import SearchMoment
from flashcards.storage.search_rows import count_cards, sorted_cards
from flashcards.storage.search_table import (
    TableRow,
    cards_by_deck,
    cards_by_flag,
    cards_by_queue,
    cards_by_topic,
    deck_names,
    notes_by_tag,
    table_rows,
    topic_titles,
)
from flashcards.storage.unit_of_work import Database

FIRST = 600
"""How many cards are put in order before the first of them are shown."""

_MANY = 20_000


class BrowseService:
    """Reads for the table. A query that cannot be read raises QueryError."""

    def __init__(self, database: Database, search: SearchService) -> None:
        self._database = database
        self._search = search

    def list(self, query: str, order: SortOrder = BY_DECK) -> Listing:
        """What a search finds: its number, and the first of its cards in order."""
        with self._search.searching(query) as search:
            reader, condition, moment = search.reader, search.condition, search.moment
            count = count_cards(reader, condition)
            many = count > _MANY
            ids = sorted_cards(reader, condition, order, moment, FIRST, many=many)
            rows = _rows(reader, ids[:PAGE], moment)
        return Listing(query, order, count, tuple(ids), rows, moment.today)

    def ids(self, query: str, order: SortOrder = BY_DECK) -> tuple[int, ...]:
        """All cards that a search finds, in order."""
        with self._search.searching(query) as search:
            many = count_cards(search.reader, search.condition) > _MANY
            found = sorted_cards(search.reader, search.condition, order, search.moment, many=many)
        return tuple(found)

    def rows(self, card_ids: Sequence[int]) -> tuple[BrowseRow, ...]:
        """These cards in their order; one that is gone is left out."""
        with self._database.read() as reader:
            return _rows(reader, card_ids, self._search.moment(reader))

    def row(self, card_id: int) -> BrowseRow:
        """One card. Raises NotFoundError."""
        found = self.rows((card_id,))
        if not found:
            raise NotFoundError(_("the card is gone."))
        return found[0]

    def sidebar(self) -> Sidebar:
        """What the cards can be told apart by, with how many there are."""
        with self._database.read() as reader:
            queues = cards_by_queue(reader)
            return Sidebar(
                decks=tuple(_nested(cards_by_deck(reader))),
                stages=tuple(_stages(reader)),
                tags=tuple(SideLine(tag, count) for tag, count in notes_by_tag(reader)),
                flags=cards_by_flag(reader),
                new=queues.get(Queue.NEW, 0),
                learning=queues.get(Queue.LEARNING, 0),
                review=queues.get(Queue.REVIEW, 0),
                suspended=queues.get(Queue.SUSPENDED, 0),
                drafts=queues.get(Queue.DRAFT, 0),
            )

    def names(self) -> Mapping[Name, tuple[str, ...]]:
        """What a query can name in this library, for completion."""
        with self._database.read() as reader:
            return {
                Name.DECK: tuple(name for _, name in deck_names(reader)),
                Name.STAGE: tuple(stage.title for stage in active_roadmap(reader).stages),
                Name.TOPIC: tuple(dict.fromkeys(title for _, _, title in topic_titles(reader))),
                Name.TAG: tuple(all_tags(reader)),
                Name.TRACK: tuple(all_tracks(reader)),
            }

    def decks(self) -> tuple[DeckChoice, ...]:
        """All decks with their topics."""
        with self._database.read() as reader:
            topics: dict[int, list[TopicChoice]] = {}
            for topic, deck, title in topic_titles(reader):
                topics.setdefault(deck, []).append(TopicChoice(topic, title))
            return tuple(
                DeckChoice(deck, name, tuple(topics.get(deck, ())))
                for deck, name in deck_names(reader)
            )


def _rows(reader: Reader, ids: Sequence[int], moment: SearchMoment) -> tuple[BrowseRow, ...]:
    found = table_rows(reader, ids)
    return tuple(_row(found[card], moment) for card in ids if card in found)


def _row(row: TableRow, moment: SearchMoment) -> BrowseRow:
    heading = row.heading
    if row.fields is not None:
        heading = faces(row.kind, row.key, row.fields, row.note_type).question
    return BrowseRow(
        card_id=row.card_id,
        note_id=row.note_id,
        key=row.key,
        question=first_line(heading) or first_line(row.heading),
        kind=row.kind,
        deck=row.deck,
        topic=row.topic,
        stage=row.stage,
        state=row.state,
        suspended=row.suspended,
        draft=row.draft,
        buried=row.buried_day == moment.today,
        due_day=row.due_day,
        due_ms=row.due_ms,
        last_review_ms=row.last_review_ms,
        recall=_recall(row, moment),
        stability=row.stability,
        difficulty=row.difficulty,
        lapses=row.lapses,
        reps=row.reps,
        interval_days=row.interval_days,
        flag=row.flag,
        tags=row.tags,
        added_ms=row.added_ms,
        edited_ms=row.edited_ms,
    )


def _recall(row: TableRow, moment: SearchMoment) -> float | None:
    if row.stability is None or row.last_review_ms is None:
        return None
    elapsed = (moment.now_ms - row.last_review_ms) / MS_PER_DAY
    return retrievability(row.stability, elapsed, moment.decay)


def _nested(decks: Iterator[tuple[int, str, int]]) -> Iterator[SideLine]:
    """The decks with what they are nested in, each counting what is nested in it too."""
    counts: dict[str, int] = {}
    for _deck_id, name, count in decks:
        levels = name.split("::")
        for depth in range(1, len(levels) + 1):
            above = "::".join(levels[:depth])
            counts[above] = counts.get(above, 0) + count
    for name in sorted(counts, key=lambda name: name.casefold().split("::")):
        yield SideLine(name, counts[name], name.count("::"))


def _stages(reader: Reader) -> Iterator[SideLine]:
    cards = cards_by_topic(reader)
    for stage in active_roadmap(reader).stages:
        yield SideLine(stage.title, sum(cards.get(topic, 0) for topic in stage.topic_ids))
