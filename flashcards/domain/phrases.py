"""Titles reduced to what they say, so that the same thing written in two ways compares equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for lists of words that read better as text."""
    return frozenset(text.split())


_PARENTHESES = re.compile(r"[(\[][^()\[\]]*[)\]]")
# 'APIs' is a plural, 'HTTPs' is HTTPS in the hands of a hurried writer.
_PLURAL_ACRONYM = re.compile(r"\b(?!HTTPs)([A-Z]{2,})s\b")
_QUESTION = re.compile(r"^\s*what(?:'s|’s| is| are)\s+(?=\w)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:\.\d+)*")
_VOWEL = re.compile("[aeiouy]")
_NAMES_WITH_SIGNS = (
    (re.compile(r"\bc\+\+"), " cplusplus "),
    (re.compile(r"\b([cfj])#"), r" \1sharp "),
    (re.compile(r"(?<!\w)\.net\b"), " dotnet "),
)

_EMPTY = word_set("a an and in of or the to")
_FILLERS = word_set(
    """basic basics essential essentials fundamental fundamentals introduction intro overview
    einfuhrung fondamentaux fundamentos grundlagen introduccion introducao"""
)
_IRREGULAR = {
    "apis": "api",
    "criteria": "criterion",
    "indices": "index",
    "matrices": "matrix",
    "vertices": "vertex",
}
_BRITISH = (
    (re.compile(r"(?<=\w{3})is(?=(?:e|ed|er|ing|ation|ational)$)"), "iz"),
    (re.compile(r"(?<=\w{2})ys(?=(?:e|ed|er|ing)$)"), "yz"),
    (re.compile(r"(?<=\w{3})our(?=(?:al)?$)"), "or"),
)
_COMMON_ENDINGS = ("ance", "ence", "ing", "ion", "ity", "ment", "ness")


@lru_cache(maxsize=1 << 14)
def words(text: str) -> tuple[str, ...]:
    """The words that matter, in small letters, singular and in American spelling.

    Parentheses, punctuation, accents, articles and fillers such as 'basics', 'introduction to' or
    'what is' go; what would leave nothing stays.
    """
    plain = spelled(_QUESTION.sub("", _without_parentheses(text), count=1))
    kept = [word for word in plain if word not in _EMPTY]
    kept = [word for word in kept if word not in _FILLERS] or kept or list(plain)
    return tuple(_americanised(_singular(word)) for word in kept)


@lru_cache(maxsize=1 << 14)
def spelled(text: str) -> tuple[str, ...]:
    """All words in small letters without accents, as they are spelled."""
    text = _PLURAL_ACRONYM.sub(r"\1", text)
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    for pattern, name in _NAMES_WITH_SIGNS:
        plain = pattern.sub(name, plain)
    return tuple(_WORD.findall(plain))


@lru_cache(maxsize=1 << 14)
def names(text: str) -> frozenset[str]:
    """What a title can be called, each as its words without blanks.

    The title itself, and the acronym that stands behind it in parentheses: 'Role-based access
    control (RBAC)' is also called 'rbac'. 'Hash maps' and 'hashmap' have the same name.
    """
    own = words(text)
    called = {"".join(own)}
    initials = "".join(word[0] for word in own)
    for inside in _PARENTHESES.findall(text):
        acronym = "".join(spelled(inside))
        if len(acronym) > 1 and acronym == initials:
            called.add(acronym)
    return frozenset(called - {""})


def asides(text: str) -> frozenset[str]:
    """The words that stand in parentheses."""
    return frozenset(word for inside in _PARENTHESES.findall(text) for word in words(inside[1:-1]))


def is_specific(title: str) -> bool:
    """Whether a title means the same thing wherever it stands.

    So do several words and the names of things, 'MySQL' or 'Docker'. A common noun does not:
    'functions' are one thing in a language and another in a cloud, 'routing' in a framework and
    in a network.
    """
    plain = _without_parentheses(title)
    said = words(plain)
    if len(said) != 1:
        return len(said) > 1
    if any(char.isdigit() or char.isupper() for char in plain.strip()[1:]):
        return True
    whole = spelled(plain)[-1]
    return _singular(whole) == whole and not whole.endswith(_COMMON_ENDINGS)


def _without_parentheses(text: str) -> str:
    outside = _PARENTHESES.sub(" ", text)
    return outside if _WORD.search(outside) else text


def _singular(word: str) -> str:
    """One of what an English plural names; the same for a singular, if not always a real word."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 3 and word.endswith("s") and _VOWEL.search(word[:-1]):
        if word.endswith("ies"):
            return word[:-3] + "y"
        if word.endswith(("ches", "shes", "sses", "xes", "zes")):
            return word[:-2]
        if not word.endswith(("ss", "us", "is")):
            return word[:-1]
    if len(word) > 3 and word.endswith(("ie", "che")):
        return word[:-2] + "y" if word.endswith("ie") else word[:-1]
    return word


def _americanised(word: str) -> str:
    for pattern, spelling in _BRITISH:
        word = pattern.sub(spelling, word)
    return word
