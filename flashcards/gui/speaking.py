"""The language of the window: its words, its dates and numbers, and which way it reads."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from flashcards import language
from flashcards.gui.device_settings import load_language


def choose_language() -> None:
    """Speak what was chosen, or the system's language where there is a catalogue of it.

    Called before the modules are imported whose constants hold words.
    """
    language.use(load_language() or _of_system())


def speak(app: QApplication) -> None:
    """Dates and numbers, Qt's own words and the direction of reading as the language has them."""
    code = language.spoken()
    if code != _of_system():
        spoken = QLocale.codeToLanguage(code)
        QLocale.setDefault(QLocale(spoken, QLocale.system().territory()))
    if code != language.ENGLISH:
        words = QTranslator(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if words.load(f"qtbase_{code}", folder):
            app.installTranslator(words)
    app.setLayoutDirection(direction(code))


def direction(code: str) -> Qt.LayoutDirection:
    """The direction in which a language is read."""
    if language.reads_right_to_left(code):
        return Qt.LayoutDirection.RightToLeft
    return Qt.LayoutDirection.LeftToRight


def _of_system() -> str:
    return QLocale.system().name().partition("_")[0]
