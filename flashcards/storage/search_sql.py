"""A search query as an SQL condition over ``card c``, every text of the user's bound."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flashcards.domain.calendar import MS_PER_DAY
from flashcards.domain.ids import RANDOM_BITS
from flashcards.domain.note import LEECH_TAG, MARKED_TAG, NoteKind
from flashcards.domain.query_nodes import (
    And,
    Change,
    Comparison,
    Expression,
    Flagged,
    Has,
    Ids,
    Is,
    Name,
    Named,
    Node,
    Not,
    OfKind,
    Or,
    Part,
    Phrase,
    Property,
    Query,
    Rated,
    Since,
    Standing,
    Word,
)
from flashcards.domain.query_tokens import Pattern
from flashcards.domain.review import ReviewKind
from flashcards.storage import search_names
from flashcards.storage.card_rows import Queue
from flashcards.storage.reading import Reader, Value, id_list
from flashcards.storage.search_expression import notes_with
from flashcards.storage.search_numbers import SearchMoment, comparison_sql, due_sql
from flashcards.storage.search_terms import (
    EVERYTHING,
    Rank,
    Term,
    all_of,
    any_of,
    column,
    fixed,
    flagged,
    in_state,
    is_in,
    none_of,
    of_ids,
    of_note,
    suspended,
)
from flashcards.storage.search_text import NoteText, like_pattern, note_text

_TAGS = {Standing.MARKED: MARKED_TAG, Standing.LEECH: LEECH_TAG}
_ANSWERS = f"'{ReviewKind.REVIEW}', '{ReviewKind.CRAM}'"
# Ids of the log grow with time; a zone may lie so far from here that its day began earlier.
_ZONES_MS = 2 * MS_PER_DAY

_HAS_TAG = "c.note_id IN (SELECT note_id FROM note_tag WHERE removed IS NULL)"
# A note of a built-in kind has four texts, the source last.
_HAS_SOURCE = f"kind <> '{NoteKind.CUSTOM}' AND substr(fields, -1) <> char(31)"
_PARTS = {
    Part.CODE: "(fields LIKE '%```%' OR fields LIKE '%~~~%')",
    Part.IMAGE: "(fields LIKE '%![%](%' OR fields LIKE '%<img %')",
    Part.SOUND: "fields LIKE '%[sound:%'",
    Part.SOURCE: _HAS_SOURCE,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """The inside of a WHERE over ``card c``, with the values that it binds; ``:q0``, ``:q1`` …"""

    sql: str
    values: Mapping[str, Value]

    @property
    def is_quick(self) -> bool:
        """Whether a card alone tells if it matches, so that asking group by group costs no more."""
        return "SELECT" not in self.sql  # every text of the user's is bound


def search_condition(reader: Reader, query: Query, moment: SearchMoment) -> Condition:
    """The condition under which a card that is not deleted matches the query.

    Raises QueryError where a regular expression takes too long.
    """
    compiler = _Compiler(reader, moment)
    sql = compiler.term(query.root).sql(False)
    return Condition(_living(sql), compiler.values)


def _living(sql: str) -> str:
    # A card that is deleted is in the queue of the deleted, whatever else is known of it.
    return f"+c.queue > {Queue.DELETED:d} AND {sql}"


def _is_expression(node: Node) -> bool:
    return isinstance(node.node if isinstance(node, Not) else node, Expression)


class _Compiler:
    def __init__(self, reader: Reader, moment: SearchMoment) -> None:
        self.values: dict[str, Value] = {}
        self._reader = reader
        self._moment = moment

    def bind(self, value: Value) -> str:
        name = f"q{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def term(self, node: Node) -> Term:
        match node:
            case And(nodes):
                return self._together(nodes)
            case Or(nodes):
                return any_of([*self._texts(nodes, "OR"), *self._others(nodes)])
            case Not(inner):
                return none_of(self.term(inner))
            case Word() | Phrase():
                return self._text(note_text(node))
            case Expression():
                return self._expression(node, None)
            case _:
                return self._leaf(node)

    def _leaf(self, node: Node) -> Term:  # noqa: PLR0911 - one return for each kind of node
        match node:
            case Named(name, pattern):
                return self._named(name, pattern)
            case Is(standing):
                return self._standing(standing)
            case OfKind(kind):
                return of_note(f"kind = {self.bind(kind.value)}")
            case Flagged(flag):
                return flagged(f" = {flag:d}") if flag else fixed("c.flag = 0")
            case Has(part):
                return fixed(_HAS_TAG) if part is Part.TAG else of_note(_PARTS[part])
            case Rated():
                return self._rated(node)
            case Since():
                return self._since(node)
            case Ids(of, ids):
                return of_ids(of, ids)
            case Comparison(compared):
                rank = Rank.DUE if compared is Property.DUE else None
                return Term(lambda narrowed: self._comparison(node, narrowed), rank)
            case _:
                raise AssertionError(f"{node} is no leaf")

    def _together(self, nodes: Sequence[Node]) -> Term:
        """All of the nodes; expressions look only at the notes that the others leave."""
        others = [node for node in nodes if not _is_expression(node)]
        terms = [*self._texts(others, "AND"), *self._others(others)]
        for node in filter(_is_expression, nodes):
            inner = node.node if isinstance(node, Not) else node
            assert isinstance(inner, Expression)
            found = self._expression(inner, all_of(terms) if terms else None)
            terms.append(found if inner is node else none_of(found))
        return all_of(terms)

    def _others(self, nodes: Iterable[Node]) -> list[Term]:
        return [self.term(node) for node in nodes if not isinstance(node, Word | Phrase)]

    def _texts(self, nodes: Iterable[Node], joint: str) -> list[Term]:
        """The words and phrases; those that the index alone can answer as one look-up."""
        texts = [note_text(node) for node in nodes if isinstance(node, Word | Phrase)]
        matches = [text.match for text in texts if text.match and not text.like]
        rest = [self._text(text) for text in texts if text.like or not text.match]
        if not matches:
            return rest
        return [self._text(NoteText(f" {joint} ".join(matches), None)), *rest]

    def _text(self, text: NoteText) -> Term:
        if text.match is None:
            return fixed(EVERYTHING) if text.like is None else of_note(self._like(text.like))
        found = f"SELECT rowid FROM note_text WHERE note_text MATCH {self.bind(text.match)}"
        indexed = is_in("note_id", found, Rank.TEXT)
        if text.like is None:
            return indexed
        return all_of([indexed, of_note(self._like(text.like))])

    def _like(self, pattern: str) -> str:
        return f"fields LIKE {self.bind(pattern)} ESCAPE '\\'"

    def _expression(self, node: Expression, others: Term | None) -> Term:
        cards = "" if others is None else _living(others.sql(False))
        notes = notes_with(self._reader, node, cards, self.values)
        found = f"SELECT value FROM json_each({self.bind(json.dumps(notes))})"
        return is_in("note_id", found, Rank.TEXT)

    def _named(self, name: Name, pattern: Pattern) -> Term:
        match name:
            case Name.DECK:
                decks = search_names.deck_ids(self._reader, pattern)
                return is_in("deck_id", id_list(decks), Rank.DECK)
            case Name.STAGE:
                topics = search_names.stage_topic_ids(self._reader, pattern)
                return is_in("topic_id", id_list(topics), Rank.TOPIC)
            case Name.TOPIC:
                topics = search_names.topic_ids(self._reader, pattern)
                return is_in("topic_id", id_list(topics), Rank.TOPIC)
            case Name.TAG:
                return self._tagged(search_names.tags_named(self._reader, pattern))
            case Name.TRACK:
                written = self.bind(like_pattern(pattern.pieces))
                return fixed(f"c.track LIKE {written} ESCAPE '\\'")

    def _tagged(self, tags: Sequence[str]) -> Term:
        names = self.bind(json.dumps(tags, ensure_ascii=False))
        return is_in(
            "note_id",
            "SELECT note_id FROM note_tag WHERE removed IS NULL "
            f"AND tag IN (SELECT value FROM json_each({names}))",
            Rank.TEXT,
        )

    def _rated(self, node: Rated) -> Term:
        """By the log: an answer that was not taken back, on one of these study days."""
        first = self._moment.today - node.days + 1
        low = max(0, self._moment.calendar.start_ms(first) - _ZONES_MS) << RANDOM_BITS
        grade = "" if node.rating is None else f" AND r.rating = {node.rating:d}"
        return is_in(
            "id",
            f"SELECT r.card_id FROM review r WHERE r.id >= {low:d} AND r.study_day >= {first:d} "
            f"AND r.kind IN ({_ANSWERS}) AND r.rating IS NOT NULL{grade} AND r.id NOT IN "
            f"(SELECT target FROM review WHERE id >= {low:d} AND kind = '{ReviewKind.RETRACTION}' "
            "AND target IS NOT NULL)",
            Rank.LOG,
        )

    def _since(self, node: Since) -> Term:
        first = self._moment.today - node.days + 1
        start = f"{self._moment.calendar.start_ms(first):d}"
        if node.change is Change.ADDED:
            return fixed(f"c.created_ms >= {start}")
        return of_note(f"modified_ms >= {start} AND modified_ms > created_ms")

    def _comparison(self, comparison: Comparison, narrowed: bool) -> str:
        return comparison_sql(comparison, self._moment, self.bind, column("queue", narrowed))

    def _standing(self, standing: Standing) -> Term:
        match standing:
            case Standing.DUE:
                return Term(self._due, Rank.DUE)
            case Standing.NEW | Standing.REVIEW | Standing.LEARNING:
                return in_state(standing)
            case Standing.SUSPENDED:
                return suspended()
            case Standing.DRAFT:
                return is_in("queue", f"{Queue.DRAFT:d}", Rank.QUEUE)
            case Standing.BURIED:
                return fixed(f"c.buried_day = {self._moment.today:d}")
            case Standing.FLAGGED:
                return flagged(" > 0")
            case Standing.MARKED | Standing.LEECH:
                return self._tagged((_TAGS[standing],))

    def _due(self, narrowed: bool) -> str:
        queue = column("queue", narrowed)
        due = due_sql([("<", 1)], self._moment, self.bind, queue=queue)
        return f"{due} AND c.buried_day IS NOT {self._moment.today:d}"
