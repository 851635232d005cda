"""The parts of a search condition over ``card c``: each says how few cards it is likely to leave.

Of the terms that all have to match, only the one that is likely to leave the fewest cards may
use an index; the others wear SQLite's unary plus. Without statistics its planner guesses worse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from flashcards.domain.query_nodes import IdOf, Standing
from flashcards.domain.review import State
from flashcards.storage.card_rows import Queue
from flashcards.storage.reading import id_list

NOTHING = "0"
EVERYTHING = "1"
STATES = {
    Standing.NEW: (Queue.NEW, (State.NEW,)),
    Standing.LEARNING: (Queue.LEARNING, (State.LEARNING, State.RELEARNING)),
    Standing.REVIEW: (Queue.REVIEW, (State.REVIEW,)),
}


class Rank(IntEnum):
    """How few cards a term is likely to leave: the fewer, the lower."""

    ID = 0
    TEXT = 1
    FLAG = 2
    LOG = 3
    TOPIC = 4
    DUE = 5
    DECK = 6
    QUEUE = 7


@dataclass(frozen=True, slots=True)
class Term:
    """A part of the condition.

    ``sql`` is told whether other terms have narrowed the cards already: then it may use no index,
    and looks at single rows where it would else read a table. ``rank``: None where there is no
    index for it.
    """

    sql: Callable[[bool], str]
    rank: Rank | None = None


def fixed(sql: str) -> Term:
    """A term without an index, the same whatever stands beside it."""
    return Term(lambda _: sql)


def all_of(terms: Sequence[Term]) -> Term:
    """All the terms; the one of the lowest rank finds the cards, the others look at those."""
    ranked = [term for term in terms if term.rank is not None]
    finder = min(ranked, key=lambda term: term.rank or 0, default=None)

    def sql(narrowed: bool) -> str:
        return " AND ".join(
            term.sql(narrowed or (finder is not None and term is not finder)) for term in terms
        )

    return Term(sql if terms else lambda _: EVERYTHING, finder.rank if finder else None)


def any_of(terms: Sequence[Term]) -> Term:
    """At least one of the terms; only if each has an index, the cards can be found by them."""
    ranks = [term.rank for term in terms if term.rank is not None]
    rank = max(ranks) if len(ranks) == len(terms) else None

    def sql(narrowed: bool) -> str:
        return "(" + " OR ".join(term.sql(narrowed) for term in terms) + ")"

    return Term(sql, rank)


def none_of(term: Term) -> Term:
    """What the term leaves out, cards that have no such value among it."""
    return Term(lambda narrowed: f"({term.sql(narrowed)}) IS NOT TRUE")


def of_ids(of: IdOf, ids: Sequence[int]) -> Term:
    """The card, or its note, is one of these."""
    columns = {IdOf.CARD: ("id",), IdOf.NOTE: ("note_id",), IdOf.EITHER: ("id", "note_id")}[of]
    return any_of([is_in(column, id_list(ids), Rank.ID) for column in columns])


def is_in(name: str, inside: str, rank: Rank) -> Term:
    """The column is one of what stands in an ``IN (…)``."""
    if not inside:
        return Term(lambda _: NOTHING, Rank.ID)
    return Term(lambda narrowed: f"{column(name, narrowed)} IN ({inside})", rank)


def column(name: str, narrowed: bool) -> str:
    """A column of the card, kept from using its index where others have narrowed the cards."""
    return f"+c.{name}" if narrowed else f"c.{name}"


def of_note(condition: str) -> Term:
    """The card's note meets a condition over ``note``."""

    def sql(narrowed: bool) -> str:
        if narrowed:
            return f"EXISTS (SELECT 1 FROM note WHERE note.id = c.note_id AND {condition})"
        return f"c.note_id IN (SELECT id FROM note WHERE {condition})"

    return Term(sql)


def in_state(standing: Standing) -> Term:
    """In the queue of that state, or put away in it."""
    queue, states = STATES[standing]
    known = ", ".join(f"{state:d}" for state in states)
    put_away = f"{Queue.DRAFT:d}, {Queue.SUSPENDED:d}"

    def sql(narrowed: bool) -> str:
        name = column("queue", narrowed or standing is not Standing.LEARNING)
        return f"({name} = {queue:d} OR {name} IN ({put_away}) AND c.state IN ({known}))"

    # most cards are new or in review: reading the table is quicker than an index
    return Term(sql, Rank.QUEUE if standing is Standing.LEARNING else None)


def flagged(compared: str) -> Term:
    """The index has the flagged cards alone: the condition has to say that it wants no others."""

    def sql(narrowed: bool) -> str:
        flag = column("flag", narrowed)
        return f"({flag} > 0 AND {flag}{compared})"

    return Term(sql, Rank.FLAG)


def suspended() -> Term:
    """Suspended, drafts among them."""

    def sql(narrowed: bool) -> str:
        queue = column("queue", narrowed)
        return f"({queue} = {Queue.SUSPENDED:d} OR {queue} = {Queue.DRAFT:d} AND c.suspended = 1)"

    return Term(sql, Rank.QUEUE)
