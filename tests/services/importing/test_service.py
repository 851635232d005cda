"""Bringing files in: what they are, what is told of them, and what bad ones leave behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.errors import FlashcardsError, NotFoundError
from flashcards.paths import decks_path
from tests.services.factories import (
    assert_caches_agree,
    card,
    content,
    deck_text,
    import_path,
    import_text,
    learn,
    operations,
    own_deck,
    session_cards,
    value,
)

SEED = Path(__file__).parents[3].parent / "shared" / "data" / "backend-developer-roadmap.md"


class TestADeck:
    """A deck file from the disk to the session."""

    def test_what_is_told_of_it(self, app: App, tmp_path: Path) -> None:
        path = tmp_path / "mine.md"
        path.write_text(own_deck(3), encoding="utf-8")
        with app.importing.read(path) as files:
            report = app.importing.run(files[0], origin="test")
        assert (report.file, report.format, report.decks) == ("mine.md", "markdown", ("Own",))
        assert (report.notes_added, report.cards_added) == (3, 3)
        assert report.changes.label == "Import mine.md"
        assert report.changes.origin == "test"
        assert report.changes.decks
        assert report.roadmap is None

    def test_its_cards_are_studied_by_turns_with_the_road_s(self, app: App) -> None:
        import_text(app, own_deck(3))
        assert card("n1", namespace="own") in session_cards(app)[:2]

    def test_another_deck_can_take_it(self, app: App) -> None:
        report = import_text(app, own_deck(3), deck="Evenings::Short")
        assert report.decks == ("Evenings::Short",)
        assert session_cards(app, deck="evenings") == [
            card(f"n{number}", namespace="own") for number in (1, 2, 3)
        ]

    def test_the_notes_of_a_file_move_with_the_deck_that_is_named(
        self, app: App, clock: FixedClock
    ) -> None:
        import_text(app, own_deck(2))
        learn(app, clock, card("n1", namespace="own"))
        report = import_text(app, own_deck(2), deck="Elsewhere")
        assert (report.notes_added, report.notes_updated) == (0, 2)
        counts = {line.name: line.counts.total for line in app.library.decks()}
        assert (counts["Own"], counts["Elsewhere"]) == (0, 2)
        assert_caches_agree(app)

    def test_what_can_t_be_used_is_told_by_its_line(self, app: App) -> None:
        text = own_deck(2) + "\n### Gap {#gap .cloze}\n\nNo deletion.\n"
        report = import_text(app, text)
        assert (report.notes_added, report.notes_skipped) == (2, 1)
        assert report.warnings[0].line == text.split("\n").index("### Gap {#gap .cloze}") + 1

    @pytest.mark.parametrize("change", [lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t])
    def test_line_ends_and_marks_make_no_other_deck(
        self, app: App, change: Callable[[str], str]
    ) -> None:
        import_text(app, own_deck(3))
        count = operations(app)
        assert import_text(app, change(own_deck(3))).changes.operation is None
        assert operations(app) == count

    def test_utf_16_is_read(self, app: App) -> None:
        text = deck_text(("Wie heißt „Café“? {#cafe}", "Kaffeehaus"), head="namespace: de")
        source = app.importing.read_bytes(text.encode("utf-16"), "deutsch.md")
        assert app.importing.run(source).notes_added == 1
        assert app.study.card(card("cafe", namespace="de")).question == "Wie heißt „Café“?"

    def test_many_notes(self, app: App) -> None:
        assert import_text(app, own_deck(3_000)).notes_added == 3_000
        report = import_text(app, own_deck(3_000).replace("Answer to", "Reply to"))
        assert report.notes_updated == 3_000
        app.undo.undo()
        assert import_text(app, own_deck(3_000)).changes.operation is None

    def test_the_built_in_decks_can_be_imported_like_any(self, built_in_app: App) -> None:
        count = operations(built_in_app)
        for path in sorted((decks_path() / "backend").glob("*.md")):
            report = import_path(built_in_app, path)
            assert (report.changes.operation, report.notes_updated) == (None, 0), path.name
        assert operations(built_in_app) == count


class TestBadFiles:
    """One clear error or warnings with lines; the library as it was."""

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"   \n\n",
            b"\x00\x01\x02\xff\xfe" * 500,
            b"---\ntitle: [\n---\n",
            b"just one line of prose",
            b"\xff\xfe",
            b"\x89PNG\r\n\x1a\n" + bytes(2_000),
        ],
    )
    def test_what_is_no_deck_and_no_roadmap(self, app: App, data: bytes) -> None:
        before, count = content(app), operations(app)
        with pytest.raises(FlashcardsError):
            app.importing.run(app.importing.read_bytes(data, "bad.md"))
        assert (content(app), operations(app)) == (before, count)

    def test_a_file_that_is_not_there(self, app: App, tmp_path: Path) -> None:
        with pytest.raises(NotFoundError, match=r"no file .*absent\.md"):
            app.importing.read(tmp_path / "absent.md")

    @pytest.mark.parametrize("cut", [0.2, 0.5, 0.8])
    def test_a_deck_that_was_cut(self, app: App, cut: float) -> None:
        text = own_deck(20)
        report = import_text(app, text[: int(len(text) * cut)])
        assert 2 < report.notes_added < 20
        assert import_text(app, text).notes_added == 20 - report.notes_added
        assert value(app, "SELECT count(*) FROM card WHERE suspended = 1") == 0

    def test_lists_within_lists_within_lists(self, app: App) -> None:
        nested = "\n".join("  " * depth + "- deeper" for depth in range(1_000))
        text = own_deck(1) + f"\n### Deep {{#deep}}\n\n{nested}\n"
        report = import_text(app, text)
        assert (report.notes_added, report.notes_skipped) == (1, 1)

    def test_texts_that_look_like_code_for_the_database(self, app: App) -> None:
        evil = "'); DROP TABLE card; -- {{c1::x}} :name %s ?"
        text = deck_text((f"{evil} {{#evil}}", evil), title=f'"{evil}"', head="namespace: 'x''y'")
        import_text(app, text)
        assert value(app, "SELECT count(*) FROM card") > 0
        assert app.maintenance.check().ok

    def test_a_character_that_the_library_uses_itself(self, app: App) -> None:
        text = own_deck(2).replace("Answer", "An\x1fswer")
        assert import_text(app, text).notes_added == 2
        assert app.study.card(card("n1", namespace="own")).answer.startswith("Answer to")
        assert import_text(app, text).changes.operation is None


@pytest.mark.skipif(not SEED.exists(), reason="the roadmap of the example data is not here")
class TestTheExampleRoadmap:
    """A roadmap as it was found, damaged characters and all."""

    def test_it_is_the_road_that_the_library_has(self, built_in_app: App) -> None:
        report = import_path(built_in_app, SEED)
        assert report.roadmap is not None
        stages = report.roadmap.stages
        assert [len(stage.topics) for stage in stages] == [7, 13, 10, 7, 5, 9, 4, 4, 2, 7]
        assert all(stage.goal and stage.cards for stage in stages)
        assert len(report.roadmap.choices) == 4
        assert report.roadmap.adopted
        assert value(built_in_app, "SELECT count(*) FROM roadmap") == 1

    def test_twice_is_once(self, built_in_app: App) -> None:
        import_path(built_in_app, SEED)
        count = operations(built_in_app)
        again = import_path(built_in_app, SEED)
        assert again.changes.operation is None
        assert operations(built_in_app) == count
