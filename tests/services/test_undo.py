"""Undo takes each operation back, the last one first, and redo brings it again."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock, parse_moment
from flashcards.domain.review import Rating
from flashcards.domain.scheduling import DEFAULT_PARAMETERS
from flashcards.errors import FlashcardsError, NotFoundError
from tests.services.conftest import OpenApp
from tests.services.factories import (
    BASICS,
    ROADMAP,
    answer,
    assert_caches_agree,
    card,
    columns,
    content,
    edited,
    import_text,
    learn,
    note,
    own_deck,
    review_log,
    rows,
    session_cards,
    value,
)

VARIABLE = card("variable")
OTHER_ROAD = "# Other\n\n1. Storage\n   - Joins\n   - Cooking eggs\n2. Basics\n   - Loops\n"


class TestOneOperation:
    """What undo says and gives back."""

    def test_with_nothing_done_there_is_nothing_to_undo(self, app: App) -> None:
        assert (app.undo.undoable(), app.undo.redoable()) == (None, None)
        with pytest.raises(NotFoundError, match="nothing to undo"):
            app.undo.undo()
        with pytest.raises(NotFoundError, match="nothing to redo"):
            app.undo.redo()

    def test_it_names_what_it_takes_back(self, app: App) -> None:
        answer(app, VARIABLE)
        app.study.flag(VARIABLE, 3)
        import_text(app, own_deck(1), "mine.md")
        labels = []
        while (found := app.undo.undoable()) is not None:
            labels.append(found.label)
            assert app.undo.undo().label == found.label
        assert labels == ["Import mine.md", "Flag card", "Answer"]
        assert [app.undo.redo().label for _ in labels] == labels[::-1]

    def test_an_undone_answer_gives_its_card_back(self, app: App) -> None:
        before = content(app)
        answer(app, VARIABLE)
        undone = app.undo.undo()
        assert (undone.card_id, undone.kind) == (VARIABLE, "review")
        assert undone.changes.reviews
        assert content(app) == before
        assert VARIABLE in session_cards(app)

    def test_a_redone_answer_is_the_same_answer(self, app: App, clock: FixedClock) -> None:
        answer(app, VARIABLE, Rating.HARD, seconds=9)
        after = content(app)
        app.undo.undo()
        clock.advance(days=3)
        assert app.undo.redo().card_id == VARIABLE
        assert content(app) == after
        facts = rows(
            app,
            "SELECT rating, time_ms, study_day, due_ms, duration_ms, payload "
            "FROM review WHERE kind = 'review' ORDER BY id",
        )
        assert facts[0] == facts[1]

    def test_an_answer_can_be_undone_and_redone_again_and_again(self, app: App) -> None:
        before = content(app)
        answer(app, VARIABLE)
        after = content(app)
        for _ in range(3):
            app.undo.undo()
            assert content(app) == before
            app.undo.redo()
            assert content(app) == after
        assert_caches_agree(app)
        assert value(app, "SELECT count(*) FROM review") == 7

    def test_the_log_only_grows(self, app: App) -> None:
        answer(app, VARIABLE)
        for step in (app.undo.undo, app.undo.redo, app.undo.undo):
            before = review_log(app)
            step()
            assert review_log(app)[: len(before)] == before

    def test_an_undone_import_goes_whole_and_the_next_one_revives_it(
        self, app: App, clock: FixedClock
    ) -> None:
        before = content(app)
        import_text(app, own_deck(3))
        learn(app, clock, card("n1", namespace="own"))
        app.undo.undo()
        app.undo.undo()
        assert content(app) == before
        assert value(app, "SELECT count(*) FROM card WHERE queue = -3") == 3
        report = import_text(app, own_deck(3))
        assert (report.notes_added, report.cards_added) == (3, 3)
        assert columns(app, card("n1", namespace="own"), "queue", "reps") == (0, 0)
        assert len(app.study.information(card("n1", namespace="own")).history) == 1
        assert_caches_agree(app)

    def test_what_an_undone_import_brought_leaves_no_tag_behind(self, app: App) -> None:
        import_text(app, own_deck(1).replace("{#n1}", "{#n1 tags=old}"))
        app.undo.undo()
        import_text(app, own_deck(1).replace("{#n1}", "{#n1 tags=new}"))
        assert app.study.note(note("n1", "own")).tags == ("new",)


class TestTheOrderOfThings:
    """Redo goes on from where undo stopped, and a new operation ends it."""

    def flags(self, app: App, *flags: int) -> None:
        for flag in flags:
            app.study.flag(VARIABLE, flag)

    def flag(self, app: App) -> int:
        return int(columns(app, VARIABLE, "flag")[0])

    def test_redo_goes_forward_step_by_step(self, app: App) -> None:
        self.flags(app, 1, 2, 3)
        for expected in (2, 1, 0):
            app.undo.undo()
            assert self.flag(app) == expected
        for expected in (1, 2, 3):
            app.undo.redo()
            assert self.flag(app) == expected
        assert app.undo.redoable() is None

    def test_a_new_operation_ends_redo(self, app: App) -> None:
        self.flags(app, 1, 2)
        app.undo.undo()
        self.flags(app, 5)
        assert app.undo.redoable() is None

    def test_what_a_new_operation_ended_stays_ended_when_that_is_undone(self, app: App) -> None:
        self.flags(app, 1)
        app.undo.undo()
        app.study.flag(card("constant"), 4)
        app.undo.undo()
        app.undo.redo()
        assert columns(app, card("constant"), "flag") == (4,)
        assert self.flag(app) == 0
        assert app.undo.redoable() is None

    def test_an_operation_that_changed_nothing_does_not_end_it(self, app: App) -> None:
        self.flags(app, 1, 2)
        app.undo.undo()
        self.flags(app, 1)
        found = app.undo.redoable()
        assert found is not None
        app.undo.redo()
        assert self.flag(app) == 2

    def test_it_goes_on_in_another_process(self, open_app: OpenApp, clock: FixedClock) -> None:
        first = open_app()
        self.flags(first, 1, 2)
        first.undo.undo()
        first.close()
        clock.advance(days=-2)  # and with another clock
        second = open_app()
        second.undo.undo()
        assert self.flag(second) == 0
        second.close()
        third = open_app()
        third.undo.redo()
        third.undo.redo()
        assert self.flag(third) == 2


@dataclass
class Walk:
    """A walk through the operations of a library, with all the states on the way."""

    app: App
    clock: FixedClock
    states: list[dict[str, list[dict[str, Any]]]] = field(default_factory=list)

    def step(self, number: int, choice: int) -> None:
        """Do one operation; one that is refused or changes nothing leaves no state."""
        before = self.undoable()
        if not self.states:
            self.states.append(content(self.app))
        try:
            OPERATIONS[number % len(OPERATIONS)](self, choice)
        except FlashcardsError:
            assert self.undoable() == before
        if self.undoable() != before:
            self.states.append(content(self.app))

    def undoable(self) -> int | None:
        """The id of the operation that undo would take back."""
        found = self.app.undo.undoable()
        return None if found is None else found.id

    def card(self, choice: int, *, seen: bool = False) -> int:
        """One of the cards; one that was seen, if there is any."""
        living = "SELECT id FROM card WHERE deleted_by IS NULL"
        found = seen and rows(self.app, f"{living} AND queue > 0 ORDER BY id")
        found = found or rows(self.app, f"{living} ORDER BY id")
        return int(found[choice % len(found)][0])


def _answer(walk: Walk, choice: int) -> None:
    walk.clock.advance(minutes=choice % 7)
    waiting = session_cards(walk.app)
    chosen = waiting[choice % len(waiting)] if waiting else walk.card(choice)
    answer(walk.app, chosen, Rating(1 + choice % 4), seconds=choice % 40)


def _answer_again(walk: Walk, choice: int) -> None:
    walk.clock.advance(days=choice % 9)
    answer(walk.app, walk.card(choice, seen=True), Rating(1 + choice % 4))


def _edit(walk: Walk, choice: int) -> None:
    text = ("{{c1::a}} b", "{{c1::a}} {{c2::b}} {{c3::c}}", "a {{c3::d}}", "{{c2::x}} {{c1::y}}")
    edited(walk.app, note("scopes"), question=text[choice % len(text)], answer=f"{choice % 3}")


def _edit_tags(walk: Walk, choice: int) -> None:
    edit = walk.app.study.note(note("variable"))
    tags = [("a",), ("a", "b"), (), ("b", "007")][choice % 4]
    walk.app.study.edit(replace(edit, tags=tags))


def _import_own(walk: Walk, choice: int) -> None:
    text = [
        own_deck(4),
        own_deck(6),
        own_deck(5, first=2),
        own_deck(4).replace("Question number 2", "{{c1::Second}} {{c2::one}}"),
        own_deck(4).replace("{#n3}", "{#n3 .reversed tags=t}"),
        own_deck(3, title="Else").replace("namespace: else", "namespace: own"),
    ][choice % 6].replace("one} {#n2}", "one} {#n2 .cloze}")
    import_text(walk.app, text)


def _import_basics(walk: Walk, choice: int) -> None:
    text = [BASICS, BASICS.replace("A name for a value.", "A *name* for a value.")][choice % 2]
    import_text(walk.app, text, deck="Own" if choice % 3 == 2 else None)


def _import_road(walk: Walk, choice: int) -> None:
    import_text(walk.app, [OTHER_ROAD, ROADMAP][choice % 2], "road.md")


def _set(walk: Walk, choice: int) -> None:
    parameters = list(DEFAULT_PARAMETERS)
    parameters[choice % 4] *= 1.1
    key, text = [
        ("parameters", " ".join(map(str, parameters))),
        ("learning_steps", ["", "1m", "5m 20m 2h"][choice % 3]),
        ("relearning_steps", ["", "10m 30m"][choice % 2]),
        ("retention", f"0.{80 + choice % 15}"),
        ("track", ["python", "node", "python node"][choice % 3]),
        ("bury_siblings", ["on", "off"][choice % 2]),
        ("new_per_day", str(choice % 5)),
    ][choice % 7]
    walk.app.library.set(key, text)


OPERATIONS: tuple[Callable[[Walk, int], object], ...] = (
    _answer,
    _answer_again,
    _answer_again,
    _edit,
    _edit_tags,
    _import_own,
    _import_basics,
    _import_road,
    _set,
    lambda walk, choice: walk.app.study.bury(walk.card(choice)),
    lambda walk, choice: walk.app.study.suspend(walk.card(choice), on=choice % 3 > 0),
    lambda walk, choice: walk.app.study.mark(walk.card(choice)),
    lambda walk, choice: walk.app.study.flag(walk.card(choice), choice % 8),
    lambda walk, choice: walk.app.roadmaps.open_stage(str(1 + choice % 3)),
)


@pytest.fixture(scope="module")
def opened(
    pristine_small: Path, small_decks: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Any]:
    """Opens a fresh small library for one example."""

    @contextmanager
    def open_library() -> Iterator[tuple[App, FixedClock, Callable[[], App]]]:
        folder = Path(shutil.copytree(pristine_small, tmp_path_factory.mktemp("walk") / "library"))
        clock = FixedClock(parse_moment("2026-11-24T09:00:00Z"))
        apps: list[App] = []

        def reopen() -> App:
            while apps:
                apps.pop().close()
            apps.append(bootstrap(folder, clock=clock))
            return apps[0]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("flashcards.app.decks_path", lambda: small_decks)
            yield reopen(), clock, reopen
            apps[0].close()
        shutil.rmtree(folder.parent)

    return open_library


STEPS = st.lists(
    st.tuples(st.integers(0, len(OPERATIONS) - 1), st.integers(0, 10_000)), min_size=2, max_size=14
)


@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # a walk is short enough to be read as it failed
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS, back=st.integers(0, 14))
def test_all_can_be_taken_back_and_brought_again(
    opened: Callable[[], Any], steps: list[tuple[int, int]], back: int
) -> None:
    """Whatever was done, in whatever order, each state on the way is met again."""
    with opened() as (app, clock, reopen):
        walk = Walk(app, clock)
        for number, choice in steps:
            walk.step(number, choice)
        assert_caches_agree(app)
        states, before = walk.states, review_log(app)
        for state in reversed(states[:-1]):
            app.undo.undo()
            assert content(app) == state
        assert app.undo.undoable() is None
        assert_caches_agree(app)
        later = reopen()
        for state in states[1:]:
            later.undo.redo()
            assert content(later) == state
        assert later.undo.redoable() is None
        assert_caches_agree(later)
        for _ in range(min(back, len(states) - 1)):
            later.undo.undo()
        later.study.flag(VARIABLE, 1 + (columns(later, VARIABLE, "flag")[0] + 1) % 7)
        assert later.undo.redoable() is None
        later.undo.undo()
        assert content(later) == states[max(0, len(states) - 1 - back)]
        assert review_log(later)[: len(before)] == before
