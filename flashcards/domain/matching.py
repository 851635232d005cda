"""Which topic of the card bank a line of any roadmap means.

A false match is worse than none: it fills a stage with the wrong cards, while a topic without a
match only asks the learner. So everything beyond the same words has to be backed by the stage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from flashcards.domain.phrases import asides, is_specific, names, spelled, word_set, words

How = Literal["id", "title", "alias", "likeness"]
"""By what a match was found, the surest first."""

Relation = Literal["own", "unknown", "foreign"]
"""How the imported stage stands to a topic: it holds it, is unknown to the bank, or is another."""

_SCORES: dict[How, float] = {"id": 1.0, "title": 1.0, "alias": 0.95, "likeness": 0.9}
_ELSEWHERE: dict[Relation, float] = {"own": 0.0, "unknown": 0.05, "foreign": 0.15}
_FOLDED = 0.02
"""What the same words lose when they differ in number or spelling."""
_SOFT_WORD = 0.02
_TIE = 0.005
_SHORTEST_SLIP = 7
_LONG_WORD = 11
"""Letters from which on a word is unlike enough to others to be known with a typing error."""
_LEAST_OVERLAP = 0.6
"""The least share of common words (Jaccard) by which the titles of two stages are alike."""

# Words that a title may have or lack within its stage without meaning something else.
_SOFT = word_set(
    """advanced algorithm building concept core mastery mechanism mini notation practice principle
    project simple skill strategy technique tool writing"""
)


@dataclass(frozen=True, slots=True)
class BankTopic:
    """A topic that has cards; ``stage_titles`` are the stages of all roadmaps that show it."""

    id: int
    source_id: str
    title: str
    aliases: tuple[str, ...] = ()
    stage_titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BankStage:
    """A stage that there is already."""

    id: int
    source_id: str
    title: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """The topic that a line means; ``score`` is 0 to 1."""

    topic: BankTopic
    score: float
    how: How


@dataclass(frozen=True, slots=True)
class StageMatch:
    """The stage that a title means; ``score`` is 0 to 1."""

    stage: BankStage
    score: float
    how: How


_Match = TypeVar("_Match", TopicMatch, StageMatch)


def match_topic(
    title: str, stage_title: str, bank: Sequence[BankTopic], *, source_id: str | None = None
) -> TopicMatch | None:
    """The topic of the bank that ``title``, listed in a stage of that title, stands for.

    By id, title, alias and likeness. ``source_id`` is the id that the file gives the topic, None
    without one; give it only where the file shares the bank's namespace. A topic of the same
    stage wins over the same words in another. None where nothing is sure enough, or where two
    topics fit equally well.
    """
    for topic in bank:
        if source_id and topic.source_id == source_id:
            return TopicMatch(topic, _SCORES["id"], "id")
    own_title = _own_stage_title(stage_title, bank)
    found = [_match_one(title, topic, _relation(own_title, topic)) for topic in bank]
    return _sole_best([match for match in found if match is not None])


def match_stage(title: str, stages: Sequence[BankStage]) -> StageMatch | None:
    """The stage that ``title`` stands for: by id, title, alias, then likeness of the words."""
    found = [_match_one_stage(title, stage) for stage in stages]
    return _sole_best([match for match in found if match is not None])


def title_index(bank: Iterable[BankTopic]) -> Callable[[str], bool]:
    """A test whether a whole line is the title or an alias of some topic of the bank."""
    titles = (text for topic in bank for text in (topic.title, *topic.aliases))
    known = {name for text in titles for name in names(text)}
    return lambda line: not known.isdisjoint(names(line))


def _sole_best(found: Sequence[_Match]) -> _Match | None:
    ranked = sorted(found, key=lambda match: -match.score)
    if len(ranked) > 1 and ranked[0].score - ranked[1].score < _TIE:
        return None
    return ranked[0] if ranked else None


def _own_stage_title(stage_title: str, bank: Sequence[BankTopic]) -> str | None:
    """The title by which the bank knows a stage, None for a stage that it does not have."""
    titles = dict.fromkeys(title for topic in bank for title in topic.stage_titles)
    stages = [BankStage(number, title, title) for number, title in enumerate(titles)]
    match = match_stage(stage_title, stages)
    return match.stage.title if match else None


def _relation(own_title: str | None, topic: BankTopic) -> Relation:
    if own_title is None:
        return "unknown"
    return "own" if own_title in topic.stage_titles else "foreign"


def _titles(known: BankTopic | BankStage) -> Iterator[tuple[str, How]]:
    yield known.title, "title"
    for alias in known.aliases:
        yield alias, "alias"


def _match_one(title: str, topic: BankTopic, relation: Relation) -> TopicMatch | None:
    scores: list[tuple[float, How]] = []
    for text, how in _titles(topic):
        if names(title) & names(text):
            folded = _spelling(title) != _spelling(text)
            if relation == "own" or _means_the_same(title, text, topic, relation, how):
                scores.append((_SCORES[how] - folded * _FOLDED, how))
        elif relation != "foreign" and (score := _likeness(title, text, relation)):
            scores.append((score, "likeness"))
    if not scores:
        return None
    score, how = max(scores)
    return TopicMatch(topic, round(score - _ELSEWHERE[relation], 4), how)


def _means_the_same(title: str, text: str, topic: BankTopic, relation: Relation, how: How) -> bool:
    """Whether the same words are enough, seen from another stage than the topic's own.

    There a different number or an aside tells that something else is meant: 'Queues (RabbitMQ)'
    are not the 'Queue' of the data structures.
    """
    folded = _spelling(title) != _spelling(text)
    about, topic_about = asides(title), asides(text) | asides(topic.title)
    if (folded and about) or (about and topic_about and not about & topic_about):
        return False
    return relation == "unknown" or (how == "title" and not folded and is_specific(text))


def _likeness(title: str, text: str, relation: Relation) -> float:
    """How alike two titles are that differ in typing errors, order and soft words; else 0."""
    left, right = set(words(title)), set(words(text))
    loose = left ^ right
    soft = loose & _SOFT
    left, right = left - soft, right - soft
    if not left or not right or (soft and relation != "own"):
        return 0
    shortest = _SHORTEST_SLIP if relation == "own" else _LONG_WORD
    if not _same_but_for_typing(left - right, right - left, shortest):
        return 0
    ratio = fuzz.ratio(" ".join(sorted(left)), " ".join(sorted(right))) / 100
    return _SCORES["likeness"] * ratio - len(soft) * _SOFT_WORD


def _same_but_for_typing(left: set[str], right: set[str], shortest: int) -> bool:
    """Whether each word has its counterpart; takes the words that are in one title only."""
    if len(left) != len(right):
        return False
    pairs = zip(sorted(left), sorted(right), strict=True)
    return all(_is_typing_error(one, other, shortest) for one, other in pairs)


def _is_typing_error(one: str, other: str, shortest: int = _SHORTEST_SLIP) -> bool:
    """Words with the same first letter and one slip, two in long ones.

    Short words are never slips of each other: 'IPv4' and 'IPv6', 'Stack' and 'Slack', 'React' and
    'Redis' are different things.
    """
    length = min(len(one), len(other))
    if one[0] != other[0] or length < shortest or any(char.isdigit() for char in one + other):
        return False
    return DamerauLevenshtein.distance(one, other) <= (2 if length >= _LONG_WORD else 1)


def _spelling(text: str) -> str:
    return "".join(spelled(text.split("(", 1)[0]))


def _match_one_stage(title: str, stage: BankStage) -> StageMatch | None:
    if stage.source_id and title == stage.source_id:
        return StageMatch(stage, _SCORES["id"], "id")
    for text, how in _titles(stage):
        if names(title) & names(text):
            return StageMatch(stage, _SCORES[how], how)
    overlap = max(_overlap(title, text) for text, _ in _titles(stage))
    if overlap < _LEAST_OVERLAP:
        return None
    return StageMatch(stage, _SCORES["likeness"] * overlap, "likeness")


def _overlap(title: str, text: str) -> float:
    """The share of words that two titles have in common, typing errors allowed."""
    left, right = set(words(title)) - _SOFT, set(words(text)) - _SOFT
    common = left & right
    slips = {one for one in left - right if any(_is_typing_error(one, w) for w in right - left)}
    union = len(left | right) - len(slips)
    return (len(common) + len(slips)) / union if union else 0
