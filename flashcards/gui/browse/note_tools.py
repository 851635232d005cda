"""The helpers of the editor: bold, code, cloze deletions, pictures, and the kind of a note."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QFileDialog, QMenu

from flashcards.domain.note import BUILT_IN_KINDS, NoteKind
from flashcards.gui.browse import markdown_edits, texts
from flashcards.gui.browse.looking import NoteLook
from flashcards.gui.browse.note_pane import NotePane
from flashcards.gui.place import Host
from flashcards.gui.review.flags import pop_up
from flashcards.language import _
from flashcards.services.editing.view import NoteDocument, StoredPicture

if TYPE_CHECKING:
    from flashcards.app import App

_LANGUAGES = (
    (_("Python"), "python"),
    ("SQL", "sql"),
    (_("JavaScript"), "javascript"),
    (_("TypeScript"), "typescript"),
    (_("Go"), "go"),
    (_("Java"), "java"),
    (_("Shell"), "bash"),
    ("HTTP", "http"),
    ("JSON", "json"),
    ("YAML", "yaml"),
    (_("Plain text"), "text"),
)
_PICTURES = _("Pictures (*.png *.jpg *.jpeg *.gif *.webp *.svg *.avif)")


class NoteTools(QObject):
    """Acts on the text of a pane."""

    def __init__(self, pane: NotePane, look: NoteLook, host: Host, origin: str) -> None:
        super().__init__(look)
        self._pane, self._look, self._host, self._origin = pane, look, host, origin
        pane.editor.picture_given.connect(lambda data: self.add_picture("picture.png", data))
        pane.editor.file_given.connect(self.add_file)
        pane.tool_wanted.connect(self.use)
        pane.kind_wanted.connect(self._ask_kind)

    def use(self, command: str) -> None:
        """Do what a command says, by its id."""
        editor = self._pane.editor
        if command == "note.bold":
            editor.apply(markdown_edits.bold)
        elif command == "note.code":
            editor.apply(markdown_edits.code)
        elif command == "note.cloze":
            editor.apply(markdown_edits.cloze)
            self._become_cloze()
        elif command == "note.code_block":
            self._ask_language()
        elif command == "note.image":
            self._ask_picture()

    def set_kind(self, kind: NoteKind) -> None:
        """Make the note one of another kind."""
        from flashcards.services.editing.text import with_kind

        editor = self._pane.editor
        editor.renew_text(with_kind(editor.toPlainText(), kind))
        self._look.look()

    def insert_code_block(self, language: str) -> None:
        """Make the selected lines code of a language."""
        self._pane.editor.apply(
            lambda text, start, end: markdown_edits.code_block(text, start, end, language)
        )

    def add_picture(self, name: str, data: bytes) -> None:
        """Keep a picture in the library and show it where the cursor is."""
        self._keep(
            lambda app, document: app.editing.add_picture(
                document.deck_id, name, data, document.note_id, self._origin
            )
        )

    def add_file(self, file: Path) -> None:
        """Keep the picture in a file, and show it where the cursor is."""
        self._keep(
            lambda app, document: app.editing.add_picture_file(
                document.deck_id, file, document.note_id, self._origin
            )
        )

    def _keep(self, keep: Callable[[App, NoteDocument], StoredPicture]) -> None:
        document = self._look.document
        if document is not None:
            self._host.tasks.run(
                lambda app: keep(app, document), self._picture_added, self._host.told
            )

    def _picture_added(self, stored: StoredPicture) -> None:
        from flashcards.render.references import image_markdown

        self._look.know_pictures({stored.name: stored.file})
        self._pane.editor.insert_picture(image_markdown("", stored.name))

    def _become_cloze(self) -> None:
        """A basic note that gets a deletion becomes a cloze note."""
        self._look.look()
        row = None if self._look.read is None else self._look.read.row
        if row is not None and row.kind is NoteKind.BASIC:
            self.set_kind(NoteKind.CLOZE)

    def _ask_kind(self, corner: QPoint) -> None:
        menu = QMenu(_("Kind"), self._pane)
        for kind in BUILT_IN_KINDS:
            action = menu.addAction(texts.KIND_NAMES[kind])
            action.triggered.connect(lambda _checked=False, kind=kind: self.set_kind(kind))
        pop_up(menu, corner)

    def _ask_language(self) -> None:
        button = self._pane.tools["note.code_block"]
        menu = QMenu(_("Language"), self._pane)
        for name, language in _LANGUAGES:
            action = menu.addAction(name)
            action.triggered.connect(
                lambda _checked=False, language=language: self.insert_code_block(language)
            )
        pop_up(menu, button.mapToGlobal(QPoint(0, button.height())))

    def _ask_picture(self) -> None:
        dialog = QFileDialog(self._pane, _("Add a picture"), "", _PICTURES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.add_file(Path(name)))
        dialog.open()
