"""What the built-in decks promise: the whole roadmap, in notes that say where facts stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import pytest

from flashcards.domain.note import NoteKind
from flashcards.formats.markdown import write_deck
from flashcards.formats.rows import RoadmapTopicRow, StageRow, TopicRow
from flashcards.render.blocks import fences
from flashcards.render.faces import faces
from tests.decks.shelf import Deck, Placed, decks, notes, roadmap

TRACKS = ("python", "node", "java", "go")
DECKS = decks()
STAGES = roadmap().stages
TOPICS = [(stage, topic) for stage in STAGES for topic in stage.topics]

# Floors; a deck may have more.
NOTES = 1_100
PREDICT_NOTES = 250
NOTES_A_STAGE = 90  # as one learner sees it: what is for everybody and one track
NOTES_A_TRACK = 30  # in the stages that differ by language
STAGES_WITH_TRACKS = (1, 4)
NOTES_A_TOPIC = 6
NOTES_A_SYSTEM = 12
NOTES_A_TOOL = 3
SHARE_WITH_CODE = 1 / 4  # code or a picture

SYSTEMS = (
    "mysql",
    "postgresql",
    "mongodb",
    "redis",
    "express",
    "jwt",
    "oauth",
    "rbac",
    "docker",
    "linux",
    "aws",
)
"""Topics that are a system of their own."""

TOOLS = (
    "express-validator",
    "dotenv",
    "RabbitMQ",
    "BullMQ",
    "GitHub Actions",
    "Jenkins",
    "EC2",
    "S3",
    "RDS",
    "Elastic Beanstalk",
    "Azure",
    "GCP|Google Cloud",
    "Swagger|OpenAPI",  # the specification left the name to the tools
    "Postman",
)
"""What the roadmap names within a topic, as a pattern."""

LINK = re.compile(r"\[[^\]]+\]\((?P<address>[^)\s]+)\)")
PICTURE = re.compile(r"!\[[^\]]*\]\(")


def of_stage(number: int) -> list[Placed]:
    return [placed for placed in notes() if placed.deck.rows.stage == number]


def seen_with(track: str, placed: Iterable[Placed]) -> list[Placed]:
    """What a learner who chose a track is asked."""
    return [note for note in placed if note.track in (None, track)]


def topics_of_stage(number: int) -> dict[str | None, TopicRow]:
    found = [deck for deck in DECKS if deck.rows.stage == number]
    return {topic.source_id: topic for deck in found for topic in deck.rows.topics}


def repeated(values: Iterable[object]) -> list[object]:
    return [value for value, times in Counter(values).items() if times > 1]


def shows(placed: Placed) -> bool:
    """Whether a note carries code or a picture."""
    fields = placed.note.fields
    texts = (fields.question, fields.answer, fields.extra)
    return any(next(fences(text), None) or PICTURE.search(text) for text in texts)


@pytest.mark.parametrize("deck", DECKS, ids=lambda deck: deck.name)
class TestADeck:
    def test_the_parser_uses_all_of_it(self, deck: Deck) -> None:
        assert deck.rows.warnings == ()
        assert deck.rows.skipped == 0

    def test_it_comes_back_from_an_export_byte_for_byte(self, deck: Deck) -> None:
        assert write_deck(deck.rows) == deck.text

    def test_it_names_its_roadmap_stage_and_licence(self, deck: Deck) -> None:
        assert deck.rows.roadmap == roadmap().source_id
        assert deck.rows.stage in {stage.number for stage in STAGES}
        assert deck.rows.license == "CC-BY-4.0"

    def test_its_topics_have_sources_and_enough_notes(self, deck: Deck) -> None:
        assert [topic.title for topic in deck.rows.topics if not topic.source] == []
        few = {t.title: len(t.notes) for t in deck.rows.topics if len(t.notes) < NOTES_A_TOPIC}
        assert few == {}

    def test_its_sources_are_links_to_secure_pages(self, deck: Deck) -> None:
        sources = [topic.source for topic in deck.rows.topics]
        sources += [note.fields.source for topic in deck.rows.topics for note in topic.notes]
        lines = [line for source in sources for line in source.splitlines() if line.strip()]
        links = [LINK.search(line) for line in lines]
        assert [line for line, link in zip(lines, links, strict=True) if link is None] == []
        addresses = [found["address"] for line in lines for found in LINK.finditer(line)]
        assert [address for address in addresses if not address.startswith("https://")] == []


class TestTheNotes:
    def test_every_note_and_topic_has_an_id_that_no_other_has(self) -> None:
        assert [placed.place for placed in notes() if placed.note.source_id is None] == []
        assert repeated(placed.note.source_id for placed in notes()) == []
        topics = [topic for deck in DECKS for topic in deck.rows.topics]
        assert [topic.title for topic in topics if topic.source_id is None] == []
        assert repeated(topic.source_id for topic in topics) == []

    def test_no_question_is_asked_twice(self) -> None:
        questions = (" ".join(placed.note.fields.question.casefold().split()) for placed in notes())
        assert repeated(questions) == []

    def test_only_the_roadmaps_choices_are_tracks(self) -> None:
        assert {placed.track for placed in notes()} - {None} == set(TRACKS)

    def test_what_asks_for_output_can_be_run_and_compared(self) -> None:
        broken = [placed.place for placed in notes() if not can_be_checked(placed)]
        assert broken == []


def can_be_checked(placed: Placed) -> bool:
    """Whether a note that asks for output has one program and one output, and no other has any."""
    note = placed.note
    if note.kind is not NoteKind.PREDICT:
        return note.run is None
    code = list(fences(note.fields.question_body))
    outputs = list(fences(note.fields.answer))
    expected = faces(note.kind, "forward", note.fields).expected
    return note.run is not None and len(code) == len(outputs) == 1 and bool(expected)


class TestTheRoadmap:
    def test_each_stage_has_a_deck(self) -> None:
        assert {deck.rows.stage for deck in DECKS} == {stage.number for stage in STAGES}

    @pytest.mark.parametrize(
        ("stage", "topic"), TOPICS, ids=[topic.source_id for _, topic in TOPICS]
    )
    def test_each_topic_is_one_of_its_stages_deck(
        self, stage: StageRow, topic: RoadmapTopicRow
    ) -> None:
        covering = topics_of_stage(stage.number)[topic.source_id]
        assert covering.title == topic.title
        assert len(covering.notes) >= NOTES_A_TOPIC

    @pytest.mark.parametrize("system", SYSTEMS)
    def test_a_topic_that_is_a_system_goes_deeper(self, system: str) -> None:
        (covering,) = [t for deck in DECKS for t in deck.rows.topics if t.source_id == system]
        assert len(covering.notes) >= NOTES_A_SYSTEM

    @pytest.mark.parametrize("tool", TOOLS)
    def test_a_tool_that_it_names_has_notes_of_its_own(self, tool: str) -> None:
        named = re.compile(rf"\b(?:{tool})\b", re.IGNORECASE)
        asking = [placed.place for placed in notes() if named.search(placed.note.fields.question)]
        assert len(asking) >= NOTES_A_TOOL


class TestTheSize:
    def test_of_all_decks(self) -> None:
        assert len(list(notes())) >= NOTES

    def test_of_what_a_machine_checks(self) -> None:
        kinds = Counter(placed.note.kind for placed in notes())
        assert kinds[NoteKind.PREDICT] >= PREDICT_NOTES

    @pytest.mark.parametrize("track", TRACKS)
    @pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.title)
    def test_of_a_stage_as_one_learner_sees_it(self, stage: StageRow, track: str) -> None:
        assert len(seen_with(track, of_stage(stage.number))) >= NOTES_A_STAGE

    @pytest.mark.parametrize("track", TRACKS)
    @pytest.mark.parametrize("number", STAGES_WITH_TRACKS)
    def test_of_a_track_where_languages_differ(self, number: int, track: str) -> None:
        own = [placed for placed in of_stage(number) if placed.track == track]
        assert len(own) >= NOTES_A_TRACK

    @pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.title)
    def test_of_what_a_stage_shows_in_code_or_pictures(self, stage: StageRow) -> None:
        asked: Sequence[Placed] = of_stage(stage.number)
        assert sum(map(shows, asked)) >= SHARE_WITH_CODE * len(asked)
