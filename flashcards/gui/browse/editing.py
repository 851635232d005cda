"""The note pane at work: loads a note, saves what becomes of it, adds new ones.

What was typed is never lost: it is saved after a pause and when one goes on; what can't be saved
yet is asked about, and what a disk refuses comes back to the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from flashcards.domain.note import NoteKind
from flashcards.gui.browse import texts
from flashcards.gui.browse.looking import NoteLook
from flashcards.gui.browse.note_pane import NotePane
from flashcards.gui.browse.note_tools import NoteTools
from flashcards.gui.browse.unsaved import ask_about_unsaved
from flashcards.gui.place import Host
from flashcards.services.browsing.view import BrowseRow, DeckChoice
from flashcards.services.editing.view import NoteDocument, Saved

SAVE_MS = 1_500
ORIGIN = "browse editor"
_NEW_TEXT = "### "


@dataclass(frozen=True, slots=True)
class Target:
    """Where a note belongs: the ids of deck and topic, and their names."""

    deck_id: int
    topic_id: int | None
    deck: str
    topic: str


@dataclass(frozen=True, slots=True)
class _Sent:
    """A text on its way to the disk, and all that it takes to bring it back to the screen."""

    document: NoteDocument
    target: Target | None
    row: BrowseRow | None
    text: str


class NoteDesk(QObject):
    """Controls a ``NotePane``. ``changed`` follows each save, ``added`` carries a new note.

    ``brought_back`` carries the row of a note that could not be saved and is shown again.
    """

    changed = Signal(object)
    added = Signal(object)
    brought_back = Signal(object)

    def __init__(self, pane: NotePane, host: Host, parent: QObject) -> None:
        super().__init__(parent)
        self.pane = pane
        self.look = NoteLook(pane, host, self)
        self.tools = NoteTools(pane, self.look, host, ORIGIN)
        self._host = host
        self._row: BrowseRow | None = None
        self._target: Target | None = None
        self._saved_text = ""
        self._save = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._save.timeout.connect(self.save)
        pane.set_media_folder(host.library / "media")
        pane.editor.textChanged.connect(self._typed)
        pane.add_wanted.connect(self.add)
        pane.preview.link_requested.connect(lambda url: QDesktopServices.openUrl(QUrl(url)))

    @property
    def document(self) -> NoteDocument | None:
        """The note that is edited, or written anew."""
        return self.look.document

    @property
    def note_id(self) -> int | None:
        """The note that is edited, None for a new one or none."""
        return None if self.document is None else self.document.note_id

    @property
    def is_new(self) -> bool:
        """Whether a new note is written."""
        return self.document is not None and self.document.note_id is None

    @property
    def target(self) -> Target | None:
        """Where the note belongs."""
        return self._target

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        if self.document is None:
            return False
        if self.is_new:
            return bool(self._text().strip("# \n"))
        return self._text() != self._saved_text

    def show(self, row: BrowseRow | None, today: int) -> None:
        """Show the note of a card; what is typed has to be settled before. None shows none."""
        self._row = row
        if row is None:
            self.look.document = None
            self.pane.show_nothing(texts.NO_SELECTION, texts.NO_SELECTION_HINT)
            return
        self.look.key = row.key
        self.pane.show_row(row, today)
        if row.note_id == self.note_id:
            self.pane.show_note(new=False)
            self.look.look()
        else:
            self._load(row.note_id)

    def reload(self) -> None:
        """Read the note again after the library has changed, unless something was typed since."""
        if self.note_id is not None and not self.dirty:
            self._load(self.note_id)

    def begin_new(self, target: Target) -> None:
        """Write a new note for that place; one that was begun goes on."""
        self._row, self.look.key = None, ""
        text = self._text() if self.is_new else _NEW_TEXT
        document = NoteDocument(None, text, NoteKind.BASIC, target.deck_id, target.topic_id)
        self._open(document, target)
        self.pane.editor.go_to_line(1)

    def retarget(self, target: Target) -> None:
        """Put the new note somewhere else when it is added."""
        self._target = target
        if self.document is not None:
            self.look.document = replace(
                self.document, deck_id=target.deck_id, topic_id=target.topic_id
            )
        self._show_target()

    def unless_unsaved(self, leave: Callable[[], object]) -> None:
        """Call ``leave`` once what was typed is on its way to the disk, or given up."""
        self.look.look()
        if not self.dirty:
            self._forget_new()
            leave()
        elif not self.is_new and self.look.is_note:
            self.save()
            leave()
        else:
            obstacle = None if self.look.read is None else self.look.read.obstacle
            can_add = self.is_new and self.look.is_note
            add = (lambda: self.add(leave)) if can_add else None
            ask_about_unsaved(self.pane, obstacle, lambda: self._discard(leave), add)

    def save(self) -> None:
        """Save what was typed, if it is a note."""
        self._save.stop()
        if self.note_id is None or not self.dirty:
            return
        self.look.look()
        if not self.look.is_note:
            self.pane.head.set_state(texts.REFUSED, "again")
            return
        text = self._text()
        document = replace(self.document, text=self._saved_text)
        sent = _Sent(document, self._target, self._row, text)
        self._saved_text = text
        self.pane.head.set_state(texts.SAVING)
        self._host.tasks.run(
            lambda app: app.editing.save(document.note_id, text, ORIGIN),
            lambda saved: self._was_saved(saved, text),
            lambda error: self._not_saved(error, sent),
        )

    def add(self, then: Callable[[], object] | None = None) -> None:
        """Add the new note, and begin another one."""
        if not self.is_new or self._target is None or not self.pane.new_bar.add.isEnabled():
            return
        self.look.look()
        obstacle = None if self.look.read is None else self.look.read.obstacle
        if obstacle is not None:
            self.pane.editor.go_to_line(obstacle.line)
            return
        text, target = self._text(), self._target
        self.pane.new_bar.add.setEnabled(False)
        self._host.tasks.run(
            lambda app: app.editing.add(target.deck_id, target.topic_id, text, ORIGIN),
            lambda saved: self._was_added(saved, then),
            self._not_added,
        )

    def _load(self, note_id: int) -> None:
        self._host.tasks.run(
            lambda app: app.editing.document(note_id), self._loaded, self._not_loaded
        )

    def _loaded(self, document: NoteDocument) -> None:
        if self._row is None or self._row.note_id != document.note_id:
            return  # another one is wanted meanwhile
        same = document.note_id == self.note_id
        target = Target(document.deck_id, document.topic_id, document.deck, document.topic)
        if same and self.dirty:
            return
        if same and self._means_the_same(document):
            # what is typed reads as what is stored: the cursor stays where it is
            self._target = target
            self.look.document = replace(document, text=self._text())
            self._saved_text = self._text()
            self._show_target()
            return
        self._open(document, target)

    def _means_the_same(self, document: NoteDocument) -> bool:
        from flashcards.services.editing.text import read_text

        self.look.look()
        stored = read_text(document.text, document.note_type)
        return self.look.read is not None and self.look.read.row == stored.row

    def _not_loaded(self, error: Exception) -> None:
        self.look.document = None
        self.pane.show_nothing(texts.NO_SELECTION, "")
        self._host.told(error)

    def _open(self, document: NoteDocument, target: Target | None) -> None:
        again = self.document is not None and document.note_id == self.document.note_id
        self._target, self._saved_text = target, document.text
        self.look.document = None  # while the text changes, it is of no note
        if again:
            self.pane.editor.renew_text(document.text)
        else:
            self.pane.editor.set_text(document.text)
        self.look.open(document)
        self.pane.show_note(new=self.is_new)
        self.pane.new_bar.add.setEnabled(True)
        self.pane.head.set_state("" if self.is_new else texts.SAVED)
        self._show_target()

    def _show_target(self) -> None:
        if self._target is None:
            return
        *above, last = self._target.deck.split("::")
        if self._target.topic:
            above, last = [last], self._target.topic
        self.pane.head.place.set_place(" › ".join(above), last)

    def _text(self) -> str:
        return self.pane.editor.toPlainText()

    def _typed(self) -> None:
        if self.document is None:
            return
        self.look.typed()
        if not self.is_new and self.dirty:
            self.pane.head.set_state(texts.CHANGED)
            self._save.start()

    def _was_saved(self, saved: Saved, text: str) -> None:
        if saved.note_id == self.note_id and self._text() == text:
            self.pane.head.set_state(texts.SAVED)
        self.changed.emit(saved.changes)

    def _not_saved(self, error: Exception, sent: _Sent) -> None:
        """Bring the text back to the screen, wherever one has gone meanwhile."""
        if self.note_id != sent.document.note_id:
            self._open(sent.document, sent.target)
            self.pane.editor.renew_text(sent.text)
        self._saved_text = sent.document.text
        self._row = sent.row  # what is being read of another note is wanted no longer
        self.pane.head.set_state(texts.REFUSED, "again")
        if sent.row is not None:
            self.brought_back.emit(sent.row)
        self._host.told(error)

    def _was_added(self, saved: Saved, then: Callable[[], object] | None) -> None:
        self.pane.new_bar.add.setEnabled(True)
        self.pane.editor.set_text(_NEW_TEXT)
        self.pane.editor.go_to_line(1)
        self.look.look()
        if then is not None:
            self._forget_new()
        self.added.emit(saved)
        if then is not None:
            then()

    def _not_added(self, error: Exception) -> None:
        self.pane.new_bar.add.setEnabled(True)
        self._host.told(error)

    def _forget_new(self) -> None:
        if self.is_new:
            self.look.document = None

    def _discard(self, leave: Callable[[], object]) -> None:
        self._save.stop()
        if self.is_new:
            self._forget_new()
        else:
            self.pane.editor.set_text(self._saved_text)
            self.look.look()
            self.pane.head.set_state(texts.SAVED)
        leave()


def target_of(decks: Sequence[DeckChoice], deck_id: int, topic_id: int | None) -> Target:
    """A place with the names that its ids have."""
    deck = next((deck for deck in decks if deck.id == deck_id), None)
    topics = () if deck is None else deck.topics
    topic = next((topic.title for topic in topics if topic.id == topic_id), "")
    return Target(deck_id, topic_id, "" if deck is None else deck.name, topic)
