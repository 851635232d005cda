"""``flashcards check``, ``backup`` and ``restore``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.cli.call import TERMINAL, Call
from flashcards.cli.progress import progress_bar
from flashcards.domain.wording import count_text
from flashcards.errors import LibraryDamagedError, LibraryError
from flashcards.services import maintenance as service
from flashcards.storage.integrity import CheckReport, check_database

if TYPE_CHECKING:
    from flashcards.services.maintenance import Repair


def check(call: Call) -> int:
    """Check the library, and mend with ``--repair`` what the review log can mend."""
    report = _check_database(call)
    if not report.ok:
        _answer_check(call, report, None)
        problem = report.problems[0].rstrip(".")
        is_whole_sentence = str(call.library) in problem
        raise LibraryDamagedError(
            f"{problem}."
            if is_whole_sentence
            else f"the library {call.library} is damaged: {problem}."
        )
    repair = _repair(call) if call.options.repair else None
    with call.reading() as app, progress_bar(call.screen.err, "Checking") as progress:
        report = app.maintenance.check(progress)
    _answer_check(call, report, repair)
    if not report.ok:
        raise LibraryError(f"{report.problems[0]}.")
    return 0


def _check_database(call: Call) -> CheckReport:
    """The database by itself, before anything else opens it; a new library has none yet."""
    if not call.folder.exists:
        return CheckReport(0, 0, 0, ())
    return check_database(call.folder.database)


def _repair(call: Call) -> Repair:
    with call.writing() as app, progress_bar(call.screen.err, "Repairing") as progress:
        return app.maintenance.repair(progress)


def _answer_check(call: Call, report: CheckReport, repair: Repair | None) -> None:
    if call.screen.as_json:
        document: dict[str, object] = {
            "ok": report.ok,
            "notes": report.notes,
            "cards": report.cards,
            "reviews": report.reviews,
            "problems": list(report.problems),
            "remarks": list(report.remarks),
        }
        if repair is not None:
            document["repaired"] = repair.cards_rebuilt
            document["media_removed"] = repair.media_removed
            document["backup"] = str(repair.backup)
        call.screen.document(document)
        return
    if repair is not None:
        cards = count_text(repair.cards_rebuilt, "card")
        call.screen.line(f"{cards} made anew from the review log; backup {repair.backup}.")
        if repair.media_removed:
            files = count_text(repair.media_removed, "media file")
            call.screen.line(f"{files} that nothing names any more removed.")
    for problem in report.problems:
        call.screen.line(problem)
    for remark in report.remarks:
        call.screen.line(f"Worth knowing: {remark}; kept and counted as they are.")
    if report.ok:
        call.screen.line(f"All is well: {_counts(report)}.")


def backup(call: Call) -> int:
    """Make a verified backup."""
    with call.reading() as app:
        made = app.maintenance.back_up()
    if call.screen.as_json:
        call.screen.document({"file": str(made.path), **_count_document(made.report)})
    else:
        call.screen.line(f"Backed up to {made.path}: {_counts(made.report)}.")
    return 0


def restore(call: Call) -> int:
    """Put a backup in the library's place; what is there now is kept beside the backups."""
    report = service.restore(call.folder, call.options.file, call.clock, TERMINAL)
    if call.screen.as_json:
        call.screen.document({"file": str(call.options.file), **_count_document(report)})
    else:
        call.screen.line(f"Restored {call.options.file}: {_counts(report)}.")
    return 0


def _counts(report: CheckReport) -> str:
    return ", ".join(
        (
            count_text(report.notes, "note"),
            count_text(report.cards, "card"),
            count_text(report.reviews, "review"),
        )
    )


def _count_document(report: CheckReport) -> dict[str, object]:
    return {"notes": report.notes, "cards": report.cards, "reviews": report.reviews}


COMMANDS = {"check": check, "backup": backup, "restore": restore}
