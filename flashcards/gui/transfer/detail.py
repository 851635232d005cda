"""The file that is looked at: how it was understood, what is to be decided, what it would bring."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from flashcards.domain.wording import count_text
from flashcards.gui.theme import Role, theme
from flashcards.gui.transfer import report_texts, texts
from flashcards.gui.transfer.conflicts import ConflictChoice
from flashcards.gui.transfer.duplicates import DuplicateChoice
from flashcards.gui.transfer.entry import FileEntry, FileState
from flashcards.gui.transfer.outline import RoadmapOutline
from flashcards.gui.transfer.rows_model import PreviewModel, WarningsModel
from flashcards.gui.transfer.table_look import Detected, FieldMapping
from flashcards.gui.transfer.tables import LONG, PreviewTable, RoundedFrame, WarningsTable
from flashcards.gui.widgets.card import Card
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.notice import Notice, Tone
from flashcards.language import _
from flashcards.services.importing.options import Duplicates, ImportOptions

_SIDE = 22
_ASIDE = 272


class FileDetail(Card):
    """Shows a ``FileEntry``; what is decided comes out as whole ``ImportOptions``."""

    options_changed = Signal(object)
    again_requested = Signal()
    undo_requested = Signal()
    discard_requested = Signal()
    run_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key: int | None = None
        self._options = ImportOptions()
        self.setAccessibleName(_("File"))
        self.detected = Detected()
        self.notice = Notice()
        self.fields = FieldMapping()
        self.brings = _Brings()
        self.duplicates = DuplicateChoice()
        self.conflicts = ConflictChoice()
        self.outline = RoadmapOutline()
        self.warnings = WarningsModel()
        self.rows = PreviewModel()
        self._warnings_title = Label("", Role.LABEL)
        self._topics = Label("", Role.CAPTION, "text2", tabular=True)
        self._updating = Label("", Role.CAPTION, "text3")
        self.warnings_table = WarningsTable(self.warnings)
        self.table = PreviewTable(self.rows)
        self._lay_out()
        self.detected.changed.connect(lambda choice: self._decide(table=choice))
        self.fields.changed.connect(self._map)
        self.duplicates.chosen.connect(lambda choice: self._decide(duplicates=choice))
        self.conflicts.chosen.connect(lambda choices: self._decide(choices=choices))
        self.outline.edited.connect(lambda edits: self._decide(edits=edits))

    @property
    def is_long(self) -> bool:
        """Whether it takes all the room that there is."""
        return not self._outline_part.isHidden() or (
            not self._preview_part.isHidden() and self.rows.rowCount() > LONG
        )

    def show_entry(self, entry: FileEntry) -> None:
        """Show a file as it is now."""
        if entry.key != self._key:
            self._key = entry.key
            self.conflicts.clear()
            self.detected.change.setChecked(False)
        self._options = entry.options
        self._show_notice(entry)
        preview = entry.preview
        shown = preview is not None and entry.state is not FileState.IMPORTED
        self.detected.setVisible(shown)
        for part in (self._top, self._outline_part, self._preview_part):
            part.setVisible(shown)
        self._show_warnings(entry)
        if shown:
            self._show_preview(entry)
        self.notice_part.setVisible(not self.notice.isHidden())
        self._gap.setVisible(not shown)
        self._conflicts_part.setVisible(shown and self.conflicts.count > 0)
        for widget in (self.detected, self._top, self.conflicts, self._outline_part):
            widget.setEnabled(entry.state is FileState.READY)

    def set_compact(self, compact: bool) -> None:
        """Columns stack where the page is narrow."""
        across = QBoxLayout.Direction.LeftToRight
        self._top_row.setDirection(QBoxLayout.Direction.TopToBottom if compact else across)
        self._top_row.setSpacing(20 if compact else 0)
        self._aside.set_divided(not compact)
        self._left.setContentsMargins(0, 17, 0 if compact or self._aside.isHidden() else _SIDE, 0)
        self.detected.set_compact(compact)

    def _show_preview(self, entry: FileEntry) -> None:
        preview = entry.preview
        assert preview is not None
        survey, report = preview.table, preview.report
        self.detected.show_words(texts.detected(preview))
        self.detected.show_table(survey, entry.options.table)
        is_roadmap = entry.original is not None
        self.fields.setVisible(survey is not None)
        self.brings.setVisible(survey is None)
        if survey is not None:
            self.fields.show_columns(survey, entry.options.table.mapping or survey.mapping)
        else:
            self.brings.show_words(*report_texts.brought(preview))
        self._aside.setVisible(not is_roadmap and bool(preview.rows))
        known = entry.options.duplicates is not None
        known = known or preview.duplicates_become is not Duplicates.BOTH
        found = preview.duplicates if known else None
        self.duplicates.show_choice(preview.duplicates_become, found)
        self.conflicts.show_conflicts(entry.conflicts, entry.options.choices)
        self._outline_part.setVisible(is_roadmap)
        self._preview_part.setVisible(not is_roadmap and bool(preview.rows))
        if entry.original is not None:
            self.outline.show_roadmap(entry.original, entry.options.edits, preview)
        self._topics.setText(texts.topics_text(preview))
        self._updating.setText("" if entry.fresh or entry.problem else _("Updating…"))
        if self.rows.rows is not preview.rows:
            by_deck = len(report.decks) > 1
            self.rows.show_rows(
                preview.rows,
                table=survey is not None,
                by_deck=by_deck,
                prompts=report.format == "prompts",
            )

    def _show_notice(self, entry: FileEntry) -> None:
        again = (texts.AGAIN, self.again_requested.emit)
        if entry.state is FileState.FAILED:
            actions = ((_("Try again"), self.again_requested.emit),)
            title = _("{name} can’t be imported").format(name=entry.name)
            self.notice.show_notice(Tone.ERROR, title, entry.problem, actions)
        elif entry.problem:
            self.notice.show_notice(Tone.ERROR, _("This can’t be read so"), entry.problem)
        elif entry.state is FileState.IMPORTED and entry.report is not None:
            if entry.note:
                self.notice.show_notice(
                    Tone.INFORMATION, entry.note, _("The library is as it was before."), (again,)
                )
                return
            report = entry.report
            undo = (texts.UNDO, self.undo_requested.emit)
            done = report.changes.operation is not None
            title, text = report_texts.import_title(report), report_texts.import_summary(report)
            self.notice.show_notice(Tone.SUCCESS, title, text, (undo,) if done else (again,))
        elif entry.state is FileState.READY and entry.note:
            self.notice.show_notice(Tone.INFORMATION, entry.note)
        elif entry.preview is None:
            self.notice.show_notice(Tone.INFORMATION, _("Reading…"))
        elif (readable := entry.preview.report.readable) is not None:
            self._show_damage(readable, brings=texts.brings(entry.preview.report))
        else:
            self.notice.hide()

    def _show_damage(self, readable: int, *, brings: bool) -> None:
        """A file that ends in damage: what can be had of it, and the choice."""
        discard = (_("Discard"), self.discard_requested.emit)
        run = (texts.import_first(readable), self.run_requested.emit)
        actions = (run, discard) if brings else (discard,)
        title, text = texts.damage(readable)
        self.notice.show_notice(Tone.WARNING, title, text, actions)

    def _show_warnings(self, entry: FileEntry) -> None:
        report = entry.report or (entry.preview.report if entry.preview is not None else None)
        found = () if report is None else report.warnings
        self._warnings_part.setVisible(bool(found))
        self._warnings_title.setText(count_text(len(found), "warning"))
        is_table = entry.preview is not None and entry.preview.table is not None
        self.warnings.show_warnings(found, _("Row") if is_table else _("Line"))

    def _map(self, mapping: object) -> None:
        self._decide(table=replace(self._options.table, mapping=mapping))

    def _decide(self, **facts: object) -> None:
        self._options = replace(self._options, **facts)
        self.options_changed.emit(self._options)

    def _lay_out(self) -> None:
        self._aside = _Aside(self.duplicates)
        self._top = QWidget()
        self._top_row = QHBoxLayout(self._top)
        self._top_row.setContentsMargins(_SIDE, 0, _SIDE, 0)
        self._top_row.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(0, 17, _SIDE, 0)
        left.addWidget(self.fields)
        left.addWidget(self.brings)
        self._top_row.addLayout(left, 1)
        self._top_row.addWidget(self._aside)
        self._left = left
        self._outline_part = _part(self.outline)
        self._conflicts_part = _part(self.conflicts)
        self._warnings_part = _part(self._warnings_title, RoundedFrame(self.warnings_table))
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Label(_("Preview"), Role.LABEL))
        head.addWidget(self._updating)
        head.addStretch(1)
        head.addWidget(self._topics)
        self._preview_part = _part(head, RoundedFrame(self.table))
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 20)
        body.setSpacing(20)
        notice = _part(self.notice)
        notice.layout().setContentsMargins(_SIDE, 20, _SIDE, 0)
        self._gap = QWidget()
        self._gap.setFixedHeight(20)
        self.notice_part = notice
        body.addWidget(self._top)
        body.addWidget(self._conflicts_part)
        body.addWidget(self._outline_part, 1)
        body.addWidget(self._preview_part, 1)
        body.addWidget(self._warnings_part)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.detected)
        column.addWidget(notice)
        column.addWidget(self._gap)
        column.addLayout(body, 1)


class _Brings(QWidget):
    """What a file brings that is no table."""

    def __init__(self) -> None:
        super().__init__()
        self._title = Label("", Role.LABEL, wrap=True)
        self._text = Label("", Role.BODY, "text2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 16, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addStretch(1)

    def show_words(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._text.setText(text)


class _Aside(QWidget):
    """The right column of the decisions, with a line at its left."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._divided = True
        self._column = QVBoxLayout(self)
        self._column.addWidget(inner)
        self.set_divided(True)
        theme().changed.connect(self._restyle)

    def set_divided(self, divided: bool) -> None:
        self._divided = divided
        self._column.setContentsMargins(_SIDE if divided else 0, 17 if divided else 0, 0, 0)
        if divided:
            self.setFixedWidth(theme().grow(_ASIDE) - _SIDE)
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
        self.update()

    def _restyle(self) -> None:
        self.set_divided(self._divided)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._divided:
            line = QRectF(0, 0, 1, self.height())
            QPainter(self).fillRect(line, theme().colors.border)


def _part(*items: QWidget | QHBoxLayout) -> QWidget:
    """A part of the page with the padding of all."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(_SIDE, 0, _SIDE, 0)
    column.setSpacing(9)
    for item in items:
        if isinstance(item, QWidget):
            column.addWidget(item, 1 if item is items[-1] else 0)
        else:
            column.addLayout(item)
    return part
