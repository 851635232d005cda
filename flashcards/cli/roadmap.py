"""``flashcards roadmap``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.cli.call import Call
from flashcards.cli.screen import Screen
from flashcards.domain.wording import count_text, mastery_text
from flashcards.errors import UsageError

if TYPE_CHECKING:
    from flashcards.services.roads.roadmaps import RoadmapView, StageLine

_OPEN = "open"
_CELLS = 10


def roadmap(call: Call) -> int:
    """Show a roadmap, or open one of its stages."""
    words: list[str] = call.options.words
    if words[:1] == [_OPEN]:
        return _open_stage(call, " ".join(words[1:]))
    with call.reading() as app:
        view = app.roadmaps.view(" ".join(words) or None)
    _answer(call, view)
    return 0


def _open_stage(call: Call, stage: str) -> int:
    if not stage:
        raise UsageError("name the stage to open, by number or name: `flashcards roadmap open 3`.")
    with call.writing() as app:
        app.roadmaps.open_stage(stage)
        view = app.roadmaps.view()
    _answer(call, view)
    return 0


def _answer(call: Call, view: RoadmapView) -> None:
    if call.screen.as_json:
        call.screen.document(
            {
                "title": view.title,
                "stages": [_stage_document(stage) for stage in view.stages],
                "choices": list(view.choices),
                "order": list(view.order),
                "tips": list(view.tips),
            }
        )
    else:
        _show(call.screen, view)


def _stage_document(stage: StageLine) -> dict[str, object]:
    return {
        "number": stage.number,
        "title": stage.title,
        "goal": stage.goal,
        "note": stage.note,
        "optional": stage.optional,
        "unlocked": stage.unlocked,
        "reason": stage.reason,
        "cards": stage.cards,
        "seen": stage.seen,
        "mastery": round(stage.mastery, 4),
        "topics": [
            {"title": topic.title, "cards": topic.cards, "mastery": round(topic.mastery, 4)}
            for topic in stage.topics
        ],
    }


def _show(screen: Screen, view: RoadmapView) -> None:
    screen.line(screen.styled(view.title, "bold"))
    rows = []
    for stage in view.stages:
        full = round(stage.mastery * _CELLS)
        bar = "█" * full + "░" * (_CELLS - full)
        rows.append(
            (
                str(stage.number),
                stage.title + (" (optional)" if stage.optional else ""),
                screen.styled(bar, "green"),
                mastery_text(stage.mastery),
                f"{stage.seen} of {count_text(stage.cards, 'card')}",
                screen.styled("open", "green") if stage.unlocked else stage.reason,
            )
        )
    screen.table(rows, right={0, 3, 4}, indent="  ")


COMMANDS = {"roadmap": roadmap}
