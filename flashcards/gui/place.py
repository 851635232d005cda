"""What a page of the window is, and what it may ask of the window."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from flashcards.gui.command import Context
from flashcards.gui.commands import first_key
from flashcards.language import _

if TYPE_CHECKING:
    from flashcards.gui.review.session import ReviewSession
    from flashcards.gui.tasks import LibraryTasks
    from flashcards.gui.widgets.toast import Toaster
    from flashcards.services.changes import Changes


class PlaceId(StrEnum):
    """The pages of the window."""

    TODAY = "today"
    ROADMAP = "roadmap"
    PRACTICE = "practice"
    SETTINGS = "settings"
    IMPORT = "import"
    BROWSE = "browse"
    STATS = "stats"
    PLANNER = "planner"


RESUME = "resume"
"""The argument of ``enter`` that goes on with a practice session."""


class Host(Protocol):
    """The window, as its pages see it."""

    tasks: LibraryTasks
    toaster: Toaster

    @property
    def library(self) -> Path:
        """The library's folder."""

    def go(self, place: PlaceId, argument: object = None) -> None:
        """Show a page; ``argument`` is what the page's ``enter`` gets."""

    def back(self) -> None:
        """Show the page that was there before this one."""

    def review(self, begin: Callable[[ReviewSession], object]) -> None:
        """Play the session that ``begin`` starts."""

    def changed(self, changes: Changes) -> None:
        """Tell all pages that the library has changed."""

    def undo(self) -> None:
        """Take the last operation back."""

    def told(self, error: Exception) -> None:
        """Say in passing what could not be done."""

    def restore(self, backup: Path) -> None:
        """Put a backup in the place of the library and open that."""

    def show_rail(self, shown: bool) -> None:
        """Show the rail, or let the page fill the window."""

    def follow_reminder(self) -> None:
        """Do what was chosen of reminder and tray."""

    def set_count(self, place: PlaceId, count: int) -> None:
        """Show at the rail how much waits at a page."""


def undo_toast(host: Host, words: str) -> None:
    """Say in passing what was done, with the way to take it back."""
    host.toaster.show_toast(words, _("Undo"), first_key("edit.undo"), host.undo)


class Place(QWidget):
    """A page of the window. It reads what it shows when it is entered and when it is refreshed."""

    contexts: tuple[Context, ...] = ()
    toast_above = 24
    """How far above the window's lower edge toasts stand."""
    fills_window = False
    """Whether the rail steps aside while the page is shown."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self.host = host

    def enter(self, argument: object) -> None:
        """Called when the page is shown; ``argument`` is what the caller asks to see on it."""

    def refresh(self) -> None:
        """Called when the library has changed while the page is shown."""

    def go_back(self) -> bool:
        """Leave what Esc leaves on this page; False when there is nothing to leave."""
        return False

    def unless_unsaved(self, leave: Callable[[], object]) -> None:
        """Call ``leave`` now, or once the learner has settled what is unsaved here."""
        leave()
