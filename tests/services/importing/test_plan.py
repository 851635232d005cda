"""Which note of the library a note of a file is, and what a preview promises."""

from __future__ import annotations

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.services.importing.notes import NoteAction
from flashcards.services.importing.options import ImportOptions
from tests.services.factories import (
    BASICS,
    columns,
    content,
    deck_text,
    edited,
    import_text,
    learn,
    operations,
    own_deck,
    rows,
    session_cards,
    value,
)

SORT = "In which cases does quicksort need quadratic time?"
MERGE = "How much memory does mergesort need beside its input?"


def cards_by_question(app: App) -> dict[str, int]:
    """The cards of the deck ``Own`` by their questions."""
    found = rows(
        app,
        "SELECT n.heading, c.id FROM card c JOIN note n ON n.id = c.note_id "
        "JOIN deck d ON d.id = n.deck_id WHERE d.name = 'Own' AND n.deleted_by IS NULL",
    )
    return dict(found)


class TestNotesWithoutAnId:
    """Known by their question; a changed one by its likeness."""

    def test_the_same_question_is_the_same_note(self, app: App, clock: FixedClock) -> None:
        import_text(app, deck_text(SORT, MERGE))
        card_id = cards_by_question(app)[SORT]
        learn(app, clock, card_id)
        report = import_text(app, deck_text(MERGE, (SORT, "Other words.")))
        assert (report.notes_added, report.notes_updated) == (0, 1)
        assert columns(app, card_id, "reps") == (1,)

    def test_a_changed_question_is_matched_and_the_match_is_told(
        self, app: App, clock: FixedClock
    ) -> None:
        import_text(app, deck_text(SORT, MERGE))
        card_id = cards_by_question(app)[SORT]
        learn(app, clock, card_id)
        changed = "In which cases does quicksort need quadratic time, and why?"
        report = import_text(app, deck_text(changed, MERGE))
        assert (report.notes_added, report.notes_updated, report.cards_added) == (0, 1, 0)
        assert cards_by_question(app)[changed] == card_id
        (warning,) = report.warnings
        assert warning.line == 5
        assert "taken as the changed question" in warning.message

    def test_the_match_is_told_once(self, app: App) -> None:
        import_text(app, deck_text(SORT, MERGE))
        changed = deck_text(SORT.replace("cases", "case"), MERGE)
        assert len(import_text(app, changed).warnings) == 1
        again = import_text(app, changed)
        assert (again.warnings, again.changes.operation) == ((), None)

    def test_a_question_that_only_looks_like_another_is_new(self, app: App) -> None:
        import_text(app, deck_text(SORT))
        first = cards_by_question(app)[SORT]
        report = import_text(app, deck_text(MERGE, SORT))
        assert (report.notes_added, report.warnings) == (1, ())
        assert cards_by_question(app)[SORT] == first

    def test_a_new_question_does_not_take_the_history_of_one_that_stays(
        self, app: App, clock: FixedClock
    ) -> None:
        import_text(app, deck_text(SORT))
        changed = SORT.replace("quadratic", "linear")
        import_text(app, deck_text(changed))
        card_id = cards_by_question(app)[changed]
        learn(app, clock, card_id)
        newer = SORT.replace("quadratic", "linear or")
        report = import_text(app, deck_text(newer, changed))
        assert report.notes_added == 1
        assert cards_by_question(app)[changed] == card_id

    def test_the_closest_pairs_are_matched_first(self, app: App) -> None:
        import_text(app, deck_text(SORT, SORT.replace("quicksort", "heapsort")))
        before = cards_by_question(app)
        first = SORT.replace("quicksort", "heap sort")
        second = SORT.replace("quadratic time", "quadratic time?").replace("??", " at all?")
        import_text(app, deck_text(second, first))
        after = cards_by_question(app)
        assert after[first] == before[SORT.replace("quicksort", "heapsort")]
        assert after[second] == before[SORT]

    def test_a_rewritten_question_with_the_same_answer_is_matched(self, app: App) -> None:
        import_text(app, deck_text((SORT, "When each pivot is the least.")))
        before = cards_by_question(app)
        import_text(
            app, deck_text(("Quicksort: the worst input?", "When each pivot is the least."))
        )
        assert list(cards_by_question(app).values()) == list(before.values())

    def test_the_learner_s_own_wording_does_not_hide_the_question(self, app: App) -> None:
        import_text(app, deck_text(SORT))
        (card_id,) = cards_by_question(app).values()
        edited(app, app.study.card(card_id).note_id, question="Quicksort at its worst?")
        report = import_text(app, deck_text(SORT.replace("cases", "case")))
        assert report.notes_added == 0

    def test_a_note_that_is_given_an_id_keeps_its_history(
        self, app: App, clock: FixedClock
    ) -> None:
        import_text(app, deck_text(SORT, MERGE))
        card_id = cards_by_question(app)[SORT]
        learn(app, clock, card_id)
        named = deck_text(f"{SORT} {{#sort}}", MERGE)
        report = import_text(app, named)
        assert (report.notes_added, report.warnings) == (0, ())
        again = import_text(app, named.replace(SORT, "Quicksort?"))
        assert (again.notes_added, again.notes_updated) == (0, 1)
        assert cards_by_question(app)["Quicksort?"] == card_id
        assert columns(app, card_id, "reps", "suspended") == (1, 0)

    def test_an_id_that_goes_to_another_question_takes_no_history_with_it(
        self, app: App, clock: FixedClock
    ) -> None:
        import_text(app, deck_text(SORT))
        card_id = cards_by_question(app)[SORT]
        import_text(app, deck_text(f"{SORT} {{#sort}}"))
        learn(app, clock, card_id)
        report = import_text(app, deck_text(SORT, f"{MERGE} {{#sort}}"))
        assert report.notes_added == 1
        assert cards_by_question(app)[SORT] == card_id
        assert columns(app, cards_by_question(app)[MERGE], "reps") == (0,)

    def test_the_same_question_twice_is_one_note_and_a_warning(self, app: App) -> None:
        text = deck_text(SORT, MERGE, (SORT, "Again."))
        report = import_text(app, text)
        assert (report.notes_added, report.notes_skipped) == (2, 1)
        (warning,) = report.warnings
        assert warning.line == 13
        assert "line 5" in warning.message
        assert import_text(app, text).changes.operation is None

    def test_an_id_twice_is_one_note_and_a_warning(self, app: App) -> None:
        report = import_text(app, deck_text("One {#a}", "Two {#a}", head="namespace: own"))
        assert report.notes_added == 1
        assert any("line" in warning.message for warning in report.warnings)


class TestNamespaces:
    """A file without one gets one of its own, remembered by its title."""

    def namespaces(self, app: App) -> set[str]:
        return {row[0] for row in rows(app, "SELECT DISTINCT namespace FROM note")}

    def test_it_is_remembered(self, app: App) -> None:
        import_text(app, deck_text(SORT))
        first = self.namespaces(app)
        report = import_text(app, deck_text(SORT, MERGE))
        assert self.namespaces(app) == first
        assert (report.notes_added, report.notes_unchanged) == (1, 1)

    def test_it_is_remembered_when_the_import_was_undone(self, app: App) -> None:
        import_text(app, deck_text(SORT))
        first = cards_by_question(app)
        app.undo.undo()
        import_text(app, deck_text(SORT))
        assert cards_by_question(app) == first

    def test_it_is_remembered_when_the_notes_went_to_another_deck(self, app: App) -> None:
        import_text(app, deck_text(SORT, title="Sorting"), deck="Own")
        report = import_text(app, deck_text(SORT, title="Sorting"), deck="Own")
        assert (report.notes_added, report.notes_unchanged) == (0, 1)
        assert report.changes.operation is None

    def test_two_files_in_one_deck_do_not_take_each_other_away(self, app: App) -> None:
        import_text(app, own_deck(300, title="Big"))
        for title, question in (("Sorting", SORT), ("Memory", MERGE)) * 2:
            report = import_text(app, deck_text(question, title=title), deck="Own")
            assert report.warnings == ()
        assert value(app, "SELECT count(*) FROM card WHERE suspended = 1") == 0
        assert set(cards_by_question(app)) == {SORT, MERGE}

    def test_a_file_that_shares_a_title_with_a_built_in_deck_leaves_it_alone(
        self, app: App
    ) -> None:
        import_text(app, own_deck(300, title="Big"))
        before = rows(
            app, "SELECT namespace, roadmap, stage, license FROM deck WHERE name = 'Basics'"
        )
        report = import_text(app, deck_text(SORT, title="Basics"))
        assert report.warnings == ()
        assert value(app, "SELECT count(*) FROM card WHERE suspended = 1") == 0
        after = rows(
            app, "SELECT namespace, roadmap, stage, license FROM deck WHERE name = 'Basics'"
        )
        assert after == before

    def test_cards_put_into_a_built_in_deck_are_met_like_those_of_any_own_deck(
        self, app: App
    ) -> None:
        import_text(app, own_deck(3, title="Extra"), deck="Basics")
        app.library.set("new_per_day", "50")
        own = {
            row[0]
            for row in rows(
                app,
                "SELECT c.id FROM card c JOIN note n ON "
                "n.id = c.note_id WHERE n.namespace = 'extra'",
            )
        }
        assert own <= set(session_cards(app))

    def test_a_deck_is_found_whatever_case_it_is_written_in(self, app: App) -> None:
        import_text(app, own_deck(1))
        import_text(app, own_deck(1, title="More"), deck="oWN")
        assert value(app, "SELECT count(*) FROM deck WHERE name = 'Own'") == 1
        assert value(app, "SELECT count(*) FROM deck WHERE name = 'oWN'") == 0


class TestPreview:
    """A preview writes nothing, and what it promises is what happens."""

    @pytest.mark.parametrize("deck", [None, "Elsewhere"])
    def test_nothing_is_written(self, app: App, deck: str | None) -> None:
        before, count = content(app), operations(app)
        source = app.importing.read_bytes(own_deck(3).encode(), "own.md")
        preview = app.importing.preview(source, ImportOptions(deck))
        assert preview.report.decks == (deck or "Own",)
        assert (content(app), operations(app)) == (before, count)

    def test_the_numbers_are_those_of_the_import(self, app: App, clock: FixedClock) -> None:
        import_text(app, own_deck(6))
        text = own_deck(7, first=2).replace("Question number 3", "{{c1::Third}} {{c2::one}}")
        text = text.replace("{#n3}", "{#n3 .cloze}")
        promised = app.importing.preview(app.importing.read_bytes(text.encode(), "own.md")).report
        clock.advance(minutes=1)
        done = import_text(app, text)
        for name in ("notes_added", "notes_updated", "notes_unchanged", "cards_added", "warnings"):
            assert getattr(promised, name) == getattr(done, name), name

    def test_they_are_too_when_the_deck_was_undone_before(self, app: App) -> None:
        import_text(app, own_deck(3))
        app.undo.undo()
        source = app.importing.read_bytes(own_deck(3).encode(), "own.md")
        promised = app.importing.preview(source).report
        done = app.importing.run(source)
        assert (promised.notes_added, promised.cards_added) == (3, 3)
        assert (done.notes_added, done.cards_added) == (3, 3)

    def test_it_shows_what_becomes_of_each_note(self, app: App) -> None:
        import_text(app, own_deck(3))
        text = own_deck(4).replace("Answer to Question number 2", "Another answer")
        plan = app.importing.preview(app.importing.read_bytes(text.encode(), "own.md")).plan
        assert [note.action for note in plan.decks[0].notes] == [
            NoteAction.KEEP,
            NoteAction.UPDATE,
            NoteAction.KEEP,
            NoteAction.ADD,
        ]


def test_the_built_in_decks_again_change_nothing(app: App) -> None:
    before, count = content(app), operations(app)
    report = import_text(app, BASICS, "01-basics.md")
    assert report.notes_unchanged == 8
    assert report.changes.operation is None
    assert (content(app), operations(app)) == (before, count)
