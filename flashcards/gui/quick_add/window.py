"""The quick-add window: deck, kind, texts and tags of one note after the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashcards.domain.note import BUILT_IN_KINDS, NoteKind
from flashcards.gui.browse.hint_list import Hint, HintList
from flashcards.gui.browse.markdown_edits import cloze
from flashcards.gui.browse.texts import KIND_NAMES, NO_TOPIC
from flashcards.gui.commands import first_key
from flashcards.gui.quick_add import texts
from flashcards.gui.quick_add.draft import Draft
from flashcards.gui.quick_add.tag_field import TagField
from flashcards.gui.theme import Role
from flashcards.gui.widgets.buttons import Button, Kind, Size
from flashcards.gui.widgets.dialog import Dialog
from flashcards.gui.widgets.field import TextField
from flashcards.gui.widgets.growing_area import GrowingArea
from flashcards.gui.widgets.keycap import key_names
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.select import Select
from flashcards.services.browsing.view import DeckChoice

_NEW, _NONE = "new", "none"
_WIDTH = 620
_GAP = 16  # between the title and the fields
_WIDE = 8  # how much more room what is said gets than the gap beside it


class QuickAddWindow(Dialog):
    """Emits what is wanted; ``changed`` follows each change of the note, ``hidden`` closing."""

    add_wanted = Signal()
    undo_wanted = Signal()
    changed = Signal()
    hidden = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, texts.TITLE, width=_WIDTH, gap=_GAP)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self._decks: dict[str, DeckChoice] = {}
        self.deck = Select(texts.DECK)
        self.name = TextField(texts.NEW_DECK_NAME, texts.NEW_DECK_HINT)
        self.topic = Select(texts.TOPIC)
        self.kind = Select(texts.KIND, [(each.value, KIND_NAMES[each]) for each in BUILT_IN_KINDS])
        self.question = GrowingArea(texts.FIELDS[NoteKind.BASIC].question, 2, 6)
        self.answer = GrowingArea(texts.FIELDS[NoteKind.BASIC].answer, 3, 8)
        self.extra = GrowingArea(texts.EXTRA, 1, 4)
        self.tags = TagField(texts.TAGS, texts.TAGS_HINT, self)
        self.hints = HintList()
        self._question_label, self._answer_label = Label(role=Role.LABEL), Label(role=Role.LABEL)
        self._about = Label(role=Role.CAPTION, color="text3", wrap=True)
        self.said = Label(role=Role.SMALL, color="text2", elide=True)
        self.undo = Button(texts.UNDO, Kind.GHOST, size=Size.SMALL)
        self._lay_out()
        self._connect()
        self._show_kind()
        self._show_deck()

    def draft(self) -> Draft:
        """The note as it stands."""
        deck = self._decks.get(self.deck.value)
        return Draft(
            deck=self.name.text().strip() if deck is None else deck.name,
            topic=self.topic.currentText() if self.topic.value not in ("", _NONE) else "",
            kind=NoteKind(self.kind.value),
            question=self.question.toPlainText(),
            answer=self.answer.toPlainText(),
            extra=self.extra.toPlainText(),
            tags=self.tags.text(),
        )

    @property
    def place(self) -> tuple[int | None, int | None]:
        """The ids of deck and topic; no deck where a new one is to be made."""
        deck = self._decks.get(self.deck.value)
        topic = self.topic.value
        chosen = deck is not None and topic not in ("", _NONE)
        return None if deck is None else deck.id, int(topic) if chosen else None

    def set_decks(self, decks: Sequence[DeckChoice], at: str, topic: str) -> None:
        """Offer these decks; the one named ``at`` is chosen, else the first."""
        self._decks = {str(deck.id): deck for deck in decks}
        named = [(key, deck.name.replace("::", " › ")) for key, deck in self._decks.items()]
        chosen = next((key for key, deck in self._decks.items() if deck.name == at), None)
        self.deck.set_options(
            [*named, (_NEW, texts.NEW_DECK)], chosen or (named[0][0] if named else _NEW)
        )
        self._show_deck()
        index = self.topic.findText(topic) if topic else -1
        if index > 0:
            self.topic.setCurrentIndex(index)

    def set_draft(self, draft: Draft) -> None:
        """Show a note as it stood."""
        self.kind.set_value(draft.kind.value)
        self._show_kind()
        self.tags.setText(draft.tags)
        for area, text in (
            (self.question, draft.question),
            (self.answer, draft.answer),
            (self.extra, draft.extra),
        ):
            area.setPlainText(text)

    def show_hints(self, hints: list[Hint]) -> None:
        """Show what is wrong with the note, or could be better."""
        self.hints.show_hints(hints)

    def say(self, text: str, question: str = "", *, undoable: bool = False) -> None:
        """Say in the foot what has become of the last note."""
        self.said.setText(text.format(question=question))
        self.undo.setVisible(undoable)

    def set_busy(self, busy: bool) -> None:
        """Whether a note is on its way to the disk."""
        self.add.setEnabled(not busy)

    def open_at_question(self) -> None:
        """Bring the window up, ready to write."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.question.setFocus(Qt.FocusReason.OtherFocusReason)

    def hide_words(self) -> None:
        """Make the selected words of the question a deletion; a basic note becomes a cloze."""
        cursor = self.question.textCursor()
        text = self.question.toPlainText()
        edit = cloze(text, cursor.selectionStart(), cursor.selectionEnd())
        cursor.setPosition(edit.start)
        cursor.setPosition(edit.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(edit.text)
        start, end = edit.selected
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.question.setTextCursor(cursor)
        if self.kind.value == NoteKind.BASIC:
            self.kind.set_value(NoteKind.CLOZE.value)
            self._show_kind()
        self.question.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hidden.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        # Qt would reject a dialog without hiding it where the window below is hidden
        self.hide()
        event.accept()

    def _lay_out(self) -> None:
        places = QHBoxLayout()
        places.setSpacing(12)
        for stretch, text, *widgets in (
            (9, texts.DECK, self.deck, self.name),
            (5, texts.TOPIC, self.topic),
            (4, texts.KIND, self.kind),
        ):
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(Label(text, Role.LABEL))
            for widget in widgets:
                widget.setMinimumWidth(100)
                column.addWidget(widget)
            column.addStretch(1)
            places.addLayout(column, stretch)
        self.content.setSpacing(4)
        self.content.addLayout(places)
        for label, area in (
            (self._question_label, self.question),
            (self._answer_label, self.answer),
            (Label(texts.EXTRA, Role.LABEL), self.extra),
            (Label(texts.TAGS, Role.LABEL), self.tags),
        ):
            self.content.addSpacing(10)
            self.content.addWidget(label)
            self.content.addWidget(area)
        self.content.addSpacing(4)
        self.content.addWidget(self._about)
        self.content.addWidget(self.hints)
        self.content.addStretch(1)
        row = self.buttons
        row.insertWidget(0, self.said, _WIDE)
        row.insertWidget(1, self.undo)
        self.undo.hide()
        self.close_button = self.add_button(texts.CLOSE, self.close)
        self.add = Button(texts.ADD, Kind.PRIMARY, keys=first_key("add.keep"))
        row.addWidget(self.add)

    def _connect(self) -> None:
        self.add.clicked.connect(self.add_wanted)
        self.undo.clicked.connect(self.undo_wanted)
        self.deck.chosen.connect(lambda _value: self._deck_chosen())
        self.kind.chosen.connect(lambda _value: self._kind_chosen())
        for area in (self.question, self.answer, self.extra):
            area.textChanged.connect(self.changed)

    def _deck_chosen(self) -> None:
        self._show_deck()
        if self.deck.value == _NEW:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _kind_chosen(self) -> None:
        self._show_kind()
        self.changed.emit()

    def _show_deck(self) -> None:
        deck = self._decks.get(self.deck.value)
        options = [(_NONE, NO_TOPIC)]
        if deck is not None:
            options += [(str(topic.id), topic.title) for topic in deck.topics]
        self.topic.set_options(options, _NONE)
        self.topic.setEnabled(len(options) > 1)
        self.name.setVisible(deck is None)

    def _show_kind(self) -> None:
        kind = NoteKind(self.kind.value)
        words = texts.FIELDS[kind]
        for label, area, name, example in (
            (self._question_label, self.question, words.question, words.question_example),
            (self._answer_label, self.answer, words.answer, words.answer_example),
        ):
            label.setText(name)
            area.setAccessibleName(name)
            area.setPlaceholderText(example)
        keys = "+".join(key_names(first_key("add.cloze")))
        about = texts.CLOZE_HINT.format(keys=keys) if kind is NoteKind.CLOZE else ""
        self._about.setText(about or texts.MARKDOWN_HINT)
