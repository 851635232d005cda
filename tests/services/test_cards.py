"""Editing a note: its texts, its tags, and the cards that come and go with them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.calendar import MS_PER_DAY
from flashcards.domain.note import NoteKind
from flashcards.domain.review import Rating, State
from flashcards.domain.scheduling import CardSchedule, SchedulerConfig
from flashcards.errors import InvalidValueError, NotFoundError
from flashcards.services.cards import forgetting_curve
from tests.services.factories import (
    answer,
    assert_caches_agree,
    card,
    columns,
    content,
    edited,
    fields,
    import_text,
    learn,
    note,
    operations,
    rows,
    session_cards,
)

SCOPES = note("scopes")
DRAFT = "---\ntitle: D\nnamespace: d\n---\n## Topic {#topic}\n### Why? {#why .basic draft=yes}\n"


def living_keys(app: App, note_id: int) -> list[str]:
    found = rows(
        app,
        "SELECT key FROM card WHERE note_id = :note AND deleted_by IS NULL ORDER BY key",
        note=note_id,
    )
    return [row[0] for row in found]


class TestTexts:
    """What the editor keeps."""

    def test_the_edited_texts_are_asked(self, app: App) -> None:
        edited(app, note("variable"), question="What is a *name*?\n\nThink of two.", answer="A b.")
        view = app.study.card(card("variable"))
        assert view.question == "What is a *name*?\n\nThink of two."
        assert view.answer == "A b."

    def test_an_edit_keeps_the_schedule(self, app: App, clock: FixedClock) -> None:
        learn(app, clock, card("variable"))
        before = columns(app, card("variable"), "state", "stability", "due_day", "reps")
        edited(app, note("variable"), answer="Something else.")
        assert columns(app, card("variable"), "state", "stability", "due_day", "reps") == before

    def test_a_note_without_a_question_is_refused(self, app: App) -> None:
        with pytest.raises(InvalidValueError, match="no question"):
            edited(app, note("variable"), question="  \nbelow")

    def test_a_note_that_is_not_there_is_refused(self, app: App) -> None:
        with pytest.raises(NotFoundError, match="no note 5"):
            app.study.note(5)

    def test_saving_without_a_change_is_no_operation(self, app: App, clock: FixedClock) -> None:
        before = operations(app)
        clock.advance(minutes=1)
        changes = app.study.edit(app.study.note(note("variable")))
        assert changes.operation is None
        assert operations(app) == before


class TestTags:
    """Tags are words."""

    def test_tags_are_given_and_taken_away(self, app: App) -> None:
        edit = app.study.note(note("index-purpose"))
        assert edit.tags == ("sql",)
        app.study.edit(replace(edit, tags=("fast", "007")))
        assert app.study.note(note("index-purpose")).tags == ("fast", "007")
        app.undo.undo()
        assert app.study.note(note("index-purpose")).tags == ("sql",)
        app.undo.redo()
        assert app.study.note(note("index-purpose")).tags == ("fast", "007")

    def test_a_tag_of_two_words_is_two_tags(self, app: App) -> None:
        edit = app.study.note(note("variable"))
        app.study.edit(replace(edit, tags=("very hard", " ")))
        assert app.study.note(note("variable")).tags == ("very", "hard")
        app.study.edit(replace(edit, tags=()))
        assert app.study.note(note("variable")).tags == ()

    @pytest.mark.parametrize("tag", ["--5", "²", "-0", "١٢"])
    def test_a_tag_that_looks_like_a_number_is_undone_like_any_other(
        self, app: App, tag: str
    ) -> None:
        before = content(app)
        app.study.edit(replace(app.study.note(note("variable")), tags=(tag,)))
        assert app.study.note(note("variable")).tags == (tag,)
        app.undo.undo()
        assert content(app) == before


class TestClozeCards:
    """A cloze note has a card for each number that its text leaves out."""

    def test_a_new_deletion_adds_a_card(self, app: App) -> None:
        edited(app, SCOPES, question="{{c1::a}} {{c2::b}} {{c3::c}}")
        assert living_keys(app, SCOPES) == ["c1", "c2", "c3"]
        assert "c" in app.study.card(card("scopes", "c3")).answer
        answer(app, card("scopes", "c3"))

    def test_a_card_that_is_not_asked_for_any_more_goes(self, app: App) -> None:
        edited(app, SCOPES, question="only {{c1::one}}")
        assert living_keys(app, SCOPES) == ["c1"]
        assert card("scopes", "c2") not in session_cards(app)
        with pytest.raises(NotFoundError):
            app.study.card(card("scopes", "c2"))

    def test_it_comes_back_with_its_history_when_the_text_asks_for_it_again(
        self, app: App, clock: FixedClock
    ) -> None:
        text = fields(app, SCOPES).question
        learn(app, clock, card("scopes", "c2"))
        before = columns(app, card("scopes", "c2"), "queue", "state", "due_day", "suspended")
        edited(app, SCOPES, question="only {{c1::one}}")
        assert_caches_agree(app)
        edited(app, SCOPES, question=text)
        after = columns(app, card("scopes", "c2"), "queue", "state", "due_day", "suspended")
        assert after == before
        assert len(app.study.information(card("scopes", "c2")).history) == 1

    def test_a_card_that_was_suspended_by_hand_comes_back_suspended(self, app: App) -> None:
        text = fields(app, SCOPES).question
        app.study.suspend(card("scopes", "c2"))
        edited(app, SCOPES, question="only {{c1::one}}")
        edited(app, SCOPES, question=text)
        assert columns(app, card("scopes", "c2"), "suspended", "queue") == (1, -1)

    def test_the_last_deletion_cannot_be_taken_away(self, app: App) -> None:
        with pytest.raises(InvalidValueError, match="c1::"):
            edited(app, SCOPES, question="nothing is left out")
        assert living_keys(app, SCOPES) == ["c1", "c2"]

    def test_undo_brings_cards_and_texts_back(self, app: App, clock: FixedClock) -> None:
        learn(app, clock, card("scopes", "c2"), rating=Rating.GOOD)
        before = content(app)
        edited(app, SCOPES, question="{{c1::a}} {{c3::c}}")
        after = content(app)
        app.undo.undo()
        assert content(app) == before
        app.undo.redo()
        assert content(app) == after


class TestDrafts:
    """A draft waits until somebody writes its answer."""

    def test_a_draft_that_was_filled_in_can_be_studied(self, app: App) -> None:
        import_text(app, DRAFT)
        draft = card("why", namespace="d")
        assert draft not in session_cards(app, deck="D")
        edited(app, note("why", "d"), answer="Because.")
        assert draft in session_cards(app, deck="D")
        answer(app, draft)

    def test_a_draft_that_only_got_a_tag_stays_one(self, app: App) -> None:
        import_text(app, DRAFT)
        app.study.edit(replace(app.study.note(note("why", "d")), tags=("later",)))
        assert card("why", namespace="d") not in session_cards(app, deck="D")

    def test_the_file_does_not_make_it_a_draft_again(self, app: App) -> None:
        import_text(app, DRAFT)
        edited(app, note("why", "d"), answer="Because.")
        before = content(app)
        report = import_text(app, DRAFT)
        assert report.notes_unchanged == 1
        assert content(app) == before

    def test_the_file_that_brings_an_answer_takes_the_draft_away(self, app: App) -> None:
        import_text(app, DRAFT)
        import_text(app, DRAFT.replace(" draft=yes", "").replace("Why?", "Why?") + "\nSo.\n")
        assert card("why", namespace="d") in session_cards(app, deck="D")


@pytest.mark.parametrize(
    ("source_id", "kind", "keys"),
    [
        ("variable", NoteKind.BASIC, ["forward"]),
        ("shadowing", NoteKind.REVERSED, ["forward", "reverse"]),
        ("scopes", NoteKind.CLOZE, ["c1", "c2"]),
        ("py-print", NoteKind.PREDICT, ["forward"]),
    ],
)
def test_each_kind_gives_its_cards(
    app: App, source_id: str, kind: NoteKind, keys: list[str]
) -> None:
    assert app.study.note(note(source_id)).kind is kind
    assert living_keys(app, note(source_id)) == keys


def test_a_reverse_card_asks_the_answer(app: App) -> None:
    forward = app.study.card(card("shadowing"))
    reverse = app.study.card(card("shadowing", "reverse"))
    assert (forward.question, forward.answer) == ("Shadowing", "An inner name hides an outer one.")
    assert (reverse.question, reverse.answer) == (forward.answer, forward.question)


def test_options_stay_in_their_order_until_the_card_is_answered(app: App) -> None:
    listed = "\n".join(f"- [{'x' if n == 4 else ' '}] option {n}" for n in range(8))
    import_text(app, f"---\nnamespace: c\n---\n### Which? {{#which .choice}}\n\n{listed}\n")
    choice = card("which", namespace="c")
    first = app.study.card(choice).options
    assert first == app.study.card(choice).options
    assert [option.text for option in first if option.right] == ["option 4"]
    assert [option.text for option in first] != [f"option {n}" for n in range(8)]
    answer(app, choice)
    assert app.study.card(choice).options != first


class TestForgettingCurve:
    def test_it_begins_whole_and_passes_the_target_on_the_due_day(self) -> None:
        config = SchedulerConfig(desired_retention=0.9)
        schedule = CardSchedule(
            1, State.REVIEW, stability=10.0, difficulty=5.0, last_review_ms=0, reps=1
        )
        curve = list(forgetting_curve(schedule, config, 4 * MS_PER_DAY))

        assert curve[0] == (-4.0, 1.0)
        assert 0.0 in [day for day, _recall in curve]
        assert curve[-1][0] == pytest.approx(16.0)
        assert {round(day, 6): recall for day, recall in curve}[6.0] == pytest.approx(0.9)
        assert [recall for _day, recall in curve] == sorted(
            (recall for _day, recall in curve), reverse=True
        )

    def test_a_card_without_a_memory_has_none(self) -> None:
        assert not list(forgetting_curve(CardSchedule(1), SchedulerConfig(), 0))
