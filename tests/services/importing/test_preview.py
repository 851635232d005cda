"""The preview: a row a note, what becomes of it, and the choice where both sides changed it."""

from __future__ import annotations

from collections import Counter

import pytest

from flashcards.app import App
from flashcards.domain.note import NoteFields, NoteKind
from flashcards.domain.note_type import NoteType, Template
from flashcards.formats.rows import FormatWarning, NoteRow
from flashcards.services.importing.files import SourceFile
from flashcards.services.importing.options import Duplicates, ImportOptions, Side
from flashcards.services.importing.preview import RowResult
from flashcards.services.jobs import Cancelled
from tests.services.brought import a_deck, a_note, a_table, bring, file_of, look, past, results
from tests.services.factories import (
    content,
    deck_text,
    edited,
    fields,
    import_text,
    note,
    operations,
    own_deck,
    rows,
)

NOTE = note("a", "anki")


def table_of(app: App, text: str, name: str = "own.csv") -> list[tuple[int, str, str, str]]:
    """Number, question, topic and result of each row of a table's preview."""
    preview = app.importing.preview(app.importing.read_bytes(text.encode(), name))
    return [(row.number, row.question, row.topic, row.result.value) for row in preview.rows]


class TestResults:
    """Every row says what becomes of it."""

    def test_of_a_new_file_all_are_new(self, app: App) -> None:
        assert results(app, a_deck(a_note("a"), a_note("b"))) == ["new", "new"]

    def test_of_the_same_file_again_none_is_changed(self, app: App) -> None:
        bring(app, a_deck(a_note("a"), a_note("b")))
        assert results(app, a_deck(a_note("a"), a_note("b"))) == ["unchanged", "unchanged"]

    def test_a_changed_text_is_an_update(self, app: App) -> None:
        bring(app, a_deck(a_note("a"), a_note("b")))
        assert results(app, a_deck(a_note("a", "", "Other"), a_note("b"))) == [
            "updated",
            "unchanged",
        ]

    def test_a_note_that_comes_back_is_new(self, app: App) -> None:
        bring(app, a_deck(a_note("a")))
        app.undo.undo()
        (row,) = look(app, a_deck(a_note("a"))).rows
        assert (row.result, row.reason) == (RowResult.NEW, "was deleted and comes back")

    def test_a_moved_note_of_a_deck_file(self, app: App) -> None:
        import_text(app, own_deck(3))
        source = app.importing.read_bytes(own_deck(2, first=2).encode(), "own.md")
        preview = app.importing.preview(source)
        assert [row.result for row in preview.rows] == [RowResult.MOVED, RowResult.MOVED]

    def test_a_match_by_likeness_tells_what_it_was_taken_for(self, app: App) -> None:
        asked = "What does the index of a book save the reader?"
        import_text(app, deck_text(asked))
        changed = asked.replace("save", "spare")
        source = app.importing.read_bytes(deck_text(changed).encode(), "own.md")
        (row,) = app.importing.preview(source).rows
        assert (row.result, row.question) == (RowResult.MATCHED, changed)
        assert repr(asked) in row.reason

    def test_a_question_that_comes_twice_is_skipped_the_second_time(self, app: App) -> None:
        text = deck_text("Why?", "How?", ("Why?", "Again."))
        preview = app.importing.preview(app.importing.read_bytes(text.encode(), "own.md"))
        assert [(row.number, row.result.value) for row in preview.rows] == [
            (5, "new"),
            (9, "new"),
            (13, "skipped"),
        ]
        assert "line 5" in preview.rows[2].reason

    def test_the_results_are_counted(self, app: App) -> None:
        bring(app, a_deck(a_note("a"), a_note("b")))
        edited(app, NOTE, answer="Mine")
        preview = look(app, a_deck(a_note("a", "", "Theirs"), a_note("b"), a_note("c")))
        assert preview.rows.results() == {
            RowResult.CONFLICT: 1,
            RowResult.UNCHANGED: 1,
            RowResult.NEW: 1,
        }

    def test_several_decks_are_one_table(self, app: App) -> None:
        preview = look(app, a_deck(a_note("a"), title="One"), a_deck(a_note("b"), title="Two"))
        assert [(row.deck, row.question) for row in preview.rows] == [
            ("One", "Question a"),
            ("Two", "Question b"),
        ]


class TestATable:
    """The rows of a table by their numbers, those too that can't be used."""

    def test_rows_stand_as_in_the_file(self, app: App) -> None:
        text = "question,answer,topic\nOne?,1,Joins\n,2,Joins\nThree?,3,Cooking\nTwo?,2,Joins\n"
        assert table_of(app, text) == [
            (2, "One?", "Joins", "new"),
            (3, "", "", "skipped"),
            (4, "Three?", "Cooking", "new"),
            (5, "Two?", "Joins", "new"),
        ]

    def test_topics_that_the_library_has_are_told(self, app: App) -> None:
        text = "question,answer,topic\nOne?,1,Joins\nThree?,3,Cooking\nTwo?,2,indexes\n"
        preview = app.importing.preview(app.importing.read_bytes(text.encode(), "own.csv"))
        assert (preview.plan.topics.matched, preview.plan.topics.topics) == (2, 3)
        assert preview.plan.topics.stage == "Storage"

    def test_its_survey_comes_with_it(self, app: App) -> None:
        text = "question;answer\nOne?;1\nTwo?;2\n"
        source = app.importing.read_bytes(text.encode(), "own.csv")
        preview = app.importing.preview(source)
        assert preview.table is not None
        assert (preview.table.separator, preview.table.has_header) == (";", True)
        assert app.importing.survey(source) == preview.table
        assert look(app, a_deck(a_note("a"))).table is None


class TestManyRows:
    """A hundred thousand rows are not a hundred thousand objects."""

    def test_rows_are_made_as_they_are_looked_at(self, app: App) -> None:
        notes = [NoteRow(NoteFields(f"Question {n}?", "x"), line=n) for n in range(1, 20_001)]
        preview = look(app, a_table(*notes))
        assert len(preview.rows) == 20_000
        assert preview.rows[-1].question == "Question 20000?"
        page = preview.rows[10_000:10_003]
        assert [row.number for row in page] == [10_001, 10_002, 10_003]
        assert not preview.plan.decks[0].notes.settled


class TestConflicts:
    """Both sides changed a text: shown side by side, and chosen field by field."""

    @pytest.fixture
    def changed(self, app: App) -> App:
        bring(app, a_deck(a_note("a", "Why?", "Old")))
        edited(app, NOTE, question="Why, o why?", answer="Mine")
        return app

    THEIRS = a_deck(a_note("a", "Why not?", "Theirs"))

    def test_both_texts_are_shown(self, changed: App) -> None:
        (row,) = look(changed, self.THEIRS).rows
        assert (row.result, row.note_id) == (RowResult.CONFLICT, NOTE)
        assert [(c.field, c.mine, c.theirs) for c in row.conflicts] == [
            ("question", "Why, o why?", "Why not?"),
            ("answer", "Mine", "Theirs"),
        ]

    def test_each_field_is_whose_it_is_chosen_to_be(self, changed: App) -> None:
        choices = {(NOTE, "question"): Side.MINE, (NOTE, "answer"): Side.THEIRS}
        report = bring(changed, self.THEIRS, options=ImportOptions(choices=choices))
        assert report.notes_updated == 1
        assert report.warnings == ()
        merged = fields(changed, NOTE)
        assert (merged.question, merged.answer) == ("Why, o why?", "Theirs")

    def test_what_was_chosen_is_settled(self, changed: App) -> None:
        choices = {(NOTE, "question"): Side.MINE, (NOTE, "answer"): Side.THEIRS}
        bring(changed, self.THEIRS, options=ImportOptions(choices=choices))
        count = operations(changed)
        assert bring(changed, self.THEIRS).changes.operation is None
        assert operations(changed) == count
        assert results(changed, self.THEIRS) == ["unchanged"]

    def test_what_was_not_chosen_stays_open(self, changed: App) -> None:
        choices = {(NOTE, "answer"): Side.MINE}
        bring(changed, self.THEIRS, options=ImportOptions(choices=choices))
        (row,) = look(changed, self.THEIRS).rows
        assert [conflict.field for conflict in row.conflicts] == ["question"]

    def test_undo_brings_the_choice_back(self, changed: App) -> None:
        before = content(changed)
        choices = {(NOTE, "question"): Side.THEIRS, (NOTE, "answer"): Side.THEIRS}
        bring(changed, self.THEIRS, options=ImportOptions(choices=choices))
        changed.undo.undo()
        assert content(changed) == before

    def test_the_further_fields_of_a_custom_note(self, app: App) -> None:
        kind = NoteType(
            "Word", ("Word", "Meaning", "Part", "Origin", "Sound", "Example"),
            (Template("Card", "{{Word}}", "{{Meaning}}"),),
        )  # fmt: skip

        def word(*more: str) -> NoteRow:
            texts = NoteFields.of(("ilk", "kind", "noun", "Old English", *more))
            return NoteRow(texts, NoteKind.CUSTOM, source_id="a", note_type=kind)

        bring(app, a_deck(word("sound", "of that ilk")))
        edited(app, NOTE, more=("mine", "of that ilk"))
        theirs = a_deck(word("theirs", "their ilk"))
        (row,) = look(app, theirs).rows
        assert [(c.field, c.title, c.mine, c.theirs) for c in row.conflicts] == [
            ("more", "Sound", "mine", "theirs"),
            ("more", "Example", "of that ilk", "their ilk"),
        ]
        bring(app, theirs)
        assert fields(app, NOTE).more == ("mine", "their ilk")
        choices = {(NOTE, "more"): Side.THEIRS}
        bring(app, theirs, options=ImportOptions(choices=choices))
        assert fields(app, NOTE).more == ("theirs", "their ilk")
        assert bring(app, theirs).changes.operation is None


def test_a_preview_writes_nothing(app: App) -> None:
    before, count = content(app), operations(app)
    look(app, a_deck(a_note("a")), a_table(a_note(None, "Why?")))
    assert (content(app), operations(app)) == (before, count)
    assert rows(app, "SELECT key FROM meta WHERE key LIKE 'namespace:table%'") == []


def test_what_it_promises_is_what_happens(app: App) -> None:
    bring(app, a_deck(a_note("a"), a_note("b"), a_note("c")))
    edited(app, NOTE, answer="Mine")
    file = file_of(a_deck(a_note("a", "", "Theirs"), a_note("c", "", "New"), a_note("d")))
    promised = app.importing.preview(file).report
    done = app.importing.run(file)
    for name in ("notes_added", "notes_updated", "notes_unchanged", "cards_added", "warnings"):
        assert getattr(promised, name) == getattr(done, name), name
    assert isinstance(done.warnings[0], FormatWarning)


class Steps:
    """Progress that counts the steps of each part of the work and may stop at one of them."""

    def __init__(self, last: int | None = None) -> None:
        self.by_label: Counter[str] = Counter()
        self._label = ""
        self._left = last

    def step(self, done: int, total: int, label: str = "") -> None:
        self._label = label or self._label
        self.by_label[self._label] += 1
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                raise Cancelled


class TestProgress:
    """A preview of thousands of notes tells how far it is, and stops wherever it is told to."""

    NOTES = 6_000

    def table(self, app: App) -> SourceFile:
        lines = (f"Question {number}?,Answer {number}" for number in range(self.NOTES))
        return app.importing.read_bytes("\n".join(lines).encode(), "many.csv")

    def package(self) -> SourceFile:
        notes = [a_note(str(n), "", "", past()) for n in range(self.NOTES)]
        return file_of(a_deck(*notes))

    def test_it_steps_every_few_hundred_notes(self, app: App) -> None:
        new, again = Steps(), Steps()
        file = self.table(app)
        app.importing.preview(file, progress=new)
        assert new.by_label["Reading notes"] >= self.NOTES // 500
        assert new.by_label["Comparing"] >= 2 * self.NOTES // 500
        app.importing.run(file)
        app.importing.preview(file, progress=again)
        assert again.by_label["Comparing"] >= 2 * self.NOTES // 500

    def test_so_does_a_package_with_histories_and_a_search_for_duplicates(self, app: App) -> None:
        steps = Steps()
        choice = ImportOptions(duplicates=Duplicates.KEEP)
        app.importing.run(self.table(app))
        app.importing.preview(self.package(), choice, progress=steps)
        assert steps.by_label["Comparing"] >= 3 * self.NOTES // 500

    def test_stopped_at_any_step_it_leaves_nothing(self, app: App) -> None:
        before = content(app)
        file = self.table(app)
        steps = Steps()
        app.importing.preview(file, progress=steps)
        total = sum(steps.by_label.values())
        for last in (0, total // 3, total // 2, total - 1):
            with pytest.raises(Cancelled):
                app.importing.preview(file, progress=Steps(last))
        assert content(app) == before
