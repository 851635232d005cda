"""Review histories and schedules that a file brings: what of them the log lacks, and its rows.

A row's id comes from its card and its time, so that importing a file twice, or on two computers,
is a union. What the log has already at that time of that card is not added again; what came from a
file and was taken back, by undoing an import, is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import lt

from flashcards.domain import ids
from flashcards.domain.calendar import StudyCalendar
from flashcards.domain.review import ReviewKind
from flashcards.domain.wording import count_text
from flashcards.formats.packed_reviews import PackedReviews
from flashcards.formats.rows import CardRow, FormatWarning, ReviewRow
from flashcards.language import _
from flashcards.services.importing.known_reviews import unlogged
from flashcards.services.importing.log_rows import (
    ANOTHER_PROGRAM,
    FLAGS,
    LATEST_MS,
    LogRow,
    hashed,
    log_rows,
)
from flashcards.services.jobs import Progress, no_progress
from flashcards.services.scheduling.rebuild import recount_days, replay_cards
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage.card_rows import Queue
from flashcards.storage.import_sql import (
    LoggedReview,
    logged_reviews,
    logged_times,
    used_review_ids,
)
from flashcards.storage.reading import Reader
from flashcards.storage.review_log import COLUMN_NAMES
from flashcards.storage.unit_of_work import Operation

IMPORTED = "reviews"
"""The entity of the change log under which an import tells which reviews it added.

Its key is the card and its new value their ids; the key 0 stands for all cards that it made.
"""

_CARDS = 2_000
_REVIEWS = 20_000
_FEW_PACKED = 20


@dataclass(frozen=True, slots=True)
class BroughtCard:
    """A card of the library and what a file knows of it.

    ``is_new``: this import makes it. ``scheduled``: the file tells when it is due, so that a card
    without a due date is a new one; a mere log does not.
    """

    id: int
    row: CardRow
    is_new: bool
    scheduled: bool = True


@dataclass(frozen=True, slots=True)
class CardHistory:
    """What a file adds to the log of one card, the oldest first; none: only its schedule.

    ``previous``: the row before them. ``is_latest``: none comes behind them, so that the due date
    of the file counts. ``is_first``: the log has nothing of the card.
    """

    card: BroughtCard
    reviews: Sequence[ReviewRow]
    previous: LoggedReview | None = None
    is_latest: bool = True
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class HistoryPlan:
    """All that is to be added to the log. ``reviews``: how many reviews of the file that are."""

    histories: Sequence[CardHistory]
    reviews: int
    warnings: tuple[FormatWarning, ...] = ()


def plan_history(
    reader: Reader, cards: Sequence[BroughtCard], progress: Progress = no_progress
) -> HistoryPlan:
    """What of the histories of these cards the log does not have. Raises Cancelled."""
    histories, count, impossible = [], 0, 0
    for start in range(0, len(cards), _CARDS):
        progress.step(start, len(cards))
        portion = _changed(reader, cards[start : start + _CARDS])
        logged = logged_reviews(reader, [card.id for card in portion])
        for card in portion:
            if _is_fresh(card.row.reviews) and card.id not in logged:
                histories.append(CardHistory(card, card.row.reviews, is_first=True))
                count += len(card.row.reviews)
                continue
            possible = [row for row in card.row.reviews if 0 < row.time_ms < LATEST_MS]
            impossible += len(card.row.reviews) - len(possible)
            history = _missing(card, possible, logged.get(card.id, ()))
            if history is not None:
                count += len(history.reviews)
                histories.append(history)
    warnings: tuple[FormatWarning, ...] = ()
    if impossible:
        words = _("{reviews} of an impossible time left out.").format(
            reviews=count_text(impossible, "review")
        )
        warnings = (FormatWarning(0, words),)
    return HistoryPlan(histories, count, warnings)


def _changed(reader: Reader, cards: Sequence[BroughtCard]) -> list[BroughtCard]:
    """The cards but those of which the log plainly has what the file has, and nothing else."""
    logged = logged_times(reader, [card.id for card in cards])
    changed = []
    for card in cards:
        reviews = card.row.reviews
        if not reviews or logged.get(card.id) != (
            len(reviews),
            sum(_times(reviews)),
        ):
            changed.append(card)
    return changed


def _is_fresh(reviews: Sequence[ReviewRow]) -> bool:
    """Whether reviews are plainly one behind the other, so that nobody has to sort them."""
    if not isinstance(reviews, PackedReviews) or not reviews:
        return False
    times = reviews.times()
    return times[0] > 0 and times[-1] < LATEST_MS and all(map(lt, times, times[1:]))


def _times(reviews: Sequence[ReviewRow]) -> Sequence[int]:
    if isinstance(reviews, PackedReviews):
        return reviews.times()
    return [row.time_ms for row in reviews]


def _missing(
    card: BroughtCard, reviews: Sequence[ReviewRow], known: Sequence[LoggedReview]
) -> CardHistory | None:
    """What is to be added to a card's log; None if all is there."""
    standing = [row for row in known if not row.retracted]
    if not reviews:
        wanted = card.row.due_ms is not None and not standing
        return CardHistory(card, (), is_first=not known) if wanted else None
    there = [row for row in known if not row.retracted or row.device_id != ANOTHER_PROGRAM]
    missing = unlogged(reviews, there)
    if not missing:
        return None
    earlier = [row for row in standing if row.time_ms <= missing[0].time_ms]
    is_latest = all(row.time_ms <= missing[-1].time_ms for row in standing)
    return CardHistory(
        card, missing, earlier[-1] if earlier else None, is_latest, is_first=not known
    )


def apply_history(
    operation: Operation, schedulers: SchedulerSource, plan: HistoryPlan, progress: Progress
) -> None:
    """Write what was planned and bring cards and study days in line with it."""
    if not plan.histories:
        return
    calendar = schedulers.calendar(operation)
    days: set[int] = set()
    done = 0
    for portion in _portions(plan.histories):
        progress.step(done, plan.reviews, _("Adding reviews"))
        rows = numbered(operation, _rows_of(portion, calendar, operation.now_ms))
        known = {history.card.id for history in portion if not history.card.is_new}
        if len(known) < len(portion):
            operation.record(IMPORTED, 0, "import", None, None)
        remember(operation, operation.id, [row for row in rows if row.card_id in known])
        operation.insert_rows("review", (*COLUMN_NAMES, "hash"), sorted(map(hashed, rows)))
        days.update(row.study_day for row in rows if row.kind == ReviewKind.REVIEW)
        first = {history.card.id for history in portion if history.is_first}
        replay_added(operation, schedulers, [history.card.id for history in portion], rows, first)
        for history in portion:
            if history.is_first and not history.card.is_new:
                _take_over(operation, history.card)
        done += sum(len(history.reviews) for history in portion)
    progress.step(done, plan.reviews)
    recount_days(operation, days)


def replay_added(
    operation: Operation,
    schedulers: SchedulerSource,
    cards: Sequence[int],
    rows: Iterable[LogRow],
    first: Collection[int],
) -> None:
    """Bring these cards in line with their log, to which ``rows`` were added.

    ``first``: those of which nothing else stands there, so that nobody has to read it again.
    """
    logged = sorted((row for row in rows if row.card_id in first), key=_card_then_id)
    replay_cards(operation, schedulers, cards, logged)


def _rows_of(
    histories: Sequence[CardHistory], calendar: StudyCalendar, now_ms: int
) -> list[LogRow]:
    """The rows of these cards, each card's oldest first, with the ids of a first attempt."""
    packed = sum(isinstance(history.reviews, PackedReviews) for history in histories)
    if packed < _FEW_PACKED:
        return log_rows(histories, calendar, now_ms)
    # numpy, for which no small import should wait
    from flashcards.services.importing.log_columns import rows_of_log

    return rows_of_log(histories, calendar, now_ms)


def _take_over(operation: Operation, card: BroughtCard) -> None:
    """Suspend and flag a card as the file does, that was here and never studied."""
    row = card.row
    if row.flag in FLAGS and row.flag:
        operation.update("card", card.id, flag=row.flag)
    if row.suspended:
        queue = operation.value("SELECT queue FROM card WHERE id = :id", id=card.id)
        queue = queue if queue < Queue.NEW else int(Queue.SUSPENDED)
        operation.update("card", card.id, suspended=1, queue=queue)


def _card_then_id(row: LogRow) -> tuple[int, int]:
    return row.card_id, row.id


def _portions(histories: Sequence[CardHistory]) -> Iterator[list[CardHistory]]:
    portion: list[CardHistory] = []
    size = 0
    for history in histories:
        portion.append(history)
        size += len(history.reviews) + 1
        if size >= _REVIEWS:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def numbered(reader: Reader, rows: Sequence[LogRow]) -> list[LogRow]:
    """The rows with ids that no other row of the log has."""
    used = used_review_ids(reader, [row.id for row in rows])
    if not used and len({row.id for row in rows}) == len(rows):
        return list(rows)
    done: list[LogRow] = []
    made: set[int] = set()
    left: Sequence[LogRow] = rows
    while left:
        later = []
        for row in left:
            if row.id in used or row.id in made:
                later.append(row.with_id(ids.next_attempt(row.id, row.card_id)))
            else:
                made.add(row.id)
                done.append(row)
        left = later
        used = used_review_ids(reader, [row.id for row in left])
    return done


def remember(operation: Operation, imported: int, rows: Iterable[LogRow]) -> None:
    """Tell the change log of the import which rows undo has to take back.

    These are of cards that were there before: whatever is logged of a card that the import makes
    is taken back with the card.
    """
    added: dict[int, list[str]] = {}
    for row in rows:
        added.setdefault(row.card_id, []).append(str(row.id))
    operation.execute_many(
        "INSERT INTO change (operation_id, entity, entity_id, field, old, new) "
        "VALUES (:operation, :entity, :card, 'import', 'null', json_quote(:ids))",
        [
            {
                "operation": imported,
                "entity": IMPORTED,
                "card": str(card),
                "ids": ",".join(identifiers),
            }
            for card, identifiers in added.items()
        ],
    )
