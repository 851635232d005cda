"""The library as a whole: its settings, its decks, the content that it is born with."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from flashcards.errors import FormatError, InvalidValueError
from flashcards.settings import SETTINGS
from tests.services.factories import (
    BASICS,
    ROADMAP,
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
    own_deck,
    rows,
    session_cards,
    value,
)


class TestSettings:
    """Declared once, set as a person writes them."""

    def test_all_have_a_default(self, app: App) -> None:
        lines = {line.setting.key: line.value for line in app.library.settings()}
        assert set(lines) == {setting.key for setting in SETTINGS}
        assert lines["new_per_day"] == "12"
        assert lines["reviews_per_day"] == "200"
        assert lines["learning_steps"] == "1m 10m"
        assert lines["retention"] == "0.9"

    def test_what_is_shown_can_be_set(self, app: App) -> None:
        count = operations(app)
        for line in app.library.settings():
            assert app.library.set(line.setting.key, line.value).operation is None
        assert operations(app) == count

    def test_a_setting_is_kept(self, app: App, folder: Path, clock: FixedClock) -> None:
        changes = app.library.set("New-Per-Day", "30")
        assert changes.settings
        assert app.library.setting("new_per_day").value == "30"
        app.close()
        assert bootstrap(folder, clock=clock).library.setting("new-per-day").value == "30"

    def test_it_can_be_undone(self, app: App) -> None:
        app.library.set("new_per_day", "30")
        app.library.set("new_per_day", "5")
        app.undo.undo()
        assert app.library.setting("new_per_day").value == "30"
        app.undo.undo()
        assert app.library.setting("new_per_day").value == "12"

    @pytest.mark.parametrize(
        ("key", "text", "words"),
        [
            ("new_per_day", "many", "not a whole number"),
            ("new_per_day", "-1", "0 to 9999"),
            ("retention", "0.995", "out of bounds"),
            ("retention", "nan", "out of bounds"),
            ("rollover_hour", "24", "0 to 23"),
            ("gates", "maybe", "neither on nor off"),
            ("track", "", "tracks are names"),
            ("learning_steps", "10", "not a step"),
            ("colour", "red", "no setting 'colour'.*new_per_day"),
        ],
    )
    def test_nonsense_is_refused(self, app: App, key: str, text: str, words: str) -> None:
        count = operations(app)
        with pytest.raises(InvalidValueError, match=words):
            app.library.set(key, text)
        assert operations(app) == count

    def test_tracks_change_what_is_studied(self, app: App) -> None:
        cards = {line.name: line.counts.new for line in app.library.decks()}
        app.library.set("track", "python, node")
        assert {line.name: line.counts.new for line in app.library.decks()}["Basics"] == (
            cards["Basics"] + 1
        )


class TestDecks:
    """All decks with what waits in them."""

    def test_the_road_s_in_their_order_then_own_ones_by_name(self, app: App) -> None:
        for title in ("zebra", "Apple"):
            import_text(app, own_deck(1, title=title))
        assert [line.name for line in app.library.decks()] == [
            "Basics", "Storage", "Tools", "Apple", "zebra",
        ]  # fmt: skip

    def test_an_undone_deck_is_gone(self, app: App) -> None:
        import_text(app, own_deck(1))
        app.undo.undo()
        assert [line.name for line in app.library.decks()] == ["Basics", "Storage", "Tools"]

    def test_counts(self, app: App, clock: FixedClock) -> None:
        learn(app, clock, card("inner-join"))
        answer(app, card("left-join"), Rating.AGAIN)
        clock.advance(days=100)
        counts = {line.name: line.counts for line in app.library.decks()}["Storage"]
        assert (counts.new, counts.learning, counts.due, counts.total) == (2, 1, 1, 4)


Upgrade = Callable[[dict[str, str]], App]


@pytest.fixture
def upgrade(
    folder: Path,
    clock: FixedClock,
    small_decks: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Upgrade:
    """Opens the library with a newer version of the built-in content; "" leaves a file out."""
    newest = small_decks

    def open_newer(files: dict[str, str]) -> App:
        nonlocal newest
        newer = tmp_path / f"newer-{len(list(tmp_path.iterdir()))}"
        shutil.copytree(newest, newer)
        for name, text in files.items():
            target = newer / "small" / name
            if text:
                target.write_text(text, encoding="utf-8")
            else:
                target.unlink()
        newest = newer
        monkeypatch.setattr("flashcards.app.decks_path", lambda: newer)
        return bootstrap(folder, clock=clock)

    return open_newer


class TestBuiltInContent:
    """It comes with the program, grows with it, and leaves the learner's edits alone."""

    def test_a_fresh_library_has_it(self, app: App) -> None:
        assert app.roadmaps.view().title == "Small road"
        assert [line.name for line in app.library.decks()] == ["Basics", "Storage", "Tools"]
        assert app.undo.undoable() is None

    def test_the_real_one_is_complete(self, built_in_app: App) -> None:
        view = built_in_app.roadmaps.view()
        assert [stage.number for stage in view.stages] == list(range(1, 11))
        assert all(stage.goal and stage.cards for stage in view.stages)
        assert value(built_in_app, "SELECT count(*) FROM stage_topic") == 68
        assert value(built_in_app, "SELECT count(*) FROM note WHERE draft = 1") == 0
        assert_caches_agree(built_in_app)

    def test_the_same_content_is_not_brought_twice(self, app: App, small_decks: Path) -> None:
        count = operations(app)
        assert not app.library.bring_built_in(small_decks)
        assert operations(app) == count

    def test_a_newer_version_updates_what_the_learner_left_alone(
        self, app: App, upgrade: Upgrade, clock: FixedClock
    ) -> None:
        learn(app, clock, card("variable"), card("constant"))
        edited(app, note("constant"), answer="My words.")
        before = columns(app, card("variable"), "due_day", "stability", "reps")
        app.close()
        text = BASICS.replace("A name for a value.", "A name that stands for a value.")
        newer = upgrade({"01-basics.md": text.replace("that keeps its value", "that never moves")})
        assert fields(newer, note("variable")).answer == "A name that stands for a value."
        assert fields(newer, note("constant")).answer == "My words."
        assert columns(newer, card("variable"), "due_day", "stability", "reps") == before
        assert newer.undo.undoable() is not None
        assert newer.undo.undo().label == "Edit note"
        newer.close()

    def test_a_note_that_moves_between_decks_keeps_its_history(
        self, app: App, upgrade: Upgrade, clock: FixedClock
    ) -> None:
        learn(app, clock, card("break"))
        app.close()
        moved = "\n### What does `break` do? {#break}\n\nIt leaves the loop.\n"
        tools = "03-tools.md"
        text = (
            "---\ntitle: Tools\nroadmap: small\nstage: 3\nlicense: CC-BY-4.0\n---\n\n"
            "## Git {#git}\n\n### What is a commit? {#commit}\n\nA snapshot with a message.\n"
        )
        newer = upgrade({"01-basics.md": BASICS.replace(moved, ""), tools: text + moved})
        assert columns(newer, card("break"), "reps", "suspended", "queue") == (1, 0, 2)
        found = rows(
            newer,
            "SELECT d.name FROM card c JOIN deck d ON d.id = c.deck_id WHERE c.id = :id",
            id=card("break"),
        )
        assert found == [("Tools",)]
        newer.close()

    def test_a_new_topic_joins_the_road(self, app: App, upgrade: Upgrade) -> None:
        app.close()
        text = BASICS + "\n## Functions {#functions}\n\n### What is a call? {#call}\n\nA jump.\n"
        road = ROADMAP.replace("- Loops {#loops}", "- Loops {#loops}\n- Functions {#functions}")
        newer = upgrade({"01-basics.md": text, "roadmap.md": road})
        first = newer.roadmaps.view().stages[0]
        assert [topic.title for topic in first.topics] == ["Variables", "Loops", "Functions"]
        newer.library.set("new_per_day", "50")
        assert card("call") in session_cards(newer)
        newer.close()

    def test_the_learner_s_own_road_stays_the_active_one(self, app: App, upgrade: Upgrade) -> None:
        import_text(app, "# Mine\n\n1. One\n   - Joins\n2. Two\n   - Loops\n", "road.md")
        app.close()
        newer = upgrade({"roadmap.md": ROADMAP.replace("Keep data.", "Keep data safe.")})
        assert newer.roadmaps.view().title == "Mine"
        assert newer.roadmaps.view("Small road").stages[1].goal == "Keep data safe."
        newer.undo.undo()
        assert newer.roadmaps.view().title == "Small road"
        newer.close()

    def test_stages_that_were_opened_stay_open(self, app: App, upgrade: Upgrade) -> None:
        app.roadmaps.open_stage("2")
        app.close()
        newer = upgrade({"roadmap.md": ROADMAP.replace("Storage", "Keeping data")})
        assert [line.unlocked for line in newer.roadmaps.view().stages] == [True, True, False]
        assert newer.roadmaps.view().stages[1].title == "Keeping data"
        newer.close()

    def test_content_without_a_road_is_refused_and_nothing_changes(
        self, app: App, upgrade: Upgrade
    ) -> None:
        before = content(app)
        app.close()
        with pytest.raises(FormatError, match="install Flashcards again"):
            upgrade({"roadmap.md": ""})
        again = upgrade({"roadmap.md": ROADMAP})
        assert content(again) == before
        again.close()
