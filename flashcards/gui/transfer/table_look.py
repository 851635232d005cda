"""How a file was understood: what was found out about it, and for tables a way to know better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from flashcards.formats.delimited import ENCODINGS, SEPARATORS, TableSurvey, Target
from flashcards.gui import icons
from flashcards.gui.theme import ICON, Role, theme
from flashcards.gui.widgets.buttons import Button, Kind, Size
from flashcards.gui.widgets.card import Hairline
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.select import Select
from flashcards.gui.widgets.tag import Tag
from flashcards.gui.widgets.toggles import TickBox
from flashcards.language import _
from flashcards.services.importing.options import TableChoice

_ARROW_ROOM = 44
_TARGET_WIDTH = 150
_MOST_COMPACT = 2


class Detected(QWidget):
    """What was found out, as ticked words; ``changed`` follows a choice in its place."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = TableChoice()
        self._tags: list[Tag] = []
        self._words = 0
        self._compact = False
        self.change = Button(_("Change"), Kind.GHOST, size=Size.SMALL)
        self.change.setCheckable(True)
        self.encoding = Select(_("Encoding"), ENCODINGS)
        self.separator = Select(_("Separator"), [(s, name.capitalize()) for s, name in SEPARATORS])
        self.header = TickBox(_("Header row"))
        self.html = TickBox(_("Cells are HTML"))
        self._selects = QWidget()
        self._lay_out()
        self.change.toggled.connect(self._selects.setVisible)
        self.encoding.chosen.connect(lambda value: self._choose(encoding=value, mapping=None))
        self.separator.chosen.connect(
            lambda value: self._choose(separator=value, header=None, mapping=None)
        )
        self.header.clicked.connect(lambda on: self._choose(header=on, mapping=None))
        self.html.clicked.connect(lambda on: self._choose(html=on))

    def show_words(self, words: Sequence[str]) -> None:
        """What was found out, a word or two each."""
        for place, text in enumerate(words):
            if place == len(self._tags):
                self._tags.append(Tag("", "check"))
                self._row.insertWidget(place + 2, self._tags[place])
            self._tags[place].set_tag(text, "check")
        self._words = len(words)
        self._show_tags()

    def show_table(self, survey: TableSurvey | None, choice: TableChoice) -> None:
        """Offer a choice in place of what was found out; None for what is no table."""
        self._choice = choice
        self.change.setVisible(survey is not None)
        self._selects.setVisible(survey is not None and self.change.isChecked())
        if survey is None:
            return
        self.encoding.set_value(survey.encoding)
        known = dict(SEPARATORS)
        if survey.separator not in known:
            options = [*SEPARATORS, (survey.separator, survey.separator)]
            self.separator.set_options([(s, name.capitalize()) for s, name in options])
        self.separator.set_value(survey.separator)
        self.header.setChecked(survey.has_header)
        self.html.setChecked(survey.html)

    def set_compact(self, compact: bool) -> None:
        """Where the page is narrow, only the first words are shown."""
        self._compact = compact
        self._show_tags()

    def _show_tags(self) -> None:
        shown = min(self._words, _MOST_COMPACT) if self._compact else self._words
        for place, tag in enumerate(self._tags):
            tag.setVisible(place < shown)

    def _choose(self, **facts: object) -> None:
        self._choice = replace(self._choice, **facts)
        self.changed.emit(self._choice)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout()
        self._row.setContentsMargins(22, 12, 6, 12)
        self._row.setSpacing(8)
        title = Label(_("Detected"), Role.LABEL)
        self._row.addWidget(title)
        self._row.addSpacing(4)
        self._row.addStretch(1)
        self._row.addWidget(self.change)
        strut = QWidget()  # as high as the button, whether that is there or not
        strut.setFixedSize(0, self.change.sizeHint().height())
        self._row.addWidget(strut)
        grid = QGridLayout(self._selects)
        grid.setContentsMargins(22, 0, 22, 16)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for place, select in enumerate((self.encoding, self.separator)):
            grid.addWidget(Label(select.accessibleName(), Role.CAPTION, "text2"), 0, place)
            grid.addWidget(select, 1, place)
            grid.setColumnStretch(place, 1)
        ticks = QVBoxLayout()
        ticks.setSpacing(4)
        ticks.addWidget(self.header)
        ticks.addWidget(self.html)
        grid.addLayout(ticks, 0, 2, 2, 1, Qt.AlignmentFlag.AlignBottom)
        self._selects.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(self._selects)
        column.addWidget(Hairline())


class FieldMapping(QWidget):
    """Which column becomes what; ``changed`` gives a target for each column."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: list[_Field] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Label(_("Fields"), Role.LABEL))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        column.addStretch(1)

    @property
    def selects(self) -> tuple[Select, ...]:
        """What each column becomes, in their order."""
        return tuple(field.target for field in self._fields)

    def show_columns(self, survey: TableSurvey, mapping: Sequence[Target]) -> None:
        """Show the columns of a table and what they become."""
        columns = survey.columns
        while len(self._fields) > len(columns):
            field = self._fields.pop()
            field.hide()
            field.deleteLater()
        while len(self._fields) < len(columns):
            field = _Field()
            field.target.chosen.connect(lambda _value: self._tell())
            self._fields.append(field)
            self._rows.addWidget(field)
        for field, column, target in zip(self._fields, columns, mapping, strict=False):
            field.show_column(column.name, column.sample, target)

    def _tell(self) -> None:
        self.changed.emit(tuple(Target(select.value) for select in self.selects))


class _Field(QWidget):
    """A column: its name in code, what its first cell says, an arrow, and what it becomes."""

    def __init__(self) -> None:
        super().__init__()
        self._name = Label("", Role.CODE_EDITOR, weight=600, elide=True)
        self._sample = Label("", Role.CAPTION, "text2", elide=True)
        self.target = Select(_("Becomes"), [(target.value, target.value) for target in Target])
        self._restyle()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._sample)
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(0)
        row.addLayout(names, 1)
        row.addSpacing(_ARROW_ROOM)
        row.addWidget(self.target)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Hairline())
        theme().changed.connect(self._restyle)

    def show_column(self, name: str, sample: str, target: Target) -> None:
        self._name.setText(name)
        self._sample.setText(sample)
        self.target.set_value(target.value)
        self.target.setAccessibleName(_("Column {name} becomes").format(name=name))
        self.target.setAccessibleDescription(sample)

    def _restyle(self) -> None:
        self.target.setFixedWidth(theme().grow(_TARGET_WIDTH))

    def paintEvent(self, event: QPaintEvent) -> None:
        size = ICON["inline"]
        left = self.target.x() - (_ARROW_ROOM + size) / 2
        where = QRectF(left, (self.height() - 1 - size) / 2, size, size)
        icons.paint(QPainter(self), "arrow-right", where, theme().colors.text2)
