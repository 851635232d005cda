"""``flashcards practice``: the prompts, one of them, or a session in the terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flashcards.cli.call import Call
from flashcards.cli.card_text import terminal_text
from flashcards.domain.practice.prompt import Level, PromptKind
from flashcards.domain.practice.setup import LENGTHS, Order, PracticeOptions, Preset
from flashcards.domain.wording import percent_text
from flashcards.errors import UsageError
from flashcards.language import ngettext

if TYPE_CHECKING:
    from flashcards.cli.screen import Screen
    from flashcards.services.practice.today_view import PromptLine
    from flashcards.services.practice.views import PromptView

Document = dict[str, object]


def practice(call: Call) -> int:
    """Do what was asked for."""
    ways: dict[str, Callable[[Call], int]] = {"list": _list, "show": _show, "start": _start}
    return ways[call.options.way](call)


def _list(call: Call) -> int:
    options = call.options
    with call.reading() as app:
        lines = [
            line
            for line in app.practice.prompts()
            if (not options.kind or line.kind in options.kind)
            and (not options.stage or line.stage in options.stage)
            and (not options.level or line.level in options.level)
        ]
    if call.screen.as_json:
        call.screen.document([line_document(line) for line in lines])
    else:
        _tell_list(call.screen, lines)
    return 0


def _show(call: Call) -> int:
    if call.options.prompt is None:
        raise UsageError(
            "name the prompt to show: `flashcards practice show ID`; `practice list` has ids."
        )
    with call.reading() as app:
        view = app.practice.prompt(call.options.prompt)
    if call.screen.as_json:
        call.screen.document(_prompt_document(view))
    else:
        _tell_prompt(call.screen, view)
    return 0


def _start(call: Call) -> int:
    from flashcards.cli.practice_session import HOLDER, PracticeRun

    options = call.options
    if options.preset and (options.minutes or options.kind):
        raise UsageError(
            "a preset has its own minutes and kinds; leave out --minutes and --kind, or --preset."
        )
    with call.writing(HOLDER) as app:
        session = None if options.new else app.practice.open_session()
        run = PracticeRun(app, call.screen)
        if session is None:
            session = run.begin(_options(call))
        else:
            call.screen.line(f"Going on with: {session.title}.")
        return run.practise(session)


def _options(call: Call) -> PracticeOptions:
    options = call.options
    return PracticeOptions(
        minutes=options.minutes or LENGTHS[1],
        kinds=frozenset(map(PromptKind, options.kind)),
        stages=frozenset(options.stage),
        levels=frozenset(map(Level, options.level)),
        order=Order.EVEN if options.even else Order.WEAKEST,
        locked_too=options.locked,
        preset=Preset(options.preset),
        seed=options.seed,
    )


def line_document(line: PromptLine) -> Document:
    """A prompt in a list."""
    return {
        "id": line.source_id,
        "title": line.title,
        "kind": line.kind.value,
        "stage": line.stage,
        "level": None if line.level is None else line.level.value,
        "minutes": line.minutes,
        "attempts": line.attempts,
        "last_share": line.last_share,
        "due": line.due,
    }


def _prompt_document(view: PromptView) -> Document:
    return {
        **line_document(view.line),
        "prompt": view.body,
        "clarifying": [
            {"question": item.question, "answer": item.answer} for item in view.clarifying
        ],
        "rubric": [
            {"weight": point.weight, "must": point.must, "text": point.text}
            for point in view.rubric
        ],
        "follow_ups": list(view.follow_ups),
        "model_answer": view.model_answer,
        "cards": [card.source_id for card in view.cards],
    }


def _tell_list(screen: Screen, lines: list[PromptLine]) -> None:
    rows = [
        (
            line.source_id,
            "" if line.stage is None else str(line.stage),
            line.kind.value,
            "" if line.level is None else line.level.value,
            f"{line.minutes} min",
            "" if line.last_share is None else percent_text(line.last_share),
            line.title + (" (due)" if line.due else ""),
        )
        for line in lines
    ]
    header = ("id", "stage", "kind", "level", "time", "last", "title")
    screen.table(rows, header, right={1, 4, 5})
    screen.line(ngettext("{n} prompt.", "{n} prompts.", len(lines)).format(n=len(lines)))


def _tell_prompt(screen: Screen, view: PromptView) -> None:
    line = view.line
    screen.line(screen.styled(line.title, "bold"))
    about = (
        line.kind.value,
        "" if line.level is None else line.level.value,
        f"{line.minutes} min",
        line.stage_title,
    )
    screen.line(screen.styled(" · ".join(filter(None, about)), "dim"))
    screen.line()
    screen.line(terminal_text(view.body, screen))
    parts = (
        ("Clarifying questions", [f"- {c.question} — {c.answer}" for c in view.clarifying]),
        ("Rubric", [f"- {point_words(p.weight, p.text, must=p.must)}" for p in view.rubric]),
        ("Follow-ups", [f"{at}. {text}" for at, text in enumerate(view.follow_ups, 1)]),
        ("Model answer", [view.model_answer] if view.model_answer else []),
        ("Cards", [f"- {card.source_id}: {card.question}" for card in view.cards]),
    )
    for title, texts in parts:
        if texts:
            screen.line()
            screen.line(screen.styled(title, "bold"))
            screen.line(terminal_text("\n".join(texts), screen))


def point_words(weight: int, text: str, *, must: bool) -> str:
    """A point of a rubric in a line: ``names the cause (2, must)``."""
    return f"{text} ({weight}, must)" if must else f"{text} ({weight})"


COMMANDS = {"practice": practice}
