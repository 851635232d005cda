"""A deck file brought in again: three sides of each note, and nothing lost on any."""

from __future__ import annotations

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.note import NoteKind
from flashcards.services.importing import deck as import_deck
from tests.services.factories import (
    answer,
    assert_caches_agree,
    card,
    columns,
    content,
    deck_text,
    edited,
    fields,
    import_text,
    kind,
    learn,
    note,
    operations,
    own_deck,
    rows,
    session_cards,
    value,
)

NOTE = note("n1", "own")
CARD = card("n1", namespace="own")


def file_with(answer: str = "The answer.", extra: str = "", heading: str = "Why? {#n1}") -> str:
    block = f"\n> [!NOTE]\n> {extra}\n" if extra else ""
    return deck_text((heading, answer + "\n" + block), head="namespace: own")


class TestThreeSides:
    """What the file brought last, what the learner has, what the file brings now."""

    def test_the_same_file_again_changes_nothing(self, app: App, clock: FixedClock) -> None:
        import_text(app, file_with())
        before, count = content(app), operations(app)
        clock.advance(days=1)
        report = import_text(app, file_with())
        assert (report.notes_unchanged, report.notes_updated) == (1, 0)
        assert report.changes.operation is None
        assert (content(app), operations(app)) == (before, count)

    def test_changed_in_the_file_only(self, app: App) -> None:
        import_text(app, file_with())
        report = import_text(app, file_with("A better answer."))
        assert report.notes_updated == 1
        assert fields(app, NOTE).answer == "A better answer."

    def test_changed_by_the_learner_only(self, app: App) -> None:
        import_text(app, file_with())
        edited(app, NOTE, answer="My words.")
        report = import_text(app, file_with())
        assert report.notes_unchanged == 1
        assert fields(app, NOTE).answer == "My words."

    def test_changed_on_both_sides_in_the_same_way(self, app: App) -> None:
        import_text(app, file_with())
        edited(app, NOTE, answer="A better answer.")
        report = import_text(app, file_with("A better answer."))
        assert report.warnings == ()
        edited(app, NOTE, answer="My words.")
        import_text(app, file_with("A better answer."))
        assert fields(app, NOTE).answer == "My words."

    def test_changed_on_both_sides_keeps_the_learner_s_and_says_so(self, app: App) -> None:
        import_text(app, file_with())
        edited(app, NOTE, answer="My words.")
        report = import_text(app, file_with("A better answer."))
        assert fields(app, NOTE).answer == "My words."
        (warning,) = report.warnings
        assert warning.line == 6
        assert "answer changed in the file and in the library: yours was kept" in warning.message

    def test_a_conflict_stays_visible_until_one_side_gives_way(self, app: App) -> None:
        import_text(app, file_with())
        edited(app, NOTE, answer="My words.")
        for _ in range(2):
            report = import_text(app, file_with("A better answer."))
            assert len(report.warnings) == 1
        assert report.changes.operation is None
        edited(app, NOTE, answer="The answer.")
        assert import_text(app, file_with("A better answer.")).warnings == ()
        assert fields(app, NOTE).answer == "A better answer."

    def test_each_field_is_merged_on_its_own(self, app: App) -> None:
        import_text(app, file_with(extra="An example."))
        edited(app, NOTE, answer="My words.")
        report = import_text(app, file_with(extra="A longer example."))
        assert report.warnings == ()
        merged = fields(app, NOTE)
        assert (merged.answer, merged.extra) == ("My words.", "A longer example.")

    def test_an_update_keeps_the_schedule(self, app: App, clock: FixedClock) -> None:
        import_text(app, file_with())
        learn(app, clock, CARD)
        before = columns(app, CARD, "state", "stability", "due_day", "reps", "queue")
        import_text(app, file_with("A better answer.", heading="Why, again? {#n1}"))
        assert columns(app, CARD, "state", "stability", "due_day", "reps", "queue") == before
        assert fields(app, NOTE).question == "Why, again?"


class TestWhatBelongsToTheFile:
    """Kind, track, importance, place: what the file says now counts."""

    def test_a_note_that_becomes_reversed_gets_a_second_card(
        self, app: App, clock: FixedClock
    ) -> None:
        import_text(app, file_with())
        learn(app, clock, CARD)
        report = import_text(app, file_with(heading="Why? {#n1 .reversed}"))
        assert (report.notes_updated, report.cards_added) == (1, 1)
        assert kind(app, NOTE) is NoteKind.REVERSED
        assert columns(app, CARD, "reps", "queue") == (1, 2)
        assert columns(app, card("n1", "reverse", "own"), "queue") == (0,)

    def test_a_note_that_is_reversed_no_more_keeps_its_first_card(
        self, app: App, clock: FixedClock
    ) -> None:
        reverse = card("n1", "reverse", "own")
        import_text(app, file_with(heading="Why? {#n1 .reversed}"))
        learn(app, clock, CARD)
        clock.advance(days=1)
        learn(app, clock, reverse)
        import_text(app, file_with())
        assert reverse not in session_cards(app, deck="Own")
        assert columns(app, reverse, "queue") == (-3,)
        assert_caches_agree(app)
        import_text(app, file_with(heading="Why? {#n1 .reversed}"))
        assert columns(app, reverse, "queue", "reps") == (2, 1)

    def test_topics_hand_tags_and_track_down(self, app: App) -> None:
        text = (
            "---\ntitle: Own\nnamespace: own\n---\n"
            "## T {#t tags=a,b track=python importance=3}\n"
            "### One {#n1 tags=b,c}\n\nx\n\n### Two {#n2 importance=1 track=go}\n\ny\n\n"
            "### Three {#n3 importance=2}\n\nz\n"
        )
        import_text(app, text)
        assert set(app.study.note(NOTE).tags) == {"a", "b", "c"}
        found = rows(
            app, "SELECT importance, track FROM note WHERE namespace = 'own' ORDER BY position"
        )
        assert found == [(None, "python"), (1, "go"), (2, "python")]

    def test_a_tag_of_the_file_is_added_and_the_learner_s_own_stay(self, app: App) -> None:
        import_text(app, file_with(heading="Why? {#n1 tags=a}"))
        app.study.mark(CARD)
        import_text(app, file_with(heading="Why? {#n1 tags=a,b}"))
        assert set(app.study.note(NOTE).tags) == {"a", "b", "marked"}

    def test_a_tag_that_the_learner_took_off_stays_off(self, app: App) -> None:
        from dataclasses import replace

        import_text(app, file_with(heading="Why? {#n1 tags=a}"))
        app.study.edit(replace(app.study.note(NOTE), tags=()))
        report = import_text(app, file_with(heading="Why? {#n1 tags=a}"))
        assert report.changes.operation is None
        import_text(app, file_with("Better.", heading="Why? {#n1 tags=a}"))
        assert app.study.note(NOTE).tags == ()

    def test_a_tag_whose_import_was_undone_is_brought_by_the_next(self, app: App) -> None:
        import_text(app, file_with())
        import_text(app, file_with(heading="Why? {#n1 tags=a}"))
        app.undo.undo()
        import_text(app, file_with(heading="Why? {#n1 tags=a}"))
        assert app.study.note(NOTE).tags == ("a",)

    def test_a_note_set_in_front_moves_the_others_without_updating_them(self, app: App) -> None:
        import_text(app, own_deck(4, first=2))
        report = import_text(app, own_deck(5))
        assert (report.notes_added, report.notes_updated, report.notes_unchanged) == (1, 0, 4)
        new = session_cards(app, deck="Own")
        assert new == [card(f"n{number}", namespace="own") for number in range(1, 6)]

    def test_a_draft_is_kept_out_until_it_is_written(self, app: App) -> None:
        import_text(app, file_with(answer="", heading="Why? {#n1 .basic draft=yes}"))
        assert columns(app, CARD, "queue") == (-2,)
        import_text(app, file_with())
        assert columns(app, CARD, "queue") == (0,)


class TestMovedNotes:
    """An id names a note for good, whatever file it stands in."""

    def one(self, *numbers: int, topic: str = "") -> str:
        notes = (f"Question {n} {{#n{n}}}" for n in numbers)
        return deck_text(*notes, title="One", head="namespace: own", topic=topic)

    def two(self, *numbers: int, topic: str = "") -> str:
        notes = (f"Question {n} {{#n{n}}}" for n in numbers)
        return deck_text(*notes, title="Two", head="namespace: own", topic=topic)

    @pytest.mark.parametrize("from_first", [True, False])
    @pytest.mark.parametrize("topic", ["", "Shared {#shared}"])
    def test_a_note_that_moves_between_files_keeps_its_history(
        self, app: App, clock: FixedClock, from_first: bool, topic: str
    ) -> None:
        import_text(app, self.one(1, 2, 3, topic=topic))
        import_text(app, self.two(4, topic=topic))
        learn(app, clock, CARD)
        files = [self.one(2, 3, topic=topic), self.two(1, 4, topic=topic)]
        for text in files if from_first else reversed(files):
            import_text(app, text)
        assert columns(app, CARD, "reps", "queue", "suspended") == (1, 2, 0)
        assert (
            value(
                app,
                "SELECT d.name FROM card c JOIN deck d ON d.id = c.deck_id WHERE c.id = :id",
                id=CARD,
            )
            == "Two"
        )
        assert value(app, "SELECT count(*) FROM note WHERE namespace = 'own'") == 4
        assert_caches_agree(app)

    def test_it_stays_moved_when_the_first_file_is_imported_again(self, app: App) -> None:
        import_text(app, self.one(1, 2, 3))
        import_text(app, self.two(1, 4))
        before, count = content(app), operations(app)
        report = import_text(app, self.one(2, 3))
        assert report.warnings == ()
        assert columns(app, CARD, "suspended") == (0,)
        import_text(app, self.two(1, 4))
        assert [line["deck_id"] for line in content(app)["card"]] == [
            line["deck_id"] for line in before["card"]
        ]
        assert operations(app) <= count + 1


class TestRemovedNotes:
    """What a file brings no more is put away, never deleted, and much of it not unasked."""

    def test_a_removed_note_is_suspended(self, app: App, clock: FixedClock) -> None:
        import_text(app, own_deck(5))
        learn(app, clock, CARD)
        report = import_text(app, own_deck(4, first=2))
        assert columns(app, CARD, "suspended", "queue", "reps") == (1, -1, 1)
        assert [w.message for w in report.warnings] == [
            "1 note is not in the file any more: it is suspended."
        ]

    def test_it_comes_back_when_the_file_brings_it_again(self, app: App, clock: FixedClock) -> None:
        import_text(app, own_deck(5))
        learn(app, clock, CARD)
        import_text(app, own_deck(4, first=2))
        import_text(app, own_deck(5))
        assert columns(app, CARD, "suspended", "queue", "reps") == (0, 2, 1)

    def test_it_comes_back_with_its_new_text_where_the_learner_did_not_touch_it(
        self, app: App
    ) -> None:
        import_text(app, own_deck(5))
        edited(app, note("n2", "own"), extra="Mine.")
        for first in (2, 3):
            import_text(app, own_deck(6 - first, first=first))
        assert columns(app, CARD, "suspended") == (1,)
        better = own_deck(5).replace("Answer to Question number 1", "Better")
        assert import_text(app, better).warnings == ()
        assert fields(app, NOTE).answer.startswith("Better")
        assert fields(app, note("n2", "own")).extra == "Mine."
        assert value(app, "SELECT count(*) FROM card WHERE suspended = 1") == 0

    def test_it_is_put_away_once(self, app: App) -> None:
        import_text(app, own_deck(5))
        import_text(app, own_deck(4, first=2))
        report = import_text(app, own_deck(4, first=2))
        assert (report.warnings, report.changes.operation) == ((), None)

    def test_a_learner_who_takes_it_back_keeps_it(self, app: App) -> None:
        import_text(app, own_deck(5))
        import_text(app, own_deck(4, first=2))
        app.study.suspend(CARD, on=False)
        import_text(app, own_deck(4, first=2))
        assert columns(app, CARD, "suspended") == (0,)

    def test_little_by_little_is_never_too_much(self, app: App) -> None:
        import_text(app, own_deck(100))
        for first in (5, 9, 13):
            import_text(app, own_deck(101 - first, first=first))
        assert value(app, "SELECT count(*) FROM card WHERE suspended = 1") == 12

    def test_more_than_a_twentieth_of_the_library_is_left_as_it_is(self, app: App) -> None:
        import_text(app, own_deck(100))
        before = content(app)
        report = import_text(app, own_deck(80, first=21))
        assert "more than an import takes away unasked" in report.warnings[0].message
        assert value(app, "SELECT count(*) FROM card WHERE suspended = 1") == 0
        assert len(content(app)["note"]) == len(before["note"])

    def test_more_than_a_hundred_are_left_as_they_are(self, app: App) -> None:
        import_text(app, own_deck(2_400))
        report = import_text(app, own_deck(2_299, first=102))
        assert "101 notes" in report.warnings[0].message
        assert value(app, "SELECT count(*) FROM card WHERE suspended = 1") == 0

    def test_a_file_that_could_not_be_read_in_full_takes_nothing_away(self, app: App) -> None:
        import_text(app, own_deck(5))
        damaged = own_deck(4, first=2) + "\n### A gap {#gap .cloze}\n\nNo deletion.\n"
        report = import_text(app, damaged)
        assert value(app, "SELECT count(*) FROM card WHERE suspended = 1") == 0
        assert any("left as" in warning.message for warning in report.warnings)


class TestAllOrNothing:
    """A failure in the middle leaves the library as it was."""

    @pytest.mark.parametrize("after", [1, 3, 5])
    def test_an_error_in_the_middle(
        self, app: App, monkeypatch: pytest.MonkeyPatch, after: int
    ) -> None:
        import_text(app, own_deck(6))
        before, log = content(app), operations(app)
        calls = iter(range(100))
        sync = import_deck.sync_cards

        def sync_or_fail(*arguments: object) -> int:
            if next(calls) == after:
                raise InterruptedError
            return sync(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(import_deck, "sync_cards", sync_or_fail)
        with pytest.raises(InterruptedError):
            import_text(app, own_deck(9).replace("Answer to", "Reply to"))
        assert content(app) == before
        assert operations(app) == log
        monkeypatch.undo()
        assert app.maintenance.check().ok

    def test_the_library_can_be_studied_on(self, app: App) -> None:
        import_text(app, own_deck(2))
        answer(app, CARD)
        assert_caches_agree(app)
