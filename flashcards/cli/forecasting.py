"""``flashcards optimize``, ``simulate`` and ``plan``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.cli.call import Call
from flashcards.cli.progress import progress_bar
from flashcards.domain.calendar import date_of
from flashcards.domain.wording import count_text, minutes_text, percent_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashcards.cli.screen import Style
    from flashcards.services.planning.service import Plan, PlanDay
    from flashcards.services.scheduling.optimizing import Fit
    from flashcards.services.scheduling.simulating import SimulatedDay, Simulation

_SECONDS = 60
_LISTED_DAYS = 30
_PLAN_DAYS = 14


def optimize(call: Call) -> int:
    """Fit the parameters to the log and say what is gained; keep them with ``--apply``."""
    from flashcards.storage.preset_rows import LIBRARY

    opened = call.writing if call.options.apply else call.reading
    with opened() as app:
        with progress_bar(call.screen.err, "Fitting") as progress:
            name = call.options.preset
            preset = LIBRARY if name is None else app.presets.find(name)
            fit = app.optimizing.fit(progress, preset=preset)
        if call.options.apply:
            app.optimizing.apply(fit)
    if call.screen.as_json:
        call.screen.document(_fit_document(fit, applied=call.options.apply and fit.kept))
        return 0
    call.screen.line(fit.words)
    if fit.kept and call.options.apply:
        call.screen.line("These parameters count from now on; due dates stay as they are.")
    elif fit.kept:
        call.screen.line("`flashcards optimize --apply` takes them.")
    return 0


def simulate(call: Call) -> int:
    """Study the library day by day and say what comes of it."""
    from flashcards.services.scheduling.simulating import SimulationRequest

    options = call.options
    request = SimulationRequest(
        days=options.days,
        retention=options.retention,
        new_per_day=options.new,
        minutes_a_day=options.minutes,
    )
    with call.reading() as app:
        found = app.simulating.simulate(request)
    if call.screen.as_json:
        call.screen.document([_day_document(day) for day in found.days])
    else:
        _show_simulation(call, found)
    return 0


def plan(call: Call) -> int:
    """Plan for a date, save the plan or remove it; or set minutes a day without a date."""
    options = call.options
    if options.remove:
        with call.writing() as app:
            app.planning.remove()
        _say(call, {"plan": None}, "No plan is on.")
        return 0
    if options.date is None:
        return _budget(call)
    from flashcards.services.planning.service import PlanRequest

    with (call.writing if options.save else call.reading)() as app:
        request = PlanRequest(
            date=options.date,
            minutes=options.minutes,
            week=options.week,
            leave_out=app.planning.stage_ids(options.leave_out),
            retention=options.retention,
        )
        found = app.planning.plan(request)
        if options.save:
            app.planning.save(found)
    if call.screen.as_json:
        call.screen.document(_plan_document(found, saved=options.save))
    else:
        _show_plan(call, found)
    return 0


def _budget(call: Call) -> int:
    """Minutes a day without a date: new cards have what reviews leave of them."""
    minutes = call.options.minutes
    with call.writing() as app:
        app.planning.save_budget(minutes, call.options.week)
        today = app.library.today()
    words = f"New cards have what reviews leave of {minutes:g} minutes a day: {today.new} today."
    _say(call, {"minutes": minutes, "new_today": today.new}, words)
    return 0


def _say(call: Call, document: object, words: str) -> None:
    if call.screen.as_json:
        call.screen.document(document)
    else:
        call.screen.line(words)


def _fit_document(fit: Fit, *, applied: bool) -> dict[str, object]:
    return {
        "reviews": fit.reviews,
        "held_out": fit.held_out,
        "log_loss_before": fit.log_loss_before,
        "log_loss_after": fit.log_loss_after,
        "rmse_before": fit.rmse_before,
        "rmse_after": fit.rmse_after,
        "kept": fit.kept,
        "applied": applied,
        "fitter": fit.fitter,
        "parameters": list(fit.parameters),
    }


def _day_document(day: SimulatedDay) -> dict[str, object]:
    return {
        "day": date_of(day.day).isoformat(),
        "reviews": round(day.reviews, 2),
        "new": round(day.new, 2),
        "minutes": round(day.minutes, 2),
        "knowledge": round(day.knowledge, 2),
    }


def _show_simulation(call: Call, found: Simulation) -> None:
    last = found.days[-1]
    total = sum(day.minutes for day in found.days) / len(found.days)
    screen = call.screen
    screen.table(
        [
            (screen.styled("Known today", "bold"), f"{found.known:,.0f} of {found.cards:,} cards"),
            (screen.styled(f"On {date_of(last.day)}", "bold"), f"{last.knowledge:,.0f}"),
            (screen.styled("Time", "bold"), f"{minutes_text(total * _SECONDS)} a day"),
            (screen.styled("Target recall", "bold"), percent_text(found.retention)),
        ]
    )
    reached = [
        (str(each.number), each.title, date_of(each.day).isoformat() if each.day else "later")
        for each in found.stages
    ]
    if reached:
        screen.line()
        screen.table(reached, ("", "Stage", "Opens"), right={0})
    screen.line()
    every = max(1, len(found.days) // _LISTED_DAYS)
    rows = [
        (
            date_of(day.day).isoformat(),
            f"{day.reviews:.0f}",
            f"{day.new:.0f}",
            f"{day.minutes:.0f}",
            f"{day.knowledge:,.0f}",
        )
        for day in found.days[::every]
    ]
    header = ("Day", "Reviews", "New", "Minutes", "Known")
    screen.table(rows, header, right={1, 2, 3, 4})


def _plan_document(plan: Plan, *, saved: bool) -> dict[str, object]:
    return {
        "feasible": plan.feasible,
        "ready": round(plan.ready, 4),
        "ready_low": round(plan.low, 4),
        "ready_high": round(plan.high, 4),
        "new_per_day": plan.new_per_day,
        "retention": plan.retention,
        "reason": f"{plan.headline}. {plan.reason}",
        "planned": plan.planned,
        "new_left": plan.new_left,
        "new_ends": None if plan.new_ends is None else date_of(plan.new_ends).isoformat(),
        "by_importance": plan.by_importance,
        "enough_minutes": plan.enough_minutes,
        "enough_without": [
            stage.number for stage in plan.stages if stage.stage_id in plan.enough_without
        ],
        "stages": [
            {
                "number": stage.number,
                "title": stage.title,
                "cards": stage.cards,
                "met": stage.met,
                "ready": round(stage.ready, 4),
                "fits": stage.fits,
                "left_out": stage.left_out,
            }
            for stage in plan.stages
        ],
        "days": [
            {
                "day": date_of(day.day).isoformat(),
                "reviews": round(day.reviews, 1),
                "new": round(day.new, 1),
                "minutes": round(day.minutes, 1),
            }
            for day in plan.days
        ],
        "saved": saved,
    }


def _show_plan(call: Call, plan: Plan) -> None:
    screen = call.screen
    style: Style = "green" if plan.feasible else "yellow"
    screen.line(screen.styled(plan.headline, "bold", style))
    screen.line(plan.reason)
    band = f"{percent_text(plan.low)} to {percent_text(plan.high)}"
    screen.line(f"Four times in five: {band}. Target recall {percent_text(plan.retention)}.")
    if plan.recent_minutes is not None and plan.recent_ready is not None:
        recent = minutes_text(plan.recent_minutes * _SECONDS)
        screen.line(f"The {recent} a day of late lead to {percent_text(plan.recent_ready)}.")
    if plan.stages:
        rows = [
            (
                str(stage.number),
                stage.title,
                "left out" if stage.left_out else f"{stage.met} of {stage.cards}",
                "" if stage.left_out else percent_text(stage.ready),
            )
            for stage in plan.stages
        ]
        screen.line()
        screen.table(rows, ("", "Stage", "Learned", "Ready"), right={0, 2, 3})
    screen.line()
    _show_days(call, plan.days)


def _show_days(call: Call, days: Sequence[PlanDay]) -> None:
    rows = [
        (
            date_of(day.day).isoformat(),
            f"{day.reviews:.0f}",
            f"{day.new:.0f}",
            f"{day.minutes:.0f}",
        )
        for day in days[:_PLAN_DAYS]
    ]
    call.screen.table(rows, ("Day", "Reviews", "New", "Minutes"), right={1, 2, 3})
    if len(days) > _PLAN_DAYS:
        call.screen.line(f"… and {count_text(len(days) - _PLAN_DAYS, 'more day')}.")


COMMANDS = {"optimize": optimize, "simulate": simulate, "plan": plan}
