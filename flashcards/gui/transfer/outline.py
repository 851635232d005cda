"""A roadmap before it is imported: stages and topics that can be renamed, moved, merged, split.

``RoadmapOutline`` shows a roadmap as its edits leave it and emits ``edited`` with all edits when
one is made. Edits are applied here at once, so that a key held down moves on; what the card bank
has for the topics follows with the next preview.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from flashcards.domain.wording import count_text
from flashcards.errors import InvalidValueError
from flashcards.gui.actions import add_action
from flashcards.gui.commands import first_key
from flashcards.gui.theme import Role
from flashcards.gui.transfer.outline_list import COUNT, IS_STAGE, OutlineList
from flashcards.gui.transfer.tables import RoundedFrame
from flashcards.gui.widgets.buttons import Button, IconButton, Kind, Size
from flashcards.gui.widgets.dialog import Dialog
from flashcards.gui.widgets.field import TextArea
from flashcards.gui.widgets.label import Label
from flashcards.language import _
from flashcards.services.importing.roadmap_edits import (
    DropStage,
    DropTopic,
    MergeStages,
    MergeTopics,
    MoveStage,
    MoveTopic,
    RenameStage,
    RenameTopic,
    RoadmapEdit,
    SplitStage,
    SplitTopic,
    apply_edits,
)

if TYPE_CHECKING:
    from flashcards.formats.rows import RoadmapRows, StageRow
    from flashcards.services.importing.service import Preview

_Index = QModelIndex | QPersistentModelIndex
_Place = tuple[int, int | None]
_SEPARATORS = re.compile(r"\s*(?:[,;/&+]|\s(?:and|or|und|et|y|e)\s)\s*")
_NO_CARDS = _("No cards yet")


class OutlineModel(QAbstractListModel):
    """A row a stage, and one a topic below it."""

    renamed = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._stages: Sequence[StageRow] = ()
        self._places: list[_Place] = []
        self._cards: Mapping[str, int] = {}
        self._matches: Mapping[str, str | None] = {}

    def show_stages(self, stages: Sequence[StageRow]) -> None:
        """Show other stages."""
        self.beginResetModel()
        self._stages = stages
        self._places = [
            (number, topic)
            for number, stage in enumerate(stages)
            for topic in (None, *range(len(stage.topics)))
        ]
        self.endResetModel()

    def retitle(self, stages: Sequence[StageRow]) -> None:
        """Show the same stages with other titles; an editor in the list stays open."""
        self._stages = stages
        self.dataChanged.emit(self.index(0), self.index(len(self._places) - 1))

    def show_matches(self, cards: Mapping[str, int], matches: Mapping[str, str | None]) -> None:
        """What the library has: cards by the title of a stage, a topic by that of a topic."""
        self._cards, self._matches = cards, matches
        if self._places:
            self.dataChanged.emit(self.index(0), self.index(len(self._places) - 1))

    def place(self, index: _Index) -> _Place | None:
        """The stage and topic of a row."""
        return self._places[index.row()] if index.isValid() else None

    def index_of(self, place: _Place) -> QModelIndex:
        """The row of a stage or topic, invalid where there is none."""
        if place not in self._places:
            return QModelIndex()
        return self.index(self._places.index(place))

    def title(self, place: _Place) -> str:
        """What a stage or topic is called."""
        stage, topic = self._stages[place[0]], place[1]
        return stage.title if topic is None else stage.topics[topic].title

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._places)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        place = self.place(index)
        if place is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return self.title(place)
        if role == COUNT:
            return self._count(place)
        if role == IS_STAGE:
            return place[1] is None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            what = _("Stage {n}").format(n=place[0] + 1) if place[1] is None else _("Topic")
            return f"{what}: {self.title(place)}. {self._count(place)}"
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        place = self.place(index)
        title = " ".join(str(value).split())
        if place is None or role != Qt.ItemDataRole.EditRole:
            return False
        if not title or title == self.title(place):
            return False
        self.renamed.emit(place, title)
        return True

    def _count(self, place: _Place) -> str:
        title = self.title(place)
        if place[1] is None:
            topics = count_text(len(self._stages[place[0]].topics), "topic")
            cards = self._cards.get(title)
            return topics if cards is None else f"{topics}, {count_text(cards, 'card')}"
        if title not in self._matches:
            return ""
        match = self._matches[title]
        if match is None:
            return _NO_CARDS
        return "" if match.casefold() == title.casefold() else match


class RoadmapOutline(QWidget):
    """The outline with its buttons; each has a key too."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._original: RoadmapRows | None = None
        self._edits: tuple[RoadmapEdit, ...] = ()
        self._rows: RoadmapRows | None = None
        self.model = OutlineModel()
        self.list = OutlineList(self.model)
        self._topics = Label("", Role.CAPTION, "text2", tabular=True)
        self.rename = self._button(_("Rename"), "outline.rename", self._rename)
        self.up = self._icon("arrow-up", _("Move up"), "outline.move_up", lambda: self._move(-1))
        self.down = self._icon(
            "arrow-down", _("Move down"), "outline.move_down", lambda: self._move(1)
        )
        self.merge = self._button(_("Merge up"), "outline.merge", self._merge)
        self.split = self._button(_("New stage here"), "outline.split", self._split_stage)
        self.split_topic = Button(_("Split topic…"), size=Size.SMALL)
        self.split_topic.clicked.connect(self._ask_split)
        self.drop = self._button(_("Leave out"), "outline.drop", self._drop)
        self.take_back = IconButton("undo-2", _("Take the last edit back"), size=Size.SMALL)
        self.take_back.clicked.connect(self._take_back)
        self.model.renamed.connect(self._renamed)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_buttons())
        self._lay_out()

    @property
    def stages(self) -> Sequence[StageRow]:
        """The stages as they are now."""
        return () if self._rows is None else self._rows.stages

    def show_roadmap(
        self, original: RoadmapRows, edits: tuple[RoadmapEdit, ...], preview: Preview
    ) -> None:
        """Show a roadmap with these edits; what is chosen stays."""
        if original is not self._original or edits != self._edits:
            self._original, self._edits = original, edits
            self._rows = apply_edits(original, edits)
            place = self.model.place(self.list.currentIndex()) or (0, None)
            self.model.show_stages(self._rows.stages)
            self._choose(place)
        roadmap = preview.report.roadmap
        plan = preview.plan.roadmaps[0]
        cards = {stage.title: stage.cards for stage in roadmap.stages} if roadmap else {}
        topics = [topic for stage in plan.stages for topic in stage.topics]
        matched = sum(topic.match is not None for topic in topics)
        self._topics.setText(
            _("Topics with cards: {matched} of {n}").format(matched=matched, n=len(topics))
        )
        self.model.show_matches(
            cards,
            {t.row.title: t.match.topic.title if t.match is not None else None for t in topics},
        )
        self._show_buttons()

    def _add(self, edit: RoadmapEdit, following: _Place) -> None:
        """Make an edit and go on from there."""
        assert self._original is not None
        try:
            rows = apply_edits(self._original, (*self._edits, edit))
        except InvalidValueError:
            return
        self._rows, self._edits = rows, (*self._edits, edit)
        if isinstance(edit, RenameStage | RenameTopic):
            self.model.retitle(rows.stages)
        else:
            self.model.show_stages(rows.stages)
            self._choose(following)
        self._show_buttons()
        self.edited.emit(self._edits)

    def _take_back(self) -> None:
        if not self._edits or self._original is None:
            return
        place = self._place() or (0, None)
        self._edits = self._edits[:-1]
        self._rows = apply_edits(self._original, self._edits)
        self.model.show_stages(self._rows.stages)
        self._choose(place)
        self._show_buttons()
        self.edited.emit(self._edits)

    def _choose(self, place: _Place) -> None:
        index = self.model.index_of(place)
        if not index.isValid() and place[1] is not None:
            index = self.model.index_of((place[0], max(0, place[1] - 1)))
        if not index.isValid():
            stages = len(self.stages)
            index = self.model.index_of((max(0, min(place[0], stages - 1)), None))
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def _place(self) -> _Place | None:
        return self.model.place(self.list.currentIndex())

    def _rename(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self.list.setFocus()
            self.list.edit(index)

    def _renamed(self, place: _Place, title: str) -> None:
        stage, topic = place
        if topic is None:
            self._add(RenameStage(stage, title), place)
        else:
            self._add(RenameTopic(stage, topic, title), place)

    def _move(self, step: int) -> None:
        place = self._place()
        if place is None:
            return
        stage, topic = place
        if topic is None:
            to = stage + step
            if 0 <= to < len(self.stages):
                self._add(MoveStage(stage, to), (to, None))
            return
        to_stage, to = stage, topic + step
        if to < 0 and stage > 0:
            to_stage, to = stage - 1, len(self.stages[stage - 1].topics)
        elif to >= len(self.stages[stage].topics) and stage + 1 < len(self.stages):
            to_stage, to = stage + 1, 0
        elif not 0 <= to < len(self.stages[stage].topics):
            return
        self._add(MoveTopic(stage, topic, to_stage, to), (to_stage, to))

    def _merge(self) -> None:
        place = self._place()
        if place is None:
            return
        stage, topic = place
        if topic is None and stage > 0:
            self._add(MergeStages(stage, stage - 1), (stage - 1, None))
        elif topic:
            self._add(MergeTopics(stage, topic, topic - 1), (stage, topic - 1))

    def _split_stage(self) -> None:
        place = self._place()
        if place is not None and place[1]:
            title = self.model.title(place)
            self._add(SplitStage(place[0], place[1], title), (place[0] + 1, None))
            self._rename()

    def _ask_split(self) -> None:
        place = self._place()
        if place is None or place[1] is None:
            return
        title = self.model.title(place)
        dialog = Dialog(self.window(), _("Split topic"))
        dialog.add_text(_("A topic a line."))
        area = TextArea(_("Topics"))
        area.setPlainText("\n".join(part for part in _SEPARATORS.split(title) if part))
        area.setMinimumHeight(120)
        dialog.content.addWidget(area)

        def split() -> None:
            titles = tuple(line for line in area.toPlainText().split("\n") if line.strip())
            dialog.accept()
            if titles and place[1] is not None:
                self._add(SplitTopic(place[0], place[1], titles), place)

        dialog.add_button(_("Cancel"))
        dialog.add_button(_("Split"), split, Kind.PRIMARY)
        dialog.open()
        area.setFocus()

    def _drop(self) -> None:
        place = self._place()
        if place is None:
            return
        stage, topic = place
        if topic is None:
            self._add(DropStage(stage), (stage, None))
        else:
            self._add(DropTopic(stage, topic), place)

    def _show_buttons(self) -> None:
        place = self._place()
        stage, topic = place if place is not None else (0, None)
        is_topic = topic is not None
        self.rename.setEnabled(place is not None)
        first = place is None or (stage == 0 and not topic)
        last = place is None or place == self._last_place()
        self.up.setEnabled(not first)
        self.down.setEnabled(not last)
        self.merge.setEnabled(place is not None and (bool(topic) if is_topic else stage > 0))
        self.split.setEnabled(bool(topic))
        self.split_topic.setEnabled(is_topic)
        self.drop.setEnabled(place is not None and (is_topic or len(self.stages) > 1))
        self.take_back.setEnabled(bool(self._edits))

    def _last_place(self) -> _Place:
        """Where nothing moves down any more: the last topic, or the last stage."""
        place = self._place()
        last = len(self.stages) - 1
        if place is None or place[1] is None:
            return last, None
        return last, len(self.stages[last].topics) - 1 if self.stages else None

    def _button(self, text: str, command: str, act) -> Button:
        button = Button(text, size=Size.SMALL)
        button.setToolTip(first_key(command))
        self._bind(button, command, act)
        return button

    def _icon(self, icon: str, name: str, command: str, act) -> IconButton:
        button = IconButton(icon, name, keys=first_key(command), size=Size.SMALL)
        self._bind(button, command, act)
        return button

    def _bind(self, button: Button, command: str, act) -> None:
        def commit_and_act() -> None:
            if self.list.state() is QAbstractItemView.State.EditingState:
                self.list.setFocus()  # the title that is being written counts
            act()

        button.clicked.connect(lambda _on=False: commit_and_act())
        action = add_action(self, command, commit_and_act)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(_("Stages and topics"), Role.LABEL))
        head.addStretch(1)
        head.addWidget(self._topics)
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in (self.rename, self.up, self.down, self.merge, self.split):
            row.addWidget(button)
        for button in (self.split_topic, self.drop):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.take_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(row)
        column.addWidget(RoundedFrame(self.list), 1)
