"""The quick-add window at work: knows the decks, gives hints, adds, and takes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from flashcards.domain.query_nodes import Name
from flashcards.domain.wording import sentence
from flashcards.errors import FlashcardsError, NotFoundError
from flashcards.gui.actions import add_action
from flashcards.gui.browse.hint_list import Hint, hints_of
from flashcards.gui.place import Host, PlaceId
from flashcards.gui.quick_add import texts
from flashcards.gui.quick_add.draft import Draft, load_draft, save_draft
from flashcards.gui.quick_add.window import QuickAddWindow
from flashcards.gui.review.editing import edit_problem, parse_tags
from flashcards.language import _
from flashcards.services.browsing.view import DeckChoice
from flashcards.services.card_view import NoteEdit
from flashcards.services.editing.view import Hints, NewNote, Saved

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.undo import Undone

ORIGIN = "quick add"
HINT_MS = 400


class QuickAdd(QObject):
    """One for the window of the program; ``open`` brings it up as it was left."""

    def __init__(self, window: QWidget, host: Host) -> None:
        super().__init__(window)
        self._host = host
        self._known = False  # whether the decks were read
        self._problem = ""
        self._added: tuple[Draft, int] | None = None  # the last note, and its operation
        self.window = QuickAddWindow(window)
        self.window.set_draft(load_draft())
        self._hint = QTimer(self, singleShot=True, interval=HINT_MS)
        self._hint.timeout.connect(self._ask_hints)
        self.window.changed.connect(self._changed)
        self.window.add_wanted.connect(self.add)
        self.window.undo_wanted.connect(self.undo)
        self.window.hidden.connect(self._hidden)
        self.window.hints.note_wanted.connect(self._show_note)
        add_action(self.window, "add.keep", self.add)
        add_action(self.window, "add.cloze", self.window.hide_words)

    def open(self) -> None:
        """Bring the window up; the decks and tags are read anew."""
        self._host.tasks.run(lambda app: app.browse.decks(), self._show_decks, self._host.told)
        self._host.tasks.run(lambda app: app.browse.names(), self._show_tags)
        self.window.open_at_question()

    def add(self) -> None:
        """Add the note and go on with the next one, or say what is missing."""
        if not self.window.add.isEnabled():
            return
        draft = self.window.draft()
        tags = parse_tags(draft.tags)
        problem = edit_problem(NoteEdit(0, draft.kind, draft.fields, tags))
        deck_id, topic_id = self.window.place
        if deck_id is None and not draft.deck:
            self.window.name.set_error(wrong=True)
            self.window.name.setFocus()
            return
        self.window.name.set_error(wrong=False)
        if problem is not None:
            field, words = problem
            self._show_problem(words)
            (self.window.question if field == "question" else self.window.answer).setFocus()
            return
        note = NewNote(draft.kind, draft.fields, tags)
        self.window.set_busy(True)

        def keep(app: App) -> Saved:
            if deck_id is not None:
                return app.editing.add_note(deck_id, topic_id, note, ORIGIN)
            made, _changes = app.editing.add_deck(draft.deck, ORIGIN)
            return app.editing.add_note(made, None, note, ORIGIN)

        self._host.tasks.run(keep, lambda saved: self._kept(saved, draft), self._refused)

    def undo(self) -> None:
        """Take the note added last back into the window, if nothing was done since."""
        if self._added is None:
            return
        draft, operation = self._added

        def take_back(app: App) -> Undone:
            last = app.undo.undoable()
            if last is None or last.id != operation:
                raise NotFoundError(_("something else was done since: undo that first."))
            return app.undo.undo(ORIGIN)

        self._host.tasks.run(take_back, lambda undone: self._undone(undone, draft), self._refused)

    def _show_decks(self, decks: tuple[DeckChoice, ...]) -> None:
        chosen = self.window.draft() if self._known else load_draft()
        self._known = True
        self.window.set_decks(decks, chosen.deck, chosen.topic)

    def _show_tags(self, names: Mapping[Name, tuple[str, ...]]) -> None:
        self.window.tags.set_tags(names[Name.TAG])

    def _changed(self) -> None:
        self._problem = ""
        if self.window.isVisible():
            self._hint.start()

    def _ask_hints(self) -> None:
        draft = self.window.draft()
        if not draft.is_begun:
            self.window.show_hints([])
            return
        note = NewNote(draft.kind, draft.fields, parse_tags(draft.tags))
        self._host.tasks.run(
            lambda app: app.editing.new_hints(note),
            lambda hints: self._hinted(hints, draft),
            lambda _error: None,  # a note that is not whole yet may have none
        )

    def _hinted(self, hints: Hints, draft: Draft) -> None:
        if draft == self.window.draft() and not self._problem:
            self.window.show_hints(hints_of((), hints))

    def _show_problem(self, words: str) -> None:
        self._problem = words
        self.window.show_hints([Hint("circle-alert", "again", words)])

    def _kept(self, saved: Saved, draft: Draft) -> None:
        self.window.set_busy(busy=False)
        operation = saved.changes.operation
        self._added = None if operation is None else (draft, operation)
        self.window.set_draft(draft.next())
        self.window.show_hints([])
        self.window.say(texts.ADDED, draft.fields.heading, undoable=self._added is not None)
        if self.window.place[0] is None:  # the deck was made with the note
            self._host.tasks.run(
                lambda app: app.browse.decks(),
                lambda decks: self.window.set_decks(decks, draft.deck, ""),
            )
        if self.window.isVisible():
            self.window.open_at_question()
        self._host.changed(saved.changes)

    def _undone(self, undone: Undone, draft: Draft) -> None:
        self._added = None
        if not self.window.draft().is_begun:
            self.window.set_draft(draft)
        self.window.say(texts.TAKEN_BACK, draft.fields.heading)
        self._host.changed(undone.changes)

    def _refused(self, error: Exception) -> None:
        self.window.set_busy(busy=False)
        if isinstance(error, FlashcardsError):
            self._show_problem(sentence(str(error)))
        else:
            self._host.told(error)

    def _show_note(self, note_id: int) -> None:
        self._host.go(PlaceId.BROWSE, f"note:{note_id}")

    def _hidden(self) -> None:
        self._hint.stop()
        if self._known:
            save_draft(self.window.draft())
