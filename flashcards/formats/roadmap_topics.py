"""From a line to the titles of the topics that it lists."""

from __future__ import annotations

import re
from collections.abc import Callable

from flashcards.formats.roadmap_inline import split_outside, undecorated, without_asides
from flashcards.formats.roadmap_vocabulary import phrases
from flashcards.formats.roadmap_words import key, label_and_rest, role_of_label

KnownTitles = Callable[[str], bool]
"""Whether a text is the title or an alias of a topic that has cards."""

MOST_WORDS = 14
"""Words of one topic, parentheses left out; what has more is a sentence."""
_MOST_WORDS_OF_LISTED = 4
_MOST_WORDS_OF_PART = 8

_COMMAS = ",;、，；"
_EASTERN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LETTERS_OF_A_WORD = 2.5
"""Characters of a Chinese or Japanese text that say about as much as a word."""
_SENTENCE_END = re.compile(r"(?<![.\s])[.!?…。]+[\"'”’»)]*$")
_ABBREVIATED_END = re.compile(r"(?:\betc|\be\.g|\busw|\bu\.a)\.$", re.IGNORECASE)
_CONJUNCTION = re.compile(
    r"(?:and|or|et|ou|und|oder|sowie|y|e|o|и|или|та|ve|i|&)\s+|[和与與及以]+(?=\w)", re.IGNORECASE
)
_LAST_PAIR = re.compile(r"\s+(?:and|et|und|y|и|та|ve|&)\s+", re.IGNORECASE)
_DEPENDENT = re.compile(
    r"(?:e\.?g\b|i\.e\b|such as|including|especially|like|z\.\s?b|par ex|p\.\s?ex|wie|comme)\b",
    re.IGNORECASE,
)
_AND_SO_ON = phrases("etc, usw, and more, and so on, others, more, и т д, и др, vb, 等, 等等, など")
_DASH = re.compile(r"\s+[–—-]+\s+")
_END_MARKS = " \t.;,:：!"

_GERUND = re.compile(r"[a-z]*[aeiouy][a-z]*ing", re.IGNORECASE)
# Of these, the one before a plural names a kind of thing, as in 'Operating systems, networks'.
_NOUNS_IN_ING = phrases(
    """caching, clustering, computing, engineering, hashing, indexing, learning, logging,
    messaging, monitoring, networking, operating, partitioning, pooling, processing, programming,
    queueing, queuing, routing, scaling, scheduling, searching, sharding, sorting, streaming,
    testing, threading, tracing"""
)


def titles_of(line: str, known: KnownTitles, lead: str = "") -> list[str]:
    """The topics of one line, in its order.

    First the whole line is looked up; only an unknown one is split at commas outside of
    parentheses. ``lead``: the words that the line sets off from a description of them.
    """
    text = undecorated(line).rstrip(_END_MARKS)
    if not text or known(text):
        return [text] if text else []
    items = _inline_group(text)
    known_items = sum(map(known, items))
    if lead and (known(lead) or known_items * 2 < max(len(items), 1)):
        return [lead]
    if (label := label_and_rest(text)) and not _holds_comma(label[0]):
        return [label[0]] if known(label[0]) and not known_items else items or [text]
    outside = without_asides(text)[0]
    if dash := _DASH.search(outside):
        head = text[: dash.start()].strip()
        return [head] if known(head) else [text]
    parts = _listed(text, known)
    return [text] if not parts or _is_one_thing(parts, known) else parts


def is_sentence(line: str) -> bool:
    """Whether a line says something in a sentence, and so names no topic."""
    text = undecorated(line)
    if text.startswith("(") and text.endswith(")"):
        return True
    outside = _outside(text)
    if any(_words(part) > MOST_WORDS for part in split_outside(outside, _COMMAS)):
        return True
    ends = _SENTENCE_END.search(text) and not _ABBREVIATED_END.search(text)
    return bool(ends) and _words(outside) > 3


def is_wordy(title: str) -> bool:
    """Whether a title is longer than those of lists are."""
    return _words(_outside(title)) > _MOST_WORDS_OF_PART


def is_too_wordy(title: str) -> bool:
    """Whether a title of a list is no title, for it goes on and on or has no word at all."""
    return _words(_outside(title)) > 2 * MOST_WORDS or not key(title)


def _words(text: str) -> float:
    """How many words a text has, guessed where nothing parts them."""
    return len(text.split()) + len(_EASTERN.findall(text)) / _LETTERS_OF_A_WORD


def _outside(text: str) -> str:
    return re.sub(r"\([^()]*\)", "", text)


def _inline_group(text: str) -> list[str]:
    """The items of 'SQL: joins, indexes, views'; empty where the colon does something else."""
    label = label_and_rest(text)
    if not label or role_of_label(label[0]) or _holds_comma(label[0]):
        return []
    if len(label[0].split()) > _MOST_WORDS_OF_LISTED:
        return []
    items = _split(label[1])
    short = all(len(_outside(item).split()) <= _MOST_WORDS_OF_LISTED for item in items)
    return items if len(items) > 1 and short else []


def _holds_comma(text: str) -> bool:
    return any(comma in text for comma in _COMMAS)


def _listed(text: str, known: KnownTitles) -> list[str]:
    """The parts between commas; the last may be two, as in 'variables, loops and conditions'."""
    parts = _split(text)
    if len(parts) > 1 and not known(parts[-1]):
        pair = _LAST_PAIR.split(parts[-1])
        if len(pair) == 2 and all(pair) and all(len(half.split()) < 4 for half in pair):
            parts[-1:] = pair
    return parts


def _split(text: str) -> list[str]:
    parts: list[str] = []
    for part in split_outside(text, _COMMAS):
        if parts and _DEPENDENT.match(part):
            parts[-1] += f", {part}"
        elif key(part) and key(part) not in _AND_SO_ON:
            parts.append(_without_conjunction(part) if parts else part)
    return parts


def _without_conjunction(part: str) -> str:
    found = _CONJUNCTION.match(part)
    return part[found.end() :] if found and found.end() < len(part) else part


def _is_one_thing(parts: list[str], known: KnownTitles) -> bool:
    """Whether the commas of a line part no topics: in a sentence and in a gerund phrase."""
    if len(parts) < 2:
        return False
    return any(map(is_wordy, parts)) or _is_gerund_phrase(parts, known)


def _is_gerund_phrase(parts: list[str], known: KnownTitles) -> bool:
    """Whether a line with commas is one thing to do: 'Writing clean, documented code'.

    It begins with a verb in -ing that more words follow before the first comma. 'Caching,
    Sharding' has none of them, 'Sorting algorithms, hashing functions' and 'Operating systems,
    networks' name things, and so does a line whose parts are topics.
    """
    first, *more = parts[0].split()
    if not _GERUND.fullmatch(first) or not more or all(map(known, parts)):
        return False
    if any(_GERUND.fullmatch(part.split()[0]) for part in parts[1:]):
        return False
    names_things = len(more) == 1 and more[0].endswith("s") and not more[0].endswith("ss")
    return not (first.casefold() in _NOUNS_IN_ING and names_things)
