"""How long cards take this learner, for every estimate in minutes."""

from __future__ import annotations

from dataclasses import dataclass

from flashcards.domain.calendar import MS_PER_SECOND
from flashcards.storage.reading import Reader

DEFAULT_REVIEW_S = 20.0
DEFAULT_NEW_S = 30.0
_PACE_DAYS = 30
_FEWEST_ANSWERS = 20


@dataclass(frozen=True, slots=True)
class Pace:
    """The learner's own seconds per review and per new card, all its steps included."""

    review_s: float = DEFAULT_REVIEW_S
    new_s: float = DEFAULT_NEW_S

    def seconds(self, reviews: int, new: int) -> float:
        """The time that so many cards take."""
        return reviews * self.review_s + new * self.new_s


def learner_pace(reader: Reader, day: int) -> Pace:
    """The pace of the last 30 study days; a default where there is too little to go by."""
    row = reader.row(
        "SELECT sum(due_reviews), sum(introduced), sum(duration_ms), sum(new_duration_ms) "
        "FROM study_day WHERE day > :since",
        since=day - _PACE_DAYS,
    )
    reviews, new, total_ms, new_ms = (value or 0 for value in row) if row else (0, 0, 0, 0)
    review_ms = total_ms - new_ms
    return Pace(
        review_s=review_ms / reviews / MS_PER_SECOND
        if reviews >= _FEWEST_ANSWERS
        else DEFAULT_REVIEW_S,
        new_s=new_ms / new / MS_PER_SECOND if new >= _FEWEST_ANSWERS else DEFAULT_NEW_S,
    )
