"""The Roadmap at its place in the window: reads the road, opens stages, runs placement tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedLayout

from flashcards.gui.command import Context
from flashcards.gui.place import Host, Place, PlaceId, undo_toast
from flashcards.gui.roadmap.page import RoadmapPage
from flashcards.gui.roadmap.placement import PlacementPage
from flashcards.language import _

if TYPE_CHECKING:
    from flashcards.gui.review.session import ReviewSession
    from flashcards.services.card_view import CardView
    from flashcards.services.changes import Changes
    from flashcards.services.roads.placement_view import PlacedOut, PlacementTest
    from flashcards.services.roads.view import Road, TopicStand

_ORIGIN = "roadmap"


class RoadmapPlace(Place):
    """The road, and a placement test over it."""

    contexts = (Context.ROADMAP,)

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.page = RoadmapPage()
        self.test_page = PlacementPage(host.library / "media")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.page)
        self._stack.addWidget(self.test_page)
        self._entered = False
        self._test: PlacementTest | None = None
        self._asked = 0
        self._known: list[int] = []
        panel = self.page.panel
        panel.study_requested.connect(self._study)
        panel.open_requested.connect(self._open)
        panel.place_out_requested.connect(self._place_out)
        panel.take_back_requested.connect(self._take_back)
        panel.topic_requested.connect(self._show_topic)
        self.page.roadmap_chosen.connect(self._activate)
        self.test_page.answered.connect(self._answered)
        self.test_page.closed.connect(self._close_test)

    def enter(self, argument: object) -> None:
        self._entered = True
        self.refresh()

    def refresh(self) -> None:
        self.host.tasks.run(lambda app: app.roadmaps.road(), self._show)

    def go_back(self) -> bool:
        if self._stack.currentIndex() == 1:
            self._close_test()
            return True
        return self.page.go_back()

    def _show(self, road: Road) -> None:
        self.page.show_road(road)
        if self._entered:
            self._entered = False
            self.page.focus_road()

    def _study(self, stage_id: int) -> None:
        def begin(session: ReviewSession) -> None:
            from flashcards.services.studying.day_queue import SessionFilter

            session.start(SessionFilter(frozenset({stage_id})))

        self.host.review(begin)

    def _show_topic(self, topic: TopicStand) -> None:
        self.host.go(PlaceId.BROWSE, f'topic:"{topic.title}"')

    def _open(self, stage_id: int) -> None:
        self.host.tasks.run(
            lambda app: app.roadmaps.open_stage_by_id(stage_id, _ORIGIN),
            lambda changes: self._changed(changes, _("Stage opened")),
            self.host.told,
        )

    def _take_back(self, stage_id: int) -> None:
        self.host.tasks.run(
            lambda app: app.placement.take_back(stage_id, _ORIGIN),
            lambda changes: self._changed(changes, _("Placing out taken back")),
            self.host.told,
        )

    def _activate(self, roadmap_id: int) -> None:
        self.host.tasks.run(
            lambda app: app.roadmaps.activate(roadmap_id, _ORIGIN),
            lambda changes: self._changed(changes, _("Roadmap changed")),
            self.host.told,
        )

    def _changed(self, changes: Changes, words: str) -> None:
        self.host.changed(changes)
        undo_toast(self.host, words)

    def _place_out(self, stage_id: int) -> None:
        def draw(app):
            return app.placement.draw(stage_id, seed=app.clock.now_ms())

        self.host.tasks.run(draw, self._begin, self.host.told)

    def _begin(self, test: PlacementTest) -> None:
        self._test, self._asked, self._known = test, 0, []
        self.test_page.begin(test)
        self._stack.setCurrentIndex(1)
        self.test_page.setFocus()
        self._ask()

    def _ask(self) -> None:
        test = self._test
        if test is None:
            return
        if self._asked == len(test.card_ids):
            known = tuple(self._known)
            self.host.tasks.run(
                lambda app: app.placement.finish(test, known, _ORIGIN), self._finished
            )
            return
        card_id = test.card_ids[self._asked]
        self.host.tasks.run(lambda app: app.study.card(card_id), self._show_card, self._failed)

    def _show_card(self, view: CardView) -> None:
        if self._test is not None:
            self.test_page.ask(view, self._asked + 1, len(self._test.card_ids))

    def _answered(self, known: bool) -> None:
        if self._test is None:
            return
        if known:
            self._known.append(self._test.card_ids[self._asked])
        self._asked += 1
        self._ask()

    def _finished(self, done: PlacedOut) -> None:
        test, self._test = self._test, None
        if test is not None:
            self.test_page.show_result(test, done)
            self.host.changed(done.changes)

    def _failed(self, error: Exception) -> None:
        self._close_test()
        self.host.told(error)

    def _close_test(self) -> None:
        self._test = None
        self._stack.setCurrentIndex(0)
        self.refresh()
