"""A note's Markdown, edited in the place of its card. What was changed is never lost silently."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashcards.gui.commands import first_key
from flashcards.gui.review.editing import (
    BUILT_IN_FIELDS,
    EditField,
    edit_fields,
    edit_problem,
    edited_fields,
    parse_tags,
)
from flashcards.gui.review.wording import KINDS
from flashcards.gui.theme import Role
from flashcards.gui.widgets.buttons import Button, Kind
from flashcards.gui.widgets.card import SHEET_MARGINS, Sheet
from flashcards.gui.widgets.field import TextField
from flashcards.gui.widgets.growing_area import GrowingArea
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.notice import Notice, Tone
from flashcards.gui.widgets.tag import Tag
from flashcards.language import _
from flashcards.services.card_view import NoteEdit

_PADDING = QMargins(32, 26, 32, 26)
_LONGEST_NAME = 40
_ABOVE_LABEL = 12


class EditPanel(Sheet):
    """The fields of a note; ``save_pressed`` carries the note as it stands then.

    ``fields``: the areas of the note's texts by their names, in their order.
    """

    save_pressed = Signal(object)
    cancel_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit: NoteEdit | None = None
        self._came: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._kind = Tag()
        self._shape: tuple[EditField, ...] = ()
        self._labels: list[Label] = []
        self.fields: dict[str, GrowingArea] = {}
        self.tags = TextField(_("Tags"), _("Separated by spaces"), role=Role.CODE_EDITOR)
        self.notice = Notice()
        self.save = Button(_("Save"), Kind.PRIMARY, keys=first_key("editor.save"))
        self.cancel = Button(_("Cancel"), keys="Esc")
        self.save.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.cancel_pressed)
        self._texts = QVBoxLayout()
        self._build()
        self._lay_out(BUILT_IN_FIELDS)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(_("Edit card"), Role.HEADING))
        head.addStretch(1)
        head.addWidget(self._kind)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING + SHEET_MARGINS)
        column.setSpacing(4)
        column.addLayout(head)
        self._texts.setSpacing(4)
        column.addLayout(self._texts)
        column.addSpacing(8)
        column.addWidget(Label(_("Tags"), Role.LABEL))
        column.addWidget(self.tags)
        column.addSpacing(12)
        column.addWidget(self.notice)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(
            Label(_("Markdown. Code goes between lines of three backticks."), Role.CAPTION, "text3")
        )
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        column.addSpacing(4)
        column.addLayout(row)

    def _lay_out(self, shape: tuple[EditField, ...]) -> None:
        """Makes an area for each text, if they are not the ones that are there."""
        if shape == self._shape:
            return
        for old in (*self._labels, *self.fields.values()):
            self._texts.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shape = shape
        self._labels = [Label(field.title, Role.LABEL) for field in shape]
        self.fields = {
            field.name: GrowingArea(field.title, field.fewest, field.most) for field in shape
        }
        for label, area in zip(self._labels, self.fields.values(), strict=True):
            label.setContentsMargins(0, _ABOVE_LABEL, 0, 0)
            self._texts.addWidget(label)
            self._texts.addWidget(area)
        for before, after in pairwise((*self.fields.values(), self.tags)):
            QWidget.setTabOrder(before, after)

    def set_edit(self, edit: NoteEdit) -> None:
        """Takes a note to edit."""
        self._edit = edit
        text, icon = KINDS[edit.kind]
        self._kind.set_tag(edit.note_type.name[:_LONGEST_NAME] if edit.note_type else text, icon)
        self._lay_out(edit_fields(edit))
        texts = (*edit.fields.texts, *[""] * len(self.fields))
        for (name, area), text in zip(self.fields.items(), texts, strict=False):
            area.setPlainText(text)
            self._came[name] = text
            self._shown[name] = area.toPlainText()
            area.set_error(False)
        self.tags.setText(" ".join(edit.tags))
        self.notice.hide()
        self.save.setEnabled(True)

    def current(self) -> NoteEdit | None:
        """The note as it stands in the fields."""
        if self._edit is None:
            return None
        texts = [self._text(name) for name in self.fields]
        tags = parse_tags(self.tags.text())
        same = set(tags) == set(self._edit.tags)
        return NoteEdit(
            self._edit.note_id,
            self._edit.kind,
            edited_fields(self._edit.fields, texts),
            self._edit.tags if same else tags,
            self._edit.note_type,
        )

    def _text(self, name: str) -> str:
        """A field's text; where it reads as it came, exactly as it came, whatever its line ends."""
        text = self.fields[name].toPlainText()
        return self._came[name] if text == self._shown[name] else text

    def is_dirty(self) -> bool:
        """Whether saving would change anything."""
        return self._edit is not None and self.current() != self._edit

    @property
    def is_saving(self) -> bool:
        """Whether the note was sent to be saved and nothing was heard of it yet."""
        return self._edit is not None and not self.save.isEnabled()

    @property
    def is_unsaved(self) -> bool:
        """Whether closing would lose something that nobody was asked to save."""
        return self.is_dirty() and not self.is_saving

    def close_edit(self) -> None:
        """Forgets the note."""
        self._edit = None

    def submit(self) -> None:
        """Asks to save, or says what stands in the way; an unchanged note is only closed."""
        edit = self.current()
        if edit is None or not self.save.isEnabled():
            return
        if not self.is_dirty():
            self.cancel_pressed.emit()
            return
        problem = edit_problem(edit)
        for name, area in self.fields.items():
            area.set_error(problem is not None and problem[0] == name)
        if problem is not None:
            self.notice.show_notice(Tone.ERROR, problem[1])
            self.fields[problem[0]].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.notice.hide()
        self.save.setEnabled(False)
        self.save_pressed.emit(edit)

    def show_error(self, title: str, text: str) -> None:
        """It could not be saved; everything typed is still here."""
        self.save.setEnabled(True)
        self.notice.show_notice(Tone.ERROR, title, text)

    def begin(self) -> None:
        """Gives the focus to the question."""
        self.fields["question"].setFocus(Qt.FocusReason.OtherFocusReason)
