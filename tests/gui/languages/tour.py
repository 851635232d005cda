"""Opens every page and every dialog of the window in one language, and says what went wrong.

Run in a process of its own, because a process speaks one language from its start:
``python -m tests.gui.languages.tour CODE FOLDER``. ``marked`` is no language: each text that can be
translated stands between brackets in it. ``ar`` has no catalogue: it turns the window around.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from flashcards import language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from flashcards.app import App
    from flashcards.gui.main_window import MainWindow

MARKED, RIGHT_TO_LEFT = "marked", "ar"
_PATIENCE_S = 30.0
# Commands that leave for another page, ask the system for a file or change nothing that can be seen
_NO_DIALOG = {"today.plan", "note.image", "report.export", "report.page", "go.trouble"}


@dataclass(slots=True)
class Seen:
    """What a tour met."""

    pages: list[str] = field(default_factory=list)
    dialogs: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    library: list[str] = field(default_factory=list)
    mirrored: bool = False


class _Marked:
    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, one: str, many: str, n: int) -> str:
        return f"⟦{one if n == 1 else many}⟧"

    def pgettext(self, context: str, message: str) -> str:
        return f"⟦{message}⟧"


def main(code: str, folder: Path) -> Seen:
    """Take the tour; the library and the settings lie in ``folder``."""
    if code == MARKED:
        language._Speaking.catalogue = _Marked()
    elif code == RIGHT_TO_LEFT:
        language._Speaking.code = code
    else:
        language.use(code)
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication, QFileDialog

    from flashcards.gui.speaking import speak
    from flashcards.gui.theme import install, theme

    seen = Seen()
    app = QApplication([])
    qInstallMessageHandler(
        lambda _kind, _where, text: None if "plugin" in text else seen.messages.append(text)
    )

    def note(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        seen.messages.append(repr(error))
        sys.__excepthook__(kind, error, trace)

    sys.excepthook = note
    for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName"):
        setattr(QFileDialog, name, staticmethod(lambda *_given, **_named: ("", "")))
    install(app)
    speak(app)
    theme().set_reduced_motion(True)
    window = _window(folder / "library")
    window.tasks.run(_words_of, seen.library.extend)
    _settle(window)
    for page in _pages():
        window.go(page)
        _settle(window)
        seen.pages.append(page.value)
        _look(window, seen)
        for name in _dialogs(window):
            dialog = _open(window, name)
            if dialog is not None:
                seen.dialogs[name] = dialog.windowTitle()
                _look(dialog, seen)
                dialog.reject()
                _settle(window)
                window.go(page)
                _settle(window)
    seen.mirrored = window.isRightToLeft() and window.mapToGlobal(window.rect().topLeft()).x() <= (
        window.rail.mapToGlobal(window.rail.rect().topLeft()).x() - window.width() // 2
    )
    window.close()
    return seen


def _window(library: Path) -> MainWindow:
    from flashcards.gui.main_window import MainWindow

    def open_library() -> App:
        from flashcards.app import WINDOW, bootstrap
        from flashcards.clock import SystemClock

        app = bootstrap(library, clock=SystemClock(), holder=WINDOW)
        app.first_run.skip()
        return app

    window = MainWindow(open_library, library)
    window.resize(1280, 800)
    window.show()
    window.open_library()
    _until(lambda: window.shows_data and window.tasks.idle)
    return window


def _words_of(app: App) -> list[str]:
    """What the library says in its own words, whatever the language of the window."""
    road = app.roadmaps.view()
    words = [road.title, *(prompt.title for prompt in app.practice.prompts())]
    for stage in app.library.today().stages:
        words += [stage.title, *stage.short_titles]
    for line in road.stages:
        words += [line.goal, *(topic.title for topic in line.topics)]
    return words + [deck.name for deck in app.library.decks()]


def _pages() -> Iterator[object]:
    from flashcards.gui.place import PlaceId

    yield from PlaceId


def _dialogs(window: MainWindow) -> list[str]:
    """The commands of this page, and those that act everywhere, that open a dialog."""
    from PySide6.QtGui import QAction

    names = {
        action.objectName()
        for action in window.findChildren(QAction)
        if action.text().rstrip("⟧").endswith("…")
        and action.isEnabled()
        and action.parent().isVisible()
    }
    return sorted(names - _NO_DIALOG)


def _open(window: MainWindow, name: str) -> QDialog | None:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QApplication, QDialog

    for action in window.findChildren(QAction, name):
        if action.parent().isVisible():
            action.trigger()
            break
    _settle(window)
    _pause(80)
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            return widget
    return None


def _look(widget: QWidget, seen: Seen) -> None:
    """Note the texts of a widget and of all in it, and the buttons whose words do not fit."""
    from PySide6.QtWidgets import QLabel, QPushButton, QWidget

    for part in [widget, *widget.findChildren(QWidget)]:
        if not part.isVisible():
            continue
        for attribute in ("text", "placeholderText", "toolTip", "accessibleName", "windowTitle"):
            get = getattr(part, attribute, None)
            if attribute == "text" and not isinstance(part, QLabel | QPushButton):
                continue
            text = get() if callable(get) else None
            if isinstance(text, str) and text.strip():
                seen.texts.append(text)
        if isinstance(part, QPushButton) and part.text() and _is_cut(part):
            seen.cut.append(part.text())


def _is_cut(button: QWidget) -> bool:
    return button.width() < button.minimumSizeHint().width()


def _settle(window: MainWindow) -> None:
    _pause(20)
    _until(lambda: window.tasks.idle)
    _pause(20)


def _until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE_S
    while not done():
        if time.monotonic() > end:
            raise TimeoutError("the window did not come to rest")
        _pause(10)


def _pause(milliseconds: int) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    found = main(sys.argv[1], Path(sys.argv[2]))
    Path(sys.argv[2], "seen.json").write_text(json.dumps(asdict(found)), encoding="utf-8")
