"""The rules that a deck's notes are checked by, each with why it matters and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from flashcards.domain.note import NoteKind, cloze_deletions
from flashcards.formats.rows import NoteRow, TopicRow
from flashcards.render.blocks import fences
from flashcards.render.cloze import cloze_question
from flashcards.render.faces import faces
from flashcards.render.plain import plain_text
from flashcards.render.references import pictures

LONGEST_QUESTION = 35
LONGEST_ANSWER = 40
LONGEST_LIST = 4
WIDEST_CODE = 80
_LONGEST_GIVEN_AWAY = 4
_SHORTEST_WORD = 3

_WORD = re.compile(r"[^\W_]+")
_MARKS_AROUND = ".,;:!?…\"'`´“”‘’()[]{}<>"
_LIST_MARK = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?", re.MULTILINE)
_BULLET = re.compile(r"[-*+] +\S")
_SENTENCE = re.compile(r"[.:;!?]\s+")
_ASKS = re.compile(r"\b(?:what|which|who|whom|whose|why|how)\b", re.IGNORECASE)
_YES_NO = re.compile(
    r"(?:is|are|was|were|does|do|did|can|could|will|would|shall|should|has|have|had|may|might"
    r"|must)(?:n['’]t)?\s",
    re.IGNORECASE,
)
_ALTERNATIVES = re.compile(r"\b(?:or|either|versus|vs)\b", re.IGNORECASE)


class Severity(StrEnum):
    """An error loses or confuses cards; a warning makes them harder to learn."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the lint by its name."""

    name: str
    severity: Severity
    why: str
    mend: str


UNREADABLE = Rule(
    "unreadable",
    Severity.ERROR,
    "nothing of the file can be studied.",
    "mend what the message names.",
)
SYNTAX = Rule(
    "syntax",
    Severity.ERROR,
    "what the program can't use is left out, or becomes something else than was meant.",
    "write the line as the deck format has it.",
)
DUPLICATE_ID = Rule(
    "duplicate-id",
    Severity.ERROR,
    "two notes of one id are one note to the library: the later one takes the other's history.",
    "give the newer one an id of its own.",
)
LONG_QUESTION = Rule(
    "long-question",
    Severity.WARNING,
    "a question is read at each review and should be understood in seconds.",
    "keep the context that the answer needs; move the rest below the heading or into the note.",
)
LONG_ANSWER = Rule(
    "long-answer",
    Severity.WARNING,
    "an answer of several ideas is never quite known, so its grade says little.",
    "split the note, or move what is not asked into the [!NOTE] block.",
)
YES_NO = Rule(
    "yes-no-question",
    Severity.WARNING,
    "half of such answers are right by chance.",
    "ask why, when, what breaks or what is the difference.",
)
WIDE_CODE = Rule(
    "wide-code",
    Severity.WARNING,
    "wide lines have to be scrolled on a card, and hide what is asked.",
    f"break the line at {WIDEST_CODE} columns.",
)
GIVEN_AWAY = Rule(
    "answer-given-away",
    Severity.WARNING,
    "a card whose question holds its answer teaches to read, not to remember.",
    "say the same in the question without these words.",
)
NEAR_DUPLICATE = Rule(
    "near-duplicate",
    Severity.WARNING,
    "two cards that ask the same are reviewed twice and confuse each other.",
    "merge them, or make the questions tell them apart.",
)
NO_SOURCE = Rule(
    "topic-without-source",
    Severity.WARNING,
    "without a source nobody can check a card that looks wrong.",
    "add one to three 'Source:' lines with primary sources below the topic's heading.",
)
LONG_LIST = Rule(
    "long-list",
    Severity.WARNING,
    "a list without order is hard to recall, and one forgotten item fails all of it.",
    "ask for its parts in notes of their own, or make an ordered list a .steps note.",
)
MISSING_MEDIA = Rule(
    "missing-media",
    Severity.ERROR,
    "a card shows only the description of a picture that is not beside its deck.",
    "put the file there, or correct its name; from the web nothing is loaded.",
)
UNFIT_MEDIA = Rule(
    "unfit-media",
    Severity.ERROR,
    "a file that could do more than be looked at, or is too large, never reaches a card.",
    "save it anew: as PNG, JPEG or WebP, or as SVG without scripts and without links elsewhere.",
)
UNUSED_MEDIA = Rule(
    "unused-media",
    Severity.WARNING,
    "a file that no text names is carried along with the decks for nothing.",
    "name it in a note, or delete it.",
)
NO_DESCRIPTION = Rule(
    "picture-without-description",
    Severity.WARNING,
    "whoever can't see the picture, or looks at a copy without it, can't answer the card.",
    "say between the brackets what it shows: ![a client and a server](media/handshake.svg).",
)
SHARED_ALIAS = Rule(
    "shared-alias",
    Severity.WARNING,
    "a topic of a roadmap is found by title and alias: one that two topics have finds neither.",
    "leave it to the topic that is meant, and give the other a longer one.",
)
UNCOVERED_TOPIC = Rule(
    "uncovered-topic",
    Severity.WARNING,
    "a topic without notes is a gap on the road that nobody notices while studying.",
    "add notes to its topic, or a topic of that id or title to a deck.",
)
NO_RUBRIC = Rule(
    "prompt-without-rubric",
    Severity.ERROR,
    "without points to tick nobody can say how an answer went.",
    "add '#### Rubric' with points such as '- [2] names the trade-off'.",
)
NO_MUST = Rule(
    "prompt-without-must",
    Severity.ERROR,
    "without a must an answer that misses the heart of it can still pass.",
    "add '(must)' to the one or two points without which the answer fails.",
)
RUBRIC_SUM = Rule(
    "rubric-sum",
    Severity.WARNING,
    "a rubric whose points don't balance gives the same grade to unlike answers.",
    "weigh 4 to 9 points, no one above half of the sum, the musts below three quarters.",
)
MISSING_CARD = Rule(
    "missing-card",
    Severity.ERROR,
    "a missed point that leads to no note can't be studied.",
    "name the id of a note, or write the note.",
)
PROMPT_PART = Rule(
    "prompt-part-missing",
    Severity.WARNING,
    "an attempt without it is less than an interview.",
    "write the missing section; docs/deck-format.md lists them.",
)
RULES = (
    UNREADABLE, SYNTAX, DUPLICATE_ID, LONG_QUESTION, LONG_ANSWER, YES_NO, WIDE_CODE, GIVEN_AWAY,
    NEAR_DUPLICATE, NO_SOURCE, LONG_LIST, MISSING_MEDIA, UNFIT_MEDIA, UNUSED_MEDIA, NO_DESCRIPTION,
    SHARED_ALIAS, UNCOVERED_TOPIC, NO_RUBRIC, NO_MUST, RUBRIC_SUM, MISSING_CARD, PROMPT_PART,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule that something breaks, and in which way."""

    rule: Rule
    message: str


def check_note(note: NoteRow) -> Iterator[Problem]:
    """What is wrong with one note by itself; a draft is not judged but for its pictures."""
    yield from check_pictures(note)
    for check in () if note.draft else _NOTE_CHECKS:
        yield from check(note)


def check_pictures(note: NoteRow) -> Iterator[Problem]:
    """Pictures of a note that nothing describes."""
    bare = dict.fromkeys(
        picture.target
        for text in note.fields.texts
        for picture in pictures(text)
        if not picture.alt
    )
    for target in bare:
        yield Problem(NO_DESCRIPTION, f"nothing says what the picture {target!r} shows")


def check_topic(topic: TopicRow) -> Iterator[Problem]:
    """What is wrong with a topic besides its notes."""
    if topic.title and topic.notes and not topic.source:
        yield Problem(NO_SOURCE, f"the topic {topic.title!r} names no source")


def _long_question(note: NoteRow) -> Iterator[Problem]:
    length = len(_words(plain_text(note.fields.heading)))
    if length > LONGEST_QUESTION:
        yield Problem(LONG_QUESTION, f"{length} words in the question, at most {LONGEST_QUESTION}")


def _long_answer(note: NoteRow) -> Iterator[Problem]:
    if note.kind is NoteKind.CHOICE:
        return
    prose = _LIST_MARK.sub("", plain_text(_without_code(note.fields.answer)))
    length = len(prose.split())
    if length > LONGEST_ANSWER:
        yield Problem(LONG_ANSWER, f"{length} words in the answer, at most {LONGEST_ANSWER}")


def _yes_no(note: NoteRow) -> Iterator[Problem]:
    if note.kind in (NoteKind.CLOZE, NoteKind.CHOICE):
        return
    asked = plain_text(note.fields.heading)
    if not asked.endswith("?"):
        return
    before, _, last = (", " + _SENTENCE.split(asked)[-1]).rpartition(", ")
    if _YES_NO.match(last) and not _ALTERNATIVES.search(last) and not _ASKS.search(before):
        yield Problem(YES_NO, "the question can be answered with yes or no")


def _given_away(note: NoteRow) -> Iterator[Problem]:
    for shown, answer in _shown_and_hidden(note):
        tokens = _tokens(answer)
        if not 0 < len(tokens) <= _LONGEST_GIVEN_AWAY or max(map(len, tokens)) < _SHORTEST_WORD:
            continue
        if not _ALTERNATIVES.search(shown) and _holds(_tokens(shown), tokens):
            yield Problem(GIVEN_AWAY, f"the question says the answer: {answer.strip()!r}")
            return


def _shown_and_hidden(note: NoteRow) -> Iterator[tuple[str, str]]:
    """What a learner sees beside each short answer that is to be found."""
    heading = plain_text(note.fields.heading)
    match note.kind:
        case NoteKind.CLOZE:
            for deletion in cloze_deletions(note.fields.question):
                question = cloze_question(note.fields.question, deletion.number)
                yield plain_text(question), plain_text(deletion.text)
        case NoteKind.CHOICE:
            options = faces(note.kind, "forward", note.fields).options
            yield from ((heading, plain_text(option.text)) for option in options if option.right)
        case NoteKind.TYPED:
            yield heading, faces(note.kind, "forward", note.fields).expected or ""
        case NoteKind.BASIC | NoteKind.REVERSED:
            yield heading, plain_text(note.fields.answer)


def _long_list(note: NoteRow) -> Iterator[Problem]:
    if note.kind is NoteKind.CHOICE:
        return
    items = sum(
        _BULLET.match(line) is not None for line in _without_code(note.fields.answer).split("\n")
    )
    if items > LONGEST_LIST:
        yield Problem(LONG_LIST, f"{items} items in a list without order, at most {LONGEST_LIST}")


_NOTE_CHECKS: tuple[Callable[[NoteRow], Iterator[Problem]], ...] = (
    _long_question,
    _long_answer,
    _yes_no,
    _given_away,
    _long_list,
)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _tokens(text: str) -> list[str]:
    """What blanks part, without the marks around it: a path or an option is one token."""
    stripped = (token.strip(_MARKS_AROUND) for token in text.casefold().split())
    return [token for token in stripped if token]


def _holds(tokens: list[str], wanted: list[str]) -> bool:
    length = len(wanted)
    return any(tokens[at : at + length] == wanted for at in range(len(tokens) - length + 1))


def _without_code(markdown: str) -> str:
    lines = markdown.split("\n")
    for fence in reversed(list(fences(markdown))):
        del lines[fence.start : fence.end]
    return "\n".join(lines)
