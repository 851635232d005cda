"""Setting a session up: what is chosen, what it makes, what is remembered and resumed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from flashcards.domain.practice.prompt import PromptKind
from flashcards.domain.practice.setup import Preset
from flashcards.gui.place import PlaceId
from flashcards.gui.practice.setup import SetupPage
from flashcards.gui.theme import Mode, theme
from tests.gui.accessible import names, unnamed
from tests.gui.practice.conftest import Studio
from tests.gui.screen import NOTHING

ENTER = Qt.Key.Key_Return


def page(studio: Studio) -> SetupPage:
    assert studio.place.shown is studio.place.setup
    return studio.place.setup


def drawn(studio: Studio) -> list[PromptKind]:
    draw = page(studio).draw
    assert draw is not None
    return [each.prompt.kind for each in draw.prompts]


def test_the_rail_has_practice_between_roadmap_and_browse(studio: Studio) -> None:
    studio.window.go(PlaceId.TODAY)
    studio.key(Qt.Key.Key_3)
    assert studio.window.place is PlaceId.PRACTICE


def test_a_kind_that_is_unticked_is_not_drawn(studio: Studio) -> None:
    assert PromptKind.CONCEPT in drawn(studio)
    studio.click(page(studio).kinds.rows[PromptKind.CONCEPT])
    assert PromptKind.CONCEPT not in drawn(studio)


def test_without_any_kind_it_says_what_to_do(studio: Studio) -> None:
    for row in page(studio).kinds.rows.values():
        studio.click(row)
    assert page(studio).problem.text() == "Tick one kind or more."
    studio.key(ENTER, NOTHING)
    assert studio.place.shown is studio.place.setup
    studio.click(page(studio).kinds.rows[PromptKind.DEBUGGING])
    assert set(drawn(studio)) == {PromptKind.DEBUGGING}


def test_kinds_that_a_preset_decides_look_as_if_they_cant_be_ticked(studio: Studio) -> None:
    studio.choose(preset=Preset.PHONE)
    row = next(row for row in page(studio).kinds.rows.values() if row.isChecked())
    image = row.grab().toImage()
    drawn = {image.pixelColor(x, image.height() // 2).name() for x in range(40)}
    assert theme().colors.disabled.name() in drawn
    assert theme().colors.accent.name() not in drawn


def test_a_preset_decides_length_and_kinds(studio: Studio) -> None:
    page(studio).preset.set_value(Preset.SYSTEM_DESIGN.value)
    page(studio).preset.chosen.emit(Preset.SYSTEM_DESIGN.value)
    studio.settle()
    assert page(studio).length.value == "45"
    assert not page(studio).length.isEnabled()
    assert PromptKind.SYSTEM_DESIGN in drawn(studio)


def test_stages_of_ones_own_choice_are_drawn_from(studio: Studio) -> None:
    chip = page(studio).chip(6)
    studio.click(chip)
    draw = page(studio).draw
    assert draw is not None
    assert {each.prompt.stage for each in draw.prompts} == {6}


def test_the_choice_is_remembered(studio: Studio) -> None:
    studio.click(page(studio).length.button("15"))
    studio.click(page(studio).kinds.rows[PromptKind.CODING])
    kinds = page(studio).options.kinds
    studio.key(ENTER, NOTHING)
    studio.key(Qt.Key.Key_Escape, NOTHING)
    studio.key(Qt.Key.Key_Escape, NOTHING)
    assert page(studio).length.value == "15"
    assert page(studio).options.kinds == kinds


def test_other_prompts_can_be_drawn(studio: Studio) -> None:
    seeds = set()
    for _ in range(3):
        studio.key(Qt.Key.Key_D, NOTHING)
        draw = page(studio).draw
        assert draw is not None
        seeds.add(draw.seed)
    assert len(seeds) == 3


def test_an_open_session_can_be_discarded(studio: Studio) -> None:
    studio.key(ENTER, NOTHING)
    studio.key(Qt.Key.Key_Escape, NOTHING)
    studio.key(Qt.Key.Key_Escape, NOTHING)
    studio.click("Discard")
    studio.click(studio.button("Discard", studio.dialog()))
    studio.qtbot.waitUntil(lambda: not page(studio).notice.isVisible())
    assert studio.ask(lambda app: app.practice.open_session()) is None


def test_today_leads_to_practice_and_to_the_open_session(studio: Studio) -> None:
    studio.key(ENTER, NOTHING)
    studio.key(Qt.Key.Key_Escape, NOTHING)
    studio.key(Qt.Key.Key_Escape, NOTHING)
    studio.window.go(PlaceId.TODAY)
    studio.settle()
    studio.click("Go on with your practice session")
    studio.qtbot.waitUntil(lambda: studio.place.shown is studio.place.running)
    assert studio.place.running.paused


def test_everything_has_a_name_in_every_form(studio: Studio) -> None:
    for width, height in ((1280, 800), (880, 600)):
        studio.window.resize(width, height)
        studio.qtbot.waitUntil(lambda: "Start practice" in names(page(studio)))
        assert unnamed(page(studio)) == []


def test_large_text_and_dark_keep_the_start_in_sight(studio: Studio) -> None:
    theme().set_mode(Mode.DARK)
    theme().set_text_scale(1.5)
    studio.window.resize(880, 600)
    start = page(studio).start
    studio.qtbot.waitUntil(lambda: start.visibleRegion().boundingRect() == start.rect())


def test_no_part_ever_is_a_window_of_its_own(studio: Studio) -> None:
    studio.key(ENTER, NOTHING)
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert shown == [studio.window]
    assert studio.window.isActiveWindow()
