"""Every page and window, as a screen reader walks it: all that takes the focus has a name."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from flashcards.gui.main_window import MainWindow
from flashcards.gui.place import PlaceId
from flashcards.gui.theme import theme
from tests.gui.accessible import names, unnamed
from tests.gui.screen import Screen, ready


@pytest.mark.parametrize("place_id", PlaceId)
def test_every_page_is_named_through_and_through(
    qtbot: QtBot, opened: MainWindow, place_id: PlaceId
) -> None:
    Screen(qtbot, opened, place_id)
    assert unnamed(opened) == []
    assert len(names(opened.shown)) > 0


@pytest.mark.parametrize("place_id", PlaceId)
def test_every_page_has_room_for_large_text_in_the_smallest_window(
    qtbot: QtBot, opened: MainWindow, place_id: PlaceId
) -> None:
    opened.resize(opened.minimumSize())
    theme().set_text_scale(1.5)
    Screen(qtbot, opened, place_id)
    assert opened.width() == opened.minimumWidth()
    assert unnamed(opened) == []


def test_the_quick_add_window_and_a_session_too(qtbot: QtBot, opened: MainWindow) -> None:
    opened.presence.open_quick_add()
    ready(qtbot, opened)
    assert opened.presence.quick_add is not None
    assert unnamed(opened.presence.quick_add.window) == []
    opened.presence.quick_add.window.close()
    opened.today.page.start_requested.emit(())
    ready(qtbot, opened)
    assert opened.reviewing
    assert unnamed(opened) == []
