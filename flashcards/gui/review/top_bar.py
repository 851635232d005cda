"""The bar above a card: where it belongs, how much is left, undo, edit and the rest."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from flashcards.gui import icons
from flashcards.gui.commands import first_key
from flashcards.gui.review.wording import left_text, place_texts
from flashcards.gui.theme import ICON, SIZE, Role, theme
from flashcards.gui.widgets.buttons import Button, IconButton, Kind, Size
from flashcards.gui.widgets.keycap import key_names
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.ring import StageMark
from flashcards.language import _, within
from flashcards.services.card_view import CardView, SessionProgress

_WIDE = 980


class TopBar(QWidget):
    """Signals say what was pressed; under 980 pixels words give way to icons."""

    close_pressed = Signal()
    undo_pressed = Signal()
    edit_pressed = Signal()
    menu_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress = SessionProgress(0, 0, 0.0)
        self._wide = True
        self._undoable = False
        self.close_button = IconButton("x", _("Close"), keys="Esc", size=Size.SMALL)
        self.mark = StageMark()
        self.stage = Label(role=Role.SMALL, color="text2", weight=500, elide=True)
        self.topic = Label(role=Role.LABEL, elide=True)
        for label in (self.stage, self.topic):
            label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.left = Label(role=Role.SMALL, color="text2", weight=500, tabular=True)
        self.undo = _bar_button(_("Undo"), "undo-2", first_key("edit.undo"))
        self.edit = _bar_button(_("Edit"), "pencil", first_key("card.edit"))
        self.more = IconButton("ellipsis", _("More"), size=Size.SMALL)
        self._chevron = _Chevron()
        self._build()
        self.close_button.clicked.connect(self.close_pressed)
        self.undo.clicked.connect(self.undo_pressed)
        self.edit.clicked.connect(self.edit_pressed)
        self.more.clicked.connect(self.menu_pressed)
        self.set_undo(None)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(21, 0, 21, 0)
        row.setSpacing(0)
        row.addWidget(self.close_button)
        row.addSpacing(11)
        row.addWidget(self.mark)
        row.addSpacing(8)
        for widget in (self.stage, self._chevron, self.topic):
            row.addWidget(widget)
        row.addStretch(1)
        row.addSpacing(16)
        row.addWidget(self.left)
        row.addSpacing(20)
        row.addWidget(self.undo)
        row.addSpacing(12)
        row.addWidget(self.edit)
        row.addSpacing(12)
        row.addWidget(self.more)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().grow(SIZE["reviewTopBar"]))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def show_view(self, view: CardView) -> None:
        """Says where a card belongs."""
        stage, topic = place_texts(view)
        self.mark.set_number(view.stage_number)
        self.stage.setText(stage)
        self.topic.setText(topic)
        self.stage.setVisible(bool(stage))
        self.topic.setVisible(bool(topic))
        self._chevron.setVisible(bool(stage and topic))

    def set_progress(self, progress: SessionProgress) -> None:
        """Says how much is left."""
        self._progress = progress
        self.left.setText(left_text(progress, short=not self._wide))
        self.left.setToolTip("" if self._wide else left_text(progress))

    def set_undo(self, label: str | None) -> None:
        """Names what undo takes back; None when there is nothing."""
        self._undoable = label is not None
        self.undo.setEnabled(self._undoable)
        name = _("Undo {what}").format(what=within(label)) if label else _("Undo")
        self.undo.setAccessibleName(name)
        keys = " ".join(key_names(first_key("edit.undo")))
        self.undo.setToolTip(f"{name}  {keys}")

    def hold_undo(self, held: bool) -> None:
        """Lets nothing be undone for now."""
        self.undo.setEnabled(self._undoable and not held)

    def set_card_controls(self, shown: bool) -> None:
        """Shows or hides what belongs to a card: its place and Edit."""
        for widget in (self.edit, self.more, self.left):
            widget.setVisible(shown)
        if not shown:
            for widget in (self.mark, self.stage, self._chevron, self.topic):
                widget.hide()

    def set_wide(self, wide: bool) -> None:
        """With words, or with icons alone."""
        if wide == self._wide:
            return
        self._wide = wide
        self.undo.set_words(wide)
        self.edit.set_words(wide)
        self.set_progress(self._progress)

    @staticmethod
    def is_wide(width: int) -> bool:
        """Whether there is room for words."""
        return width >= _WIDE


class _BarButton(Button):
    """A small ghost button that can do without its words."""

    def __init__(self, text: str, icon: str, keys: str) -> None:
        super().__init__(text, Kind.GHOST, size=Size.SMALL, icon=icon, keys=keys)
        self._words = text
        self._shortcut = keys
        self.setToolTip(f"{text}  {' '.join(key_names(keys))}")

    def set_words(self, shown: bool) -> None:
        name = self.accessibleName()
        self.set_label(self._words if shown else "")
        self.set_keys(self._shortcut if shown else "")
        self.setAccessibleName(name)


def _bar_button(text: str, icon: str, keys: str) -> _BarButton:
    return _BarButton(text, icon, keys)


class _Chevron(QWidget):
    """Between stage and topic."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(30, theme().line(Role.SMALL))

    def paintEvent(self, event: QPaintEvent) -> None:
        size = ICON["inline"]
        where = QRectF(self.rect())
        where.setLeft((self.width() - size) / 2)
        where.setWidth(size)
        icons.paint(QPainter(self), "chevron-right", where, theme().colors.text3)
