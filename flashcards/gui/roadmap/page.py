"""The Roadmap page: the road as a map or a list, and the panel of one stage."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from flashcards.gui.actions import add_action
from flashcards.gui.roadmap import texts
from flashcards.gui.roadmap.listing import StageList
from flashcards.gui.roadmap.map import RoadMap
from flashcards.gui.roadmap.panel import StagePanel
from flashcards.gui.roadmap.stop import Stop
from flashcards.gui.theme import SIZE, Role
from flashcards.gui.widgets.buttons import Button
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.select import Select
from flashcards.language import _
from flashcards.services.roads.view import Road, StageStand
from flashcards.services.studying.today_view import StationState

_NARROW = 880  # below it the panel lies over the road, and the list takes the map's place
_TERMINUS = 0


class RoadmapPage(QWidget):
    """Shows a ``Road``; ``stage_chosen`` follows the panel, None when it closes."""

    roadmap_chosen = Signal(object)
    plan_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._road: Road | None = None
        self._chosen: int | None = None
        self._unasked = False  # the panel was opened by the page itself
        self._listed = False
        self._title = Label(_("Roadmap"), Role.TITLE)
        self._subtitle = Label("", Role.BODY, "text2", tabular=True)
        self._roadmaps = Select(_("Roadmap"))
        self._toggle = Button(_("List"), icon="list")
        self._map = RoadMap()
        self._list = StageList()
        self.panel = StagePanel(self)
        self._lay_out()
        self._connect()

    @property
    def chosen(self) -> StageStand | None:
        """The stage whose panel is open."""
        if self._road is None:
            return None
        return next((s for s in self._road.stages if s.id == self._chosen), None)

    @property
    def listed(self) -> bool:
        """Whether the road is shown as a list."""
        return self._views.currentIndex() == 1

    def show_road(self, road: Road, terminus: str = texts.NO_DATE) -> None:
        """Show the road as it stands; the panel stays on its stage."""
        first = self._road is None
        self._road = road
        self._subtitle.setText(texts.subtitle(road))
        self._title.setText(_("Roadmap") if len(road.roadmaps) < 2 else road.title)
        self._roadmaps.setVisible(len(road.roadmaps) > 1)
        options = [(str(each.id), each.title) for each in road.roadmaps]
        active = next((str(each.id) for each in road.roadmaps if each.active), "")
        self._roadmaps.set_options(options, active)
        self._map.show_stops([*self._stops(road), _terminus(terminus)])
        self._list.show_stages(road.stages, self._chosen)
        if first and road.stages and self.width() >= _NARROW:
            self._chosen = _present(road).id
            self._unasked = True
        self._show_chosen()

    def choose(self, stage_id: int | None) -> None:
        """Open the panel of a stage, or close it."""
        if stage_id == _TERMINUS:
            self.plan_requested.emit()
            return
        self._chosen, self._unasked = stage_id, False
        self._show_chosen()

    def focus_road(self) -> None:
        """Let the arrow keys walk on from the stage that is shown, without a ring yet."""
        if self.listed:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._map.focus_chosen()

    def go_back(self) -> bool:
        """Close the panel; False where there is none."""
        if self.panel.isHidden():
            return False
        self.choose(None)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _stops(self, road: Road) -> list[Stop]:
        locked = [stage for stage in road.stages if stage.locked and not stage.today.optional]
        following = locked[0].id if locked else None
        return [
            Stop(
                id=stage.id,
                number=str(stage.today.number),
                name=stage.today.title,
                note=texts.note(stage, next_to_open=stage.id == following),
                state=stage.today.state,
                share=stage.today.mastery,
                spoken=texts.spoken(stage),
                why=texts.next_reason(stage) if stage.locked else "",
            )
            for stage in road.stages
        ]

    def _show_chosen(self) -> None:
        stage = self.chosen
        self._map.set_chosen(self._chosen)
        self._list.set_chosen(self._chosen)
        if stage is not None and self._road is not None:
            locked = [s for s in self._road.stages if s.locked and not s.today.optional]
            self.panel.show_stage(stage, locked[0] if locked else None)
        self._arrange()

    def _toggle_list(self) -> None:
        self._listed = not self._listed
        self._arrange()

    def _connect(self) -> None:
        self._map.chosen.connect(self.choose)
        self._list.chosen.connect(self.choose)
        self._toggle.clicked.connect(self._toggle_list)
        self._roadmaps.chosen.connect(lambda value: self.roadmap_chosen.emit(int(value)))
        self.panel.closed.connect(lambda: self.choose(None))
        add_action(self, "roadmap.study", self.panel.press_primary)
        add_action(self, "roadmap.place_out", self.panel.press_second)
        add_action(self, "roadmap.list", self._toggle_list)

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._title)
        names.addWidget(self._subtitle)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(names, 1)
        row.addWidget(self._roadmaps, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignBottom)
        self._scrolled = QScrollArea()
        self._scrolled.setFrameShape(QFrame.Shape.NoFrame)
        self._scrolled.setWidgetResizable(True)
        self._scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scrolled.setWidget(self._map)
        self._listing = QWidget()
        self._listed_column = QVBoxLayout(self._listing)
        self._listed_column.addWidget(self._list)
        self._listed_column.addStretch(1)
        self._views = QStackedWidget()
        self._views.addWidget(self._scrolled)
        self._views.addWidget(self._listing)
        self._header = row
        self._column = QVBoxLayout(self)
        self._column.setSpacing(28)
        self._column.addLayout(row)
        self._column.addWidget(self._views, 1)

    def _arrange(self) -> None:
        narrow = self.width() < _NARROW
        self.panel.setVisible(self.chosen is not None and not (narrow and self._unasked))
        self._views.setCurrentIndex(1 if self._listed or narrow else 0)
        self._toggle.setVisible(not narrow)
        self._toggle.set_label(_("Map") if self._listed else _("List"))
        self._toggle.set_icon("map" if self._listed else "list")
        side = 24 if narrow else 48
        drawn_over = narrow or (self.listed and self.chosen is None)
        self._column.setContentsMargins(
            0, 24 if narrow else 32, 0 if drawn_over else SIZE["aside"], 0
        )
        end = 24 if narrow else 20
        self._header.setContentsMargins(side, 0, end, 0)
        self._listed_column.setContentsMargins(side, 0, end, 24)
        self._map.set_room(self._views.height())
        width = min(SIZE["aside"], self.width())
        self.panel.setGeometry(self.width() - width, 0, width, self.height())
        self.panel.raise_()


def _present(road: Road) -> StageStand:
    """The stage that the learner is on: the last open one that is not mastered."""
    going = [stage for stage in road.stages if stage.today.state is StationState.OPEN]
    with_cards = [stage for stage in going if stage.today.due + stage.today.new]
    return (with_cards or going or list(road.stages))[0]


def _terminus(note: str) -> Stop:
    spoken = _("Interview, {note}").format(note=note)
    return Stop(_TERMINUS, "", _("Interview"), note, StationState.OPEN, 0.0, spoken)
