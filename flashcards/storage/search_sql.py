"""A search query as an SQL condition over ``card c``, every text of the user's bound.

Of the terms that all have to match, only the one that is likely to leave the fewest cards may
use an index; the others wear SQLite's unary plus. Without statistics its planner guesses worse.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from flashcards.domain.note import LEECH_TAG, MARKED_TAG
from flashcards.domain.query_nodes import (
    And,
    Comparison,
    Flagged,
    IdOf,
    Ids,
    Is,
    Name,
    Named,
    Node,
    Not,
    OfKind,
    Or,
    Phrase,
    Property,
    Query,
    Standing,
    Word,
)
from flashcards.domain.query_tokens import Pattern
from flashcards.domain.review import State
from flashcards.storage import search_names
from flashcards.storage.card_rows import Queue
from flashcards.storage.reading import Reader, Value, id_list
from flashcards.storage.search_numbers import SearchMoment, comparison_sql, due_sql
from flashcards.storage.search_text import NoteText, like_pattern, note_text

_NOTHING = "0"
_EVERYTHING = "1"
_STATES = {
    Standing.NEW: (Queue.NEW, (State.NEW,)),
    Standing.LEARNING: (Queue.LEARNING, (State.LEARNING, State.RELEARNING)),
    Standing.REVIEW: (Queue.REVIEW, (State.REVIEW,)),
}
_TAGS = {Standing.MARKED: MARKED_TAG, Standing.LEECH: LEECH_TAG}

# How few cards a term is likely to leave: the fewer, the lower.
_BY_ID, _BY_TEXT, _BY_TOPIC, _BY_DUE, _BY_DECK, _BY_QUEUE = range(6)


@dataclass(frozen=True, slots=True)
class Condition:
    """The inside of a WHERE over ``card c``, with the values that it binds; ``:q0``, ``:q1`` …"""

    sql: str
    values: Mapping[str, Value]


def search_condition(reader: Reader, query: Query, moment: SearchMoment) -> Condition:
    """The condition under which a card that is not deleted matches the query."""
    compiler = _Compiler(reader, moment)
    sql = compiler.term(query.root).sql(False)
    # A card that is deleted is in the queue of the deleted, whatever else is known of it.
    return Condition(f"+c.queue > {Queue.DELETED:d} AND {sql}", compiler.values)


@dataclass(frozen=True, slots=True)
class _Term:
    """A part of the condition.

    ``sql`` is told whether other terms have narrowed the cards already: then it may use no index,
    and looks at single rows where it would else read a table. ``rank``: see above; None where
    there is no index for it.
    """

    sql: Callable[[bool], str]
    rank: int | None = None


class _Compiler:
    def __init__(self, reader: Reader, moment: SearchMoment) -> None:
        self.values: dict[str, Value] = {}
        self._reader = reader
        self._moment = moment

    def bind(self, value: Value) -> str:
        name = f"q{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def term(self, node: Node) -> _Term:  # noqa: PLR0911 - one return for each kind of node
        match node:
            case And(nodes):
                return _all_of([*self._texts(nodes, "AND"), *self._others(nodes)])
            case Or(nodes):
                return _any_of([*self._texts(nodes, "OR"), *self._others(nodes)])
            case Not(inner):
                term = self.term(inner)
                return _Term(lambda narrowed: f"({term.sql(narrowed)}) IS NOT TRUE")
            case Word() | Phrase():
                return self._text(note_text(node))
            case Named(name, pattern):
                return self._named(name, pattern)
            case Is(standing):
                return self._standing(standing)
            case OfKind(kind):
                return _Term(partial(self._of_note, f"kind = {self.bind(kind.value)}"))
            case Flagged(flag):
                return _Term(lambda _: f"c.flag = {flag:d}")
            case Ids(of, ids):
                return _of_ids(of, ids)
            case Comparison(compared):
                return _Term(
                    partial(self._comparison, node),
                    _BY_DUE if compared is Property.DUE else None,
                )

    def _others(self, nodes: Iterable[Node]) -> list[_Term]:
        return [self.term(node) for node in nodes if not isinstance(node, Word | Phrase)]

    def _texts(self, nodes: Iterable[Node], joint: str) -> list[_Term]:
        """The words and phrases; those that the index alone can answer as one look-up."""
        texts = [note_text(node) for node in nodes if isinstance(node, Word | Phrase)]
        matches = [text.match for text in texts if text.match and not text.like]
        rest = [self._text(text) for text in texts if text.like or not text.match]
        if not matches:
            return rest
        return [self._text(NoteText(f" {joint} ".join(matches), None)), *rest]

    def _text(self, text: NoteText) -> _Term:
        if text.match is None:
            if text.like is None:
                return _Term(lambda _: _EVERYTHING)
            return _Term(partial(self._of_note, self._like(text.like)))
        found = f"SELECT rowid FROM note_text WHERE note_text MATCH {self.bind(text.match)}"
        indexed = _in("note_id", found, _BY_TEXT)
        if text.like is None:
            return indexed
        return _all_of([indexed, _Term(partial(self._of_note, self._like(text.like)))])

    def _like(self, pattern: str) -> str:
        return f"fields LIKE {self.bind(pattern)} ESCAPE '\\'"

    @staticmethod
    def _of_note(condition: str, narrowed: bool) -> str:
        if narrowed:
            return f"EXISTS (SELECT 1 FROM note WHERE note.id = c.note_id AND {condition})"
        return f"c.note_id IN (SELECT id FROM note WHERE {condition})"

    def _named(self, name: Name, pattern: Pattern) -> _Term:
        match name:
            case Name.DECK:
                decks = search_names.deck_ids(self._reader, pattern)
                return _in("deck_id", id_list(decks), _BY_DECK)
            case Name.STAGE:
                topics = search_names.stage_topic_ids(self._reader, pattern)
                return _in("topic_id", id_list(topics), _BY_TOPIC)
            case Name.TOPIC:
                topics = search_names.topic_ids(self._reader, pattern)
                return _in("topic_id", id_list(topics), _BY_TOPIC)
            case Name.TAG:
                return self._tagged(search_names.tags_named(self._reader, pattern))
            case Name.TRACK:
                written = self.bind(like_pattern(pattern.pieces))
                return _Term(lambda _: f"c.track LIKE {written} ESCAPE '\\'")

    def _tagged(self, tags: Sequence[str]) -> _Term:
        names = self.bind(json.dumps(tags, ensure_ascii=False))
        return _in(
            "note_id",
            "SELECT note_id FROM note_tag WHERE removed IS NULL "
            f"AND tag IN (SELECT value FROM json_each({names}))",
            _BY_TEXT,
        )

    def _comparison(self, comparison: Comparison, narrowed: bool) -> str:
        return comparison_sql(comparison, self._moment, self.bind, _column("queue", narrowed))

    def _standing(self, standing: Standing) -> _Term:
        match standing:
            case Standing.DUE:
                return _Term(self._due, _BY_DUE)
            case Standing.NEW | Standing.REVIEW:
                # most cards are one or the other: reading the table is quicker than an index
                return _Term(lambda _: _in_state(*_STATES[standing], narrowed=True))
            case Standing.LEARNING:
                return _Term(partial(_in_state, *_STATES[standing]), _BY_QUEUE)
            case Standing.SUSPENDED:
                return _Term(_suspended, _BY_QUEUE)
            case Standing.DRAFT:
                return _in("queue", f"{Queue.DRAFT:d}", _BY_QUEUE)
            case Standing.BURIED:
                return _Term(lambda _: f"c.buried_day = {self._moment.today:d}")
            case Standing.FLAGGED:
                return _Term(lambda _: "c.flag > 0")
            case Standing.MARKED | Standing.LEECH:
                return self._tagged((_TAGS[standing],))

    def _due(self, narrowed: bool) -> str:
        queue = _column("queue", narrowed)
        due = due_sql([("<", 1)], self._moment, self.bind, queue=queue)
        return f"{due} AND c.buried_day IS NOT {self._moment.today:d}"


def _all_of(terms: Sequence[_Term]) -> _Term:
    """All the terms; the one of the lowest rank finds the cards, the others look at those."""
    ranked = [term for term in terms if term.rank is not None]
    finder = min(ranked, key=lambda term: term.rank or 0, default=None)

    def sql(narrowed: bool) -> str:
        return " AND ".join(
            term.sql(narrowed or (finder is not None and term is not finder)) for term in terms
        )

    return _Term(sql if terms else lambda _: _EVERYTHING, finder.rank if finder else None)


def _any_of(terms: Sequence[_Term]) -> _Term:
    """At least one of the terms; only if each has an index, the cards can be found by them."""
    ranks = [term.rank for term in terms if term.rank is not None]
    rank = max(ranks) if len(ranks) == len(terms) else None

    def sql(narrowed: bool) -> str:
        return "(" + " OR ".join(term.sql(narrowed) for term in terms) + ")"

    return _Term(sql, rank)


def _of_ids(of: IdOf, ids: Sequence[int]) -> _Term:
    columns = {IdOf.CARD: ("id",), IdOf.NOTE: ("note_id",), IdOf.EITHER: ("id", "note_id")}[of]
    return _any_of([_in(column, id_list(ids), _BY_ID) for column in columns])


def _in(column: str, inside: str, rank: int) -> _Term:
    if not inside:
        return _Term(lambda _: _NOTHING, _BY_ID)
    return _Term(lambda narrowed: f"{_column(column, narrowed)} IN ({inside})", rank)


def _column(name: str, narrowed: bool) -> str:
    return f"+c.{name}" if narrowed else f"c.{name}"


def _in_state(queue: Queue, states: Iterable[State], narrowed: bool) -> str:
    """In the queue, or put away in that state."""
    column = _column("queue", narrowed)
    known = ", ".join(f"{state:d}" for state in states)
    put_away = f"{Queue.DRAFT:d}, {Queue.SUSPENDED:d}"
    return f"({column} = {queue:d} OR {column} IN ({put_away}) AND c.state IN ({known}))"


def _suspended(narrowed: bool) -> str:
    column = _column("queue", narrowed)
    return f"({column} = {Queue.SUSPENDED:d} OR {column} = {Queue.DRAFT:d} AND c.suspended = 1)"
