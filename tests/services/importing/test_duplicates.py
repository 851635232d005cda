"""Rows that ask what a note of the library asks already: update it, keep it, have both."""

from __future__ import annotations

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.note import NoteFields, NoteKind
from flashcards.formats.rows import NoteRow
from flashcards.services.importing.options import Duplicates, ImportOptions
from tests.services.brought import a_deck, a_note, a_table, bring, look, past, preview_row
from tests.services.factories import (
    BASICS,
    assert_caches_agree,
    card,
    columns,
    content,
    deck_text,
    edited,
    fields,
    import_text,
    learn,
    note,
    operations,
    value,
)

VARIABLE = "What is a  VARIABLE?"  # the library asks 'What is a variable?'
NOTE, CARD = note("variable"), card("variable")
UPDATE, KEEP, BOTH = (ImportOptions(duplicates=policy) for policy in Duplicates)


def row(question: str = VARIABLE, answer: str = "A box with a name.", **facts: object) -> NoteRow:
    return a_note(None, question, answer, **facts)  # type: ignore[arg-type]


def notes(app: App) -> int:
    return int(value(app, "SELECT count(*) FROM note WHERE deleted_by IS NULL"))


class TestUpdate:
    """The text of the file, the schedule of the library."""

    def test_the_note_gets_the_text_and_keeps_its_schedule(
        self, app: App, clock: FixedClock
    ) -> None:
        learn(app, clock, CARD)
        before = columns(app, CARD, "state", "stability", "due_day", "reps", "deck_id")
        count = notes(app)
        report = bring(app, a_table(row(tags=("box",))))
        assert (report.notes_added, report.notes_updated, report.cards_added) == (0, 1, 0)
        assert notes(app) == count
        assert fields(app, NOTE).answer == "A box with a name."
        assert app.study.note(NOTE).tags == ("box",)
        assert columns(app, CARD, "state", "stability", "due_day", "reps", "deck_id") == before
        assert_caches_agree(app)

    def test_the_same_file_again_changes_nothing(self, app: App) -> None:
        bring(app, a_table(row(tags=("box",))))
        before, count = content(app), operations(app)
        report = bring(app, a_table(row(tags=("box",))))
        assert (report.notes_unchanged, report.changes.operation) == (1, None)
        assert (content(app), operations(app)) == (before, count)

    def test_fields_that_the_file_leaves_empty_stay(self, app: App) -> None:
        edited(app, NOTE, extra="Python has no others.", source="The manual.")
        bring(app, a_table(row()))
        assert (fields(app, NOTE).extra, fields(app, NOTE).source) == (
            "Python has no others.",
            "The manual.",
        )

    def test_it_counts_as_the_learner_s_own_edit(self, app: App) -> None:
        bring(app, a_table(row()))
        import_text(app, BASICS.replace("A name for a value.", "A name."), "01-basics.md")
        assert fields(app, NOTE).answer == "A box with a name."
        bring(app, a_table(row(answer="A name for a value.")))
        import_text(app, BASICS.replace("A name for a value.", "A name."), "01-basics.md")
        assert fields(app, NOTE).answer == "A name."

    def test_undo_takes_it_back(self, app: App) -> None:
        before = content(app)
        bring(app, a_table(row(tags=("box",)), row("Something else?")))
        app.undo.undo()
        assert content(app) == before

    def test_it_is_the_default_for_rows_without_an_id_of_their_own(self, app: App) -> None:
        assert preview_row(app, a_table(row())).result == "updated"
        assert look(app, a_table(row())).duplicates_become is Duplicates.UPDATE

    def test_the_preview_says_why(self, app: App) -> None:
        shown = preview_row(app, a_table(row()))
        assert shown.reason == "a note with this question is in the library already"
        assert look(app, a_table(row(), row("New?"))).duplicates == 1

    def test_a_draft_that_gets_its_answer_is_studied(self, app: App) -> None:
        text = deck_text(("Why? {#why draft=yes}", ""), head="namespace: own")
        import_text(app, text.replace("{#why draft=yes}", "{#why .basic draft=yes}"))
        assert columns(app, card("why", namespace="own"), "queue") == (-2,)
        bring(app, a_table(row("Why?", "Because.")))
        assert columns(app, card("why", namespace="own"), "queue") == (0,)


class TestKeep:
    """The library's note as it is; the row is left out."""

    def test_the_row_is_skipped(self, app: App) -> None:
        before = content(app)
        report = bring(app, a_table(row()), options=KEEP)
        assert (report.notes_added, report.notes_updated, report.notes_skipped) == (0, 0, 1)
        after = content(app)
        after["deck"] = before["deck"]
        assert after == before

    def test_the_preview_shows_it(self, app: App) -> None:
        shown = preview_row(app, a_table(row()), options=KEEP)
        assert (shown.result, shown.reason) == (
            "skipped",
            "a note with this question is in the library already",
        )


class TestBoth:
    """Two notes that ask the same."""

    def test_both_stay(self, app: App) -> None:
        count = notes(app)
        report = bring(app, a_table(row()), options=BOTH)
        assert (report.notes_added, notes(app)) == (1, count + 1)
        assert fields(app, NOTE).answer == "A name for a value."

    def test_from_then_on_the_row_is_its_own_note(self, app: App) -> None:
        bring(app, a_table(row()), options=BOTH)
        report = bring(app, a_table(row(answer="Better.")))
        assert (report.notes_added, report.notes_updated) == (0, 1)
        assert fields(app, NOTE).answer == "A name for a value."

    def test_the_preview_tells_how_many_there_are(self, app: App) -> None:
        assert look(app, a_table(row()), options=BOTH).duplicates == 1

    def test_it_is_the_default_for_notes_that_an_id_names(self, app: App) -> None:
        deck = a_deck(a_note("guid", VARIABLE))
        assert bring(app, deck).notes_added == 1
        assert look(app, deck).duplicates_become is Duplicates.BOTH
        text = deck_text(VARIABLE, title="Mine")
        assert import_text(app, text).notes_added == 1

    @pytest.mark.parametrize("options", [UPDATE, KEEP])
    def test_who_chooses_is_obeyed_for_them_too(self, app: App, options: ImportOptions) -> None:
        count = notes(app)
        report = bring(app, a_deck(a_note("guid", VARIABLE, "", past())), options=options)
        assert (report.notes_added, report.reviews_added, notes(app)) == (0, 0, count)


class TestWhichNote:
    """A note of the same deck first, of the same kind of text, and each but once."""

    def test_one_of_the_same_deck_comes_first(self, app: App) -> None:
        bring(app, a_deck(a_note("x", VARIABLE), title="Mine"))
        bring(app, a_table(row(), title="Table"), options=ImportOptions(deck="Mine"))
        assert fields(app, note("x", "anki")).answer == "A box with a name."
        assert fields(app, NOTE).answer == "A name for a value."

    def test_a_note_whose_texts_mean_something_else_is_no_duplicate(self, app: App) -> None:
        predict = "What does Python print?\n\n```python\nprint(1 + 1)\n```"
        assert preview_row(app, a_table(row(predict))).result == "new"

    def test_kinds_that_only_ask_differently_are(self, app: App) -> None:
        typed = NoteRow(NoteFields(VARIABLE, "A box."), NoteKind.TYPED)
        assert preview_row(app, a_table(typed)).result == "updated"
        bring(app, a_table(typed))
        assert app.study.note(NOTE).kind is NoteKind.BASIC

    def test_a_deleted_note_asks_nothing(self, app: App) -> None:
        bring(app, a_deck(a_note("x", "Only here?")))
        app.undo.undo()
        assert preview_row(app, a_table(row("Only here?"))).result == "new"

    def test_a_note_of_the_file_itself_is_no_duplicate_of_another(self, app: App) -> None:
        deck = a_deck(a_note("x", "Twice?", "One."), a_note("y", "Twice?", "Two."))
        assert bring(app, deck, options=UPDATE).notes_added == 2
        assert bring(app, deck, options=UPDATE).changes.operation is None

    def test_two_notes_of_one_question_stay_apart(self, app: App) -> None:
        bring(app, a_deck(a_note("x", "Twice?", "One."), a_note("y", "Twice?", "Two.")))
        report = bring(app, a_table(row("Twice?", "Three.")))
        assert (report.notes_updated, report.notes_added) == (1, 0)
        answers = {fields(app, note(name, "anki")).answer for name in ("x", "y")}
        assert "Three." in answers
        assert len(answers) == 2
