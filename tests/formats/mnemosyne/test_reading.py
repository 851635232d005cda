"""A database of Mnemosyne 2 becomes notes with tags, due dates and history."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.domain.note_type import Template
from flashcards.domain.review import Rating
from flashcards.errors import FormatError
from flashcards.formats.mnemosyne import read_mnemosyne, reading
from flashcards.formats.rows import CardRow, ImportRows, NoteRow, ReviewRow
from tests.formats.in_process import InThisProcess
from tests.formats.mnemosyne.databases import Asked, Writer

DAY = 86_400
NOON = 43_200
MIDNIGHT = 1_700_006_400  # 2023-11-15, UTC


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    return Writer(tmp_path / "default.db")


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process, which is quicker."""

    monkeypatch.setattr(reading, "Apart", InThisProcess)


def read(writer: Writer, **more: object) -> ImportRows:
    return read_mnemosyne(writer.write(), writer.path.name, **more)  # type: ignore[arg-type]


def notes(rows: ImportRows) -> list[NoteRow]:
    return [note for deck in rows.decks for topic in deck.topics for note in topic.notes]


def messages(rows: ImportRows) -> list[str]:
    return [warning.message for warning in rows.warnings]


def test_a_database_is_read_in_a_process_of_its_own(writer: Writer) -> None:
    writer.fact("1", {"f": "What?", "b": "That"}, Asked("1.1", tags=("sql", "data base")))

    found = read(writer)

    (deck,) = found.decks
    assert (found.format, deck.title, deck.namespace, deck.complete) == (
        "mnemosyne",
        "Mnemosyne",
        "mnemosyne",
        False,
    )
    assert notes(found) == [
        NoteRow(
            NoteFields("What?", "That"),
            source_id="fact1",
            tags=("sql", "data-base"),
            cards=(CardRow("forward"),),
            line=1,
        )
    ]
    assert found.warnings == ()


def test_bytes_are_as_good_as_a_file(writer: Writer) -> None:
    writer.fact("1", {"f": "What?", "b": "That"}, Asked("1.1"))
    data = writer.write().read_bytes()

    found = read_mnemosyne(data, "folder/words.db", deck="Words")

    assert found.decks[0].title == "Words"
    assert len(notes(found)) == 1


@pytest.mark.usefixtures("here")
class TestNotes:
    def test_both_ways_is_reversed(self, writer: Writer) -> None:
        writer.fact("2", {"f": "key", "b": "Schlüssel"}, Asked("2.1"), Asked("2.2", active=False))

        found = read(writer)

        (note,) = notes(found)
        assert note.kind is NoteKind.REVERSED
        assert [(card.key, card.suspended) for card in note.cards] == [
            ("forward", False),
            ("reverse", True),
        ]
        assert messages(found) == [
            "Notes have cards outside of the set that was studied; those are suspended (1 note)."
        ]

    def test_vocabulary_is_reversed_with_the_rest_below(self, writer: Writer) -> None:
        writer.fact(
            "3",
            {"f": "clé", "p_1": "kle", "m_1": "key", "n": "feminine"},
            Asked("3.1"),
            Asked("3.2"),
        )

        (note,) = notes(read(writer))

        assert note.kind is NoteKind.REVERSED
        assert note.fields == NoteFields("clé", "key", "kle\n\nfeminine")

    def test_deletions_are_numbered_in_their_order(self, writer: Writer) -> None:
        writer.fact(
            "5",
            {"text": "The [capital:city] of [France] is [Paris:a::b]"},
            Asked("5.1", extra="{'cloze': 'France', 'index': 1}"),
            Asked("5.1", extra="{'cloze': \"capital:city 'index': 7\", 'index': 0}"),
        )

        (note,) = notes(read(writer))

        assert note.kind is NoteKind.CLOZE
        assert note.fields.question == (
            "The {{c1::capital::city}} of {{c2::France}} is {{c3::Paris::a:\N{WORD JOINER}:b}}"
        )
        assert [card.key for card in note.cards] == ["c2", "c1"]

    def test_a_cloze_note_without_a_deletion_is_basic(self, writer: Writer) -> None:
        writer.fact("5", {"text": "Nothing hidden"}, Asked("5.1"))

        found = read(writer)

        assert [(note.kind, note.draft) for note in notes(found)] == [(NoteKind.BASIC, True)]
        assert "without a deletion" in messages(found)[0]

    def test_a_sentence_is_asked_whole_and_in_parts(self, writer: Writer) -> None:
        writer.fact(
            "6",
            {"f": "La [casa:house] es grande", "m_1": "The house is big", "n": "easy"},
            Asked("6.1", grade=4, last=MIDNIGHT, next=MIDNIGHT + DAY),
            Asked("6.2", extra="{'cloze': 'casa:house', 'index': 0}"),
        )

        whole, parts = notes(read(writer))

        assert whole.fields == NoteFields("La casa es grande", "The house is big", "easy")
        assert (whole.source_id, [card.key for card in whole.cards]) == (
            "fact1#sentence",
            ["forward"],
        )
        assert parts.fields.question == "La {{c1::casa::house}} es grande"
        assert parts.fields.extra == "The house is big\n\neasy"
        assert (parts.source_id, [card.key for card in parts.cards]) == ("fact1", ["c1"])

    def test_a_map_is_a_note_type_of_its_own(self, writer: Writer) -> None:
        writer.media = ["blank.png", "marked.png"]
        writer.fact(
            "4",
            {"loc": "Bern", "blank": '<img src="blank.png">', "marked": '<img src="marked.png">'},
            Asked("4.1"),
            Asked("4.2"),
        )

        (note,) = notes(read(writer))

        assert note.kind is NoteKind.CUSTOM
        assert note.note_type is not None
        assert note.note_type.fields == ("Location", "Blank map", "Marked map")
        assert note.fields.texts[:3] == ("Bern", "![](blank.png)", "![](marked.png)")
        assert note.note_type.templates[1] == Template(
            "Production",
            "{{Location}}\n\n{{Blank map}}",
            "{{FrontSide}}\n\n---\n\n{{Marked map}}",
        )
        assert [card.key for card in note.cards] == ["t1", "t2"]

    def test_a_type_that_a_user_made_keeps_its_fields_and_views(self, writer: Writer) -> None:
        writer.card_type(
            "8",
            "Verbs",
            [("inf", "Infinitive"), ("past", "Past {tense}"), ("m", "Past {tense}")],
            {"v1": ("Past", ["inf"], ["past", "m"], ""), "v2": ("Back", ["past"], ["inf"], "")},
        )
        writer.fact("8", {"inf": "go", "past": "went", "m": "gehen"}, Asked("v2"), Asked("v1"))

        (note,) = notes(read(writer))

        assert note.note_type is not None
        assert note.note_type.name == "Verbs"
        assert note.note_type.fields == ("Infinitive", "Past tense", "Past tense 2")
        assert note.note_type.templates[0].back == (
            "{{FrontSide}}\n\n---\n\n{{Past tense}}\n\n{{Past tense 2}}"
        )
        assert note.fields.texts[:3] == ("go", "went", "gehen")
        assert [card.key for card in note.cards] == ["t2", "t1"]

    def test_a_type_with_templates_like_anki_s_keeps_them(self, writer: Writer) -> None:
        extra = repr({"qfmt": "<b>{{Front}}</b>\n", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"})
        writer.card_type(
            "7::Basic", "Basic", [("0", "Front"), ("1", "Back")], {"7.1": ("Card 1", [], [], extra)}
        )
        writer.fact("7::Basic", {"0": "What?", "1": "That"}, Asked("7.1"))

        (note,) = notes(read(writer))

        assert note.note_type is not None
        assert note.note_type.templates[0].front == "**{{Front}}**"
        assert "{{Back}}" in note.note_type.templates[0].back

    def test_a_derived_type_is_as_its_parent(self, writer: Writer) -> None:
        writer.card_type(
            "2::French", "French", [("f", "Front"), ("b", "Back")], {
                "2::French.1": ("There", ["f"], ["b"], ""),
                "2::French.2": ("Back", ["b"], ["f"], ""),
            },
        )  # fmt: skip
        writer.fact("2::French", {"f": "clé", "b": "key"}, Asked("2::French.2"))

        (note,) = notes(read(writer))

        assert note.kind is NoteKind.REVERSED
        assert [card.key for card in note.cards] == ["reverse"]

    def test_what_needs_a_plug_in_is_left_out_and_told(self, writer: Writer) -> None:
        writer.fact("9", {"x": "y"}, Asked("9.1"))
        writer.fact("1", {"f": "What?", "b": "That"}, Asked("1.1"))
        writer.fact("1", {"b": "No question"}, Asked("1.1"))

        found = read(writer)

        assert len(notes(found)) == 1
        assert found.decks[0].skipped == 2
        assert messages(found) == [
            "Notes of a card type that needs a plug-in were left out (1 note).",
            "Notes without a question were left out (1 note).",
        ]

    def test_facts_without_cards_and_cards_without_facts_are_no_notes(self, writer: Writer) -> None:
        writer.fact("1", {"f": "kept by mistake", "b": "x"})
        writer.fact("1", {"f": "What?", "b": "That"}, Asked("1.1"))
        path = writer.write("INSERT INTO cards(_id, id, _fact_id) VALUES(99, 'x', 77);")

        found = read_mnemosyne(path, path.name)

        assert [note.fields.question for note in notes(found)] == ["What?"]
        assert messages(found) == ["1 card without a text left out."]

    def test_a_database_without_cards_is_refused(self, writer: Writer) -> None:
        with pytest.raises(FormatError, match=r"^default\.db: the database holds no cards"):
            read(writer)


@pytest.mark.usefixtures("here")
class TestTexts:
    @pytest.mark.parametrize(
        ("text", "markdown"),
        [
            ("two\nlines", "two  \nlines"),
            ("<b>bold</b> &amp; <i>so</i>", "**bold** & *so*"),
            ("<$>x^2</$> and <$$>y</$$>", r"\(x^2\) and \[y\]"),
            ("<latex>$x$</latex>", r"\(x\)"),
            ('<audio src="a.mp3"></audio>', "[sound:a.mp3]"),
            ("<script>alert(1)</script>plain", "plain"),
        ],
    )
    def test_a_text_becomes_markdown(self, writer: Writer, text: str, markdown: str) -> None:
        writer.media = ["a.mp3"]
        writer.fact("1", {"f": "What?", "b": text}, Asked("1.1"))

        assert notes(read(writer))[0].fields.answer == markdown

    def test_media_lie_in_a_folder_called_like_the_database(self, writer: Writer) -> None:
        class Beside:
            def names(self) -> tuple[str, ...]:
                return ()

            def read(self, name: str) -> bytes:
                return name.encode()

        writer.media = ["maps/a b.png", "../x.png"]
        writer.fact("1", {"f": '<img src="maps/a b.png">', "b": "That"}, Asked("1.1"))

        found = read(writer, media=Beside())

        used = found.media.names()[0]
        assert used in unquote(notes(found)[0].fields.question)
        assert found.media.read(used) == b"default.db_media/maps/a b.png"
        with pytest.raises(FormatError, match="the file is missing"):
            found.media.read("other.png")


@pytest.mark.usefixtures("here")
class TestHistory:
    def card(self, writer: Writer, asked: Asked) -> CardRow:
        writer.fact("1", {"f": "What?", "b": "That"}, asked)
        (card,) = notes(read(writer))[0].cards
        return card

    def test_a_new_card_is_due_at_no_time(self, writer: Writer) -> None:
        assert self.card(writer, Asked("1.1")) == CardRow("forward")

    def test_a_memorised_card_is_due_at_the_noon_of_its_day(self, writer: Writer) -> None:
        asked = Asked("1.1", grade=4, last=MIDNIGHT + 3_600, next=MIDNIGHT + 10 * DAY)

        assert self.card(writer, asked) == CardRow(
            "forward", due_ms=(MIDNIGHT + 10 * DAY + NOON) * 1000, interval_days=10
        )

    def test_a_forgotten_card_is_due_since_it_was_answered(self, writer: Writer) -> None:
        asked = Asked("1.1", grade=1, last=MIDNIGHT, next=MIDNIGHT)

        assert self.card(writer, asked) == CardRow("forward", due_ms=MIDNIGHT * 1000)

    def test_grades_become_ratings(self, writer: Writer) -> None:
        grades = [0, 1, 3, 2, 3, 4, 5, 1, 3, 7, -1]
        log = tuple(
            (MIDNIGHT + at * DAY, grade, 5, MIDNIGHT + (at + 1) * DAY)
            for at, grade in enumerate(grades)
        )

        reviews = self.card(writer, Asked("1.1", grade=3, log=log)).reviews

        assert [review.rating for review in reviews] == [
            Rating.AGAIN,
            Rating.AGAIN,
            Rating.GOOD,  # known for the first time
            Rating.HARD,
            Rating.HARD,
            Rating.GOOD,
            Rating.EASY,
            Rating.AGAIN,
            Rating.GOOD,  # known again
        ]
        assert reviews[0] == ReviewRow(
            MIDNIGHT * 1000, Rating.AGAIN, duration_ms=5_000, interval_s=DAY
        )

    def test_answers_are_in_the_order_of_their_times_and_each_once(self, writer: Writer) -> None:
        log = (
            (MIDNIGHT + DAY, 4, 1, 0),
            (MIDNIGHT, 4, 1, 0),
            (MIDNIGHT, 4, 1, 0),
            (2**40, 4, 1, 0),
            (-5, 4, 1, 0),
        )

        reviews = self.card(writer, Asked("1.1", log=log)).reviews

        assert [review.time_ms for review in reviews] == [MIDNIGHT * 1000, (MIDNIGHT + DAY) * 1000]
        assert reviews[0].interval_s is None

    def test_thinking_for_days_is_a_day_at_most(self, writer: Writer) -> None:
        log = ((MIDNIGHT, 4, 10**9, 0), (MIDNIGHT + 1, 4, -7, 0))

        reviews = self.card(writer, Asked("1.1", log=log)).reviews

        assert [review.duration_ms for review in reviews] == [DAY * 1000, 0]


@pytest.mark.usefixtures("here")
def test_progress_is_told_and_may_stop_the_reading(writer: Writer) -> None:
    writer.fact("1", {"f": "What?", "b": "That"}, Asked("1.1"))
    told: list[int] = []

    read(writer, progress=told.append)

    assert told == [1]
