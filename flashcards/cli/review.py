"""``flashcards review``: a session in the terminal, or of keys that a script pipes in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from flashcards.app import App
from flashcards.cli.asking import WISHES, Asker, Shown, Wish, grade_of
from flashcards.cli.call import Call
from flashcards.cli.custom import session_filter
from flashcards.cli.keys import Keys, standard_keys
from flashcards.cli.screen import Screen
from flashcards.clock import Clock
from flashcards.domain.review import Rating, State
from flashcards.domain.wording import (
    ago_text,
    count_text,
    duration_text,
    interval_text,
    minutes_text,
)
from flashcards.errors import LibraryWriteError
from flashcards.services.card_view import CardView, SessionProgress
from flashcards.services.studying.custom_session import CustomSession
from flashcards.services.studying.service import NextCard
from flashcards.services.studying.session import Session

HOLDER = "a review in a terminal"
INTERRUPTED = 130
_MS_PER_SECOND = 1_000


def review(call: Call) -> int:
    """Study what is due; each grade is on the disk before it is acknowledged.

    Ends by itself, with ``q``, at the end of the input and with Ctrl+C; what was graded is kept.
    """
    keys = standard_keys()
    code = 0
    with call.writing(HOLDER) as app:
        session = app.study.start(session_filter(call.options, goes_on=False))
        run = ReviewRun(app, session, call.screen, keys, call.clock)
        try:
            run.study()
        except EOFError:
            call.screen.line()
        except KeyboardInterrupt:
            call.screen.line()
            code = INTERRUPTED
        run.finish()
    return code


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done in the session and can be taken back."""

    card_id: int
    rating: Rating | None = None
    was_new: bool = False
    duration_ms: int = 0


@dataclass(slots=True)
class ReviewRun:
    """A session as it is walked through; mutable, as the session itself is."""

    app: App
    session: Session | CustomSession
    screen: Screen
    keys: Keys
    clock: Clock
    done: list[Done] = field(default_factory=list)
    undone: list[Done] = field(default_factory=list)

    def study(self) -> None:
        """Ask card after card until none is left or the learner stops."""
        asker = Asker(self.screen, self.keys)
        wish = None
        while wish is not Wish.QUIT:
            found = self.app.study.next_card(self.session)
            if found.card is None:
                self._say_why_nothing(found)
                return
            wish = self._one_card(asker, found.card, found.progress)

    def finish(self) -> None:
        """Say what was done and what is left."""
        left = self.app.library.today()
        answers = [done for done in self.done if done.rating is not None]
        counts = Counter(done.rating for done in answers)
        new = sum(done.was_new for done in answers)
        spent_ms = sum(done.duration_ms for done in answers)
        if self.screen.as_json:
            by_grade = {rating.name.lower(): counts[rating] for rating in Rating}
            document: dict[str, object] = {"answers": len(answers), **by_grade, "new": new}
            document |= {"seconds": spent_ms / _MS_PER_SECOND}
            document |= {"due_left": left.due, "new_left": left.new}
            self.screen.document(document)
            return
        self.screen.line()
        grades = ", ".join(f"{counts[rating]} {rating.name.lower()}" for rating in Rating)
        words = f"{count_text(len(answers), 'answer')} in {duration_text(spent_ms)}"
        self.screen.line(f"{words}: {grades}; {count_text(new, 'new card')}.")
        if left.due or left.new:
            cards = count_text(left.due + left.new, "card")
            self.screen.line(f"Left today: {cards}, about {minutes_text(left.seconds)}.")
        else:
            cards = count_text(left.tomorrow, "card")
            minutes = minutes_text(left.tomorrow_seconds, long=True)
            self.screen.line(f"Done for today. {cards} tomorrow, about {minutes}.")

    def _one_card(self, asker: Asker, card: CardView, progress: SessionProgress) -> Wish | None:
        self._head(card, progress)
        began_ms = self.clock.now_ms()
        shown = asker.ask(card)
        if isinstance(shown, Shown):
            asker.tell(card, shown)
            choice = shown.rating or self._grade(asker, card, shown)
        else:
            choice = shown
        if isinstance(choice, Wish):
            self._follow(choice, card)
            return choice
        self._answer(card, choice, self.clock.now_ms() - began_ms)
        return None

    def _grade(self, asker: Asker, card: CardView, shown: Shown) -> Rating | Wish:
        words = " · ".join(
            f"{rating:d} {rating.name.lower()} {_interval(card, rating)}".rstrip()
            for rating in Rating
        )
        # what was typed wrong isn't graded as good by a key that is pressed without thinking
        enter = None if shown.right is False else Rating.GOOD
        self.screen.line()
        while True:
            key = asker.key(words)
            if key in WISHES:
                return WISHES[key]
            rating = grade_of(key, enter=enter)
            if rating is not None:
                return rating

    def _answer(self, card: CardView, rating: Rating, duration_ms: int) -> None:
        try:
            answered = self.app.study.answer(
                card.card_id, rating, duration_ms, session=self.session
            )
        except LibraryWriteError as error:
            self._not_kept(error)
            return
        self._add(Done(card.card_id, rating, card.state is State.NEW, max(0, duration_ms)))
        if card.intervals is None:
            self.screen.line(f"{rating.name.capitalize()}; the schedule stays as it is.")
        else:
            interval = interval_text(answered.outcome.interval_s)
            self.screen.line(f"{rating.name.capitalize()}: due again in {interval}.")
        for title in answered.opened:
            self.screen.line(f"{title} is open now.")
        if answered.outcome.leech:
            self.screen.line("Forgotten often: this note is a leech now. Rewrite it or split it.")

    def _follow(self, wish: Wish, card: CardView) -> None:
        try:
            match wish:
                case Wish.UNDO:
                    self._undo()
                case Wish.REDO:
                    self._redo()
                case Wish.BURY:
                    self.app.study.bury(card.card_id)
                    self._put_away(card, "Buried until tomorrow.")
                case Wish.SUSPEND:
                    self.app.study.suspend(card.card_id)
                    self._put_away(card, "Suspended.")
        except LibraryWriteError as error:
            self._not_kept(error)

    def _put_away(self, card: CardView, words: str) -> None:
        self.session.put_away(card.card_id)
        self._add(Done(card.card_id))
        self.screen.line(words)

    def _add(self, done: Done) -> None:
        self.done.append(done)
        self.undone.clear()

    def _undo(self) -> None:
        if not self.done:
            self.screen.line("There is nothing to undo in this session.")
            return
        undone = self.app.undo.undo()
        done = self.done.pop()
        self.undone.append(done)
        self.app.study.refresh(self.session)
        self.session.done -= done.rating is not None
        self.session.bring(done.card_id)
        self.screen.line(f"Undone: {undone.label}.")

    def _redo(self) -> None:
        if not self.undone:
            self.screen.line("There is nothing to redo in this session.")
            return
        redone = self.app.undo.redo()
        done = self.undone.pop()
        self.done.append(done)
        self.app.study.refresh(self.session)
        self.session.done += done.rating is not None
        self.screen.line(f"Done again: {redone.label}.")

    def _not_kept(self, error: LibraryWriteError) -> None:
        """Tell a person, who can try again; what a script pipes in ends here."""
        if not self.keys.waits:
            raise error
        self.screen.error(f"{error} Nothing was saved of this card; try again.")

    def _head(self, card: CardView, progress: SessionProgress) -> None:
        place = [card.deck, card.topic_title, card.state.name.lower()]
        if card.last_seen_days is not None:
            place[-1] = f"seen {ago_text(card.last_seen_days)}"
        if card.leech:
            place.append("leech")
        left = f"{progress.done} done, {progress.left} left"
        if progress.left_seconds:
            left += f", about {minutes_text(progress.left_seconds)}"
        self.screen.line()
        self.screen.line(self.screen.styled(" · ".join(filter(None, (*place, left))), "dim"))

    def _say_why_nothing(self, found: NextCard) -> None:
        if found.waits_until_ms is None:
            words = "Nothing is due." if not self.done else "That was the last card."
        else:
            wait = (found.waits_until_ms - self.clock.now_ms()) / _MS_PER_SECOND
            words = f"The next learning card comes in {minutes_text(wait)}."
        self.screen.line()
        self.screen.line(words)


def _interval(card: CardView, rating: Rating) -> str:
    """Until when a grade would put the card off, "" where it moves nothing."""
    return "" if card.intervals is None else interval_text(card.intervals.get(rating, 0))


COMMANDS = {"review": review}
