"""Looks at a note's text while it is written: preview, kind, problems, hints, pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from flashcards.domain.note import NoteKind
from flashcards.gui.browse import texts
from flashcards.gui.browse.hint_list import hints_of
from flashcards.gui.browse.note_pane import NotePane
from flashcards.gui.browse.preview import face_of
from flashcards.gui.place import Host
from flashcards.services.editing.view import Hints, NoteDocument

if TYPE_CHECKING:
    from flashcards.services.editing.text import ReadText

PARSE_MS, HINT_MS = 60, 500


class NoteLook(QObject):
    """Follows the text of a pane; ``document`` is the note that it belongs to."""

    def __init__(self, pane: NotePane, host: Host, parent: QObject) -> None:
        super().__init__(parent)
        self._pane = pane
        self._host = host
        self._hints = Hints()
        self.document: NoteDocument | None = None
        self.key = ""
        self.read: ReadText | None = None
        self._parse = QTimer(self, singleShot=True, interval=PARSE_MS)
        self._hint = QTimer(self, singleShot=True, interval=HINT_MS)
        self._parse.timeout.connect(self.look)
        self._hint.timeout.connect(self._ask_hints)

    @property
    def is_note(self) -> bool:
        """Whether the text could be kept as it is."""
        return self.read is not None and self.read.row is not None and self.read.obstacle is None

    def open(self, document: NoteDocument) -> None:
        """Look at another note."""
        self.document = document
        self._hints = Hints()
        self.look()

    def typed(self) -> None:
        """Look again in a moment."""
        self._parse.start()
        self._hint.start()

    def look(self) -> None:
        """Look at the text now."""
        from flashcards.services.editing.text import read_text

        self._parse.stop()
        document = self.document
        if document is None:
            return
        text = self._pane.editor.toPlainText()
        read = self.read = read_text(text, document.note_type)
        begun = document.note_id is not None or bool(text.strip("# \n"))
        problems = read.problems if begun else ()
        self._pane.editor.set_problems(frozenset(problem.line for problem in problems))
        self._pane.hints.show_hints(hints_of(problems, self._hints))
        if read.row is None:
            self._pane.preview.show_face(None, texts.PREVIEW_WAITS)
            return
        face = face_of(read.row, self.key, document.media or {}, document.deck)
        self._pane.preview.show_face(face, texts.PREVIEW_WAITS)
        self._show_kind(read.row.kind)
        self._look_for_pictures(text)

    def know_pictures(self, media: Mapping[str, str]) -> None:
        """Take the files of pictures that the text names, or will name."""
        if self.document is not None and media:
            known = self.document.media or {}
            self.document = replace(self.document, media={**known, **media})
            self.look()

    def _show_kind(self, kind: NoteKind) -> None:
        note_type = None if self.document is None else self.document.note_type
        name = texts.KIND_NAMES[kind] if note_type is None else note_type.name
        self._pane.kind.set_kind(name, fixed=note_type is not None)

    def _look_for_pictures(self, text: str) -> None:
        """Ask for the files of pictures that are not known yet, once each."""
        from flashcards.render.references import media_references

        document = self.document
        known: Mapping[str, str] = document.media or {}
        unknown = [name for name in media_references(text) if name not in known]
        if not unknown:
            return
        self.document = replace(document, media={**known, **{name: name for name in unknown}})
        self._host.tasks.run(
            lambda app: app.editing.media(document.deck_id, text, document.note_id),
            lambda media: self._pictures_found(document.note_id, media),
        )

    def _pictures_found(self, note_id: int | None, media: Mapping[str, str]) -> None:
        if self.document is not None and self.document.note_id == note_id:
            self.know_pictures(media)

    def _ask_hints(self) -> None:
        document, text = self.document, self._pane.editor.toPlainText()
        if document is not None:
            self._host.tasks.run(
                lambda app: app.editing.hints(text, document.note_id),
                lambda hints: self._hinted(hints, text),
                lambda _error: None,  # a note that is gone has no hints
            )

    def _hinted(self, hints: Hints, text: str) -> None:
        if text == self._pane.editor.toPlainText():
            self._hints = hints
            self.look()
