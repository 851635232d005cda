"""The prompts of a library with what their attempts have shown, as lists and one by one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from flashcards.domain import ids
from flashcards.domain.practice.draw import Candidate
from flashcards.domain.practice.schedule import PromptMemory
from flashcards.errors import NotFoundError
from flashcards.language import _
from flashcards.services.practice.today_view import PromptLine
from flashcards.services.practice.views import LinkedNote, PromptView
from flashcards.services.scheduling.recall import recalls_by_note
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage.practice_attempts import StoredAttempt, scored_attempts
from flashcards.storage.practice_prompts import (
    BUILT_IN,
    StoredPrompt,
    load_prompt,
    load_prompts,
    notes_of_cards,
)
from flashcards.storage.reading import Reader
from flashcards.storage.roadmap_rows import StoredRoadmap, StoredStage, active_roadmap

_HARDER = re.compile(r"[ \t]*\((?:harder|hardest)\)[ \t]*$", re.IGNORECASE)


class PromptLibrary:
    """One look at the prompts of a library; for one transaction of a reader."""

    def __init__(self, reader: Reader, schedulers: SchedulerSource, now_ms: int) -> None:
        self._reader = reader
        self._settings = schedulers.settings(reader)
        self.today = schedulers.calendar(reader).day(now_ms)
        self._now_ms = now_ms

    @cached_property
    def prompts(self) -> Mapping[int, StoredPrompt]:
        """All prompts by id, by stage and place."""
        return {prompt.id: prompt for prompt in load_prompts(self._reader)}

    @cached_property
    def attempts(self) -> Sequence[StoredAttempt]:
        """All scored attempts, oldest first."""
        return scored_attempts(self._reader)

    @cached_property
    def by_prompt(self) -> Mapping[int, Sequence[StoredAttempt]]:
        """The scored attempts of each prompt, oldest first."""
        found: dict[int, list[StoredAttempt]] = {}
        for attempt in self.attempts:
            found.setdefault(attempt.prompt_id, []).append(attempt)
        return found

    def last(self, prompt: StoredPrompt) -> StoredAttempt | None:
        """The last scored attempt of a prompt."""
        attempts = self.by_prompt.get(prompt.id)
        return attempts[-1] if attempts else None

    def memory_before(self, attempt: StoredAttempt) -> PromptMemory | None:
        """What the other scored attempts of the same prompt left behind."""
        known = self.by_prompt.get(attempt.prompt_id, ())
        others = [other for other in known if other.id != attempt.id]
        return others[-1].memory if others else None

    @cached_property
    def roadmap(self) -> StoredRoadmap:
        """The roadmap whose stages are shown."""
        return active_roadmap(self._reader)

    @cached_property
    def _stages(self) -> Mapping[int, StoredStage]:
        return {stage.number: stage for stage in self.roadmap.stages}

    @cached_property
    def _topics(self) -> Mapping[int, int | None]:
        """The topic of each linked note; only needed where a roadmap has numbers of its own."""
        linked = {note for prompt in self.prompts.values() for note in note_ids(prompt)}
        notes = notes_of_cards(self._reader, sorted(linked))
        return {note: topic for note, (_, _, topic) in notes.items()}

    def stage_of(self, prompt: StoredPrompt) -> StoredStage | None:
        """The stage of the active roadmap: by number on its own road, else by its notes."""
        if prompt.namespace == self.roadmap.namespace or not self.roadmap.stages:
            return self._stages.get(prompt.stage) if prompt.stage is not None else None
        by_topic = self.roadmap.stage_by_topic()
        stages = Counter(
            by_topic[topic].number
            for note in note_ids(prompt)
            if (topic := self._topics.get(note)) is not None and topic in by_topic
        )
        return self._stages[stages.most_common(1)[0][0]] if stages else None

    def lines(self) -> tuple[PromptLine, ...]:
        """All prompts as lists show them."""
        return tuple(map(self.line, self.prompts.values()))

    def line(self, prompt: StoredPrompt) -> PromptLine:
        """A prompt as lists show it."""
        last = self.last(prompt)
        due_day = None if last is None or last.memory is None else last.memory.due_day
        stage = self.stage_of(prompt)
        return PromptLine(
            id=prompt.id,
            source_id=prompt.source_id or str(prompt.id),
            title=prompt.title,
            kind=prompt.kind,
            stage=None if stage is None else stage.number,
            stage_title="" if stage is None else stage.title,
            level=prompt.level,
            minutes=prompt.minutes,
            attempts=len(self.by_prompt.get(prompt.id, ())),
            last_share=None if last is None else last.share,
            due_day=due_day,
            due=due_day is not None and due_day <= self.today,
            own=prompt.origin != BUILT_IN,
        )

    def line_of(self, prompt_id: int) -> PromptLine:
        """The line of a prompt by id, of one that was taken away too."""
        return self.line(self.stored(prompt_id))

    def stored(self, prompt_id: int) -> StoredPrompt:
        """A prompt by id. Raises NotFoundError."""
        found = self.prompts.get(prompt_id) or load_prompt(self._reader, prompt_id)
        if found is None:
            raise _no_prompt(str(prompt_id))
        return found

    def find(self, key: str) -> StoredPrompt:
        """A prompt by the id that its file gives, or by its number. Raises NotFoundError."""
        wanted = key.strip().removeprefix("#")
        for prompt in self.prompts.values():
            if wanted in (prompt.source_id, str(prompt.id)):
                return prompt
        raise _no_prompt(wanted)

    def view(self, prompt: StoredPrompt) -> PromptView:
        """All of a prompt, its linked notes looked up."""
        text = prompt.text
        notes = notes_of_cards(self._reader, note_ids(prompt))
        linked = []
        for source, note in zip(text.cards, note_ids(prompt), strict=True):
            if note in notes:
                heading, place, _topic = notes[note]
                linked.append(LinkedNote(source, note, heading, place))
            else:
                linked.append(LinkedNote(source))
        return PromptView(
            line=self.line(prompt),
            body=text.body,
            clarifying=text.clarifying,
            rubric=text.rubric,
            follow_ups=tuple(_HARDER.sub("", question) for question in text.follow_ups),
            model_answer=text.model_answer,
            cards=tuple(linked),
        )

    def candidates(self) -> list[Candidate]:
        """All prompts as a draw sees them."""
        linked = {note for prompt in self.prompts.values() for note in note_ids(prompt)}
        recalls = recalls_by_note(self._reader, self._settings, linked, self._now_ms)
        found = []
        for prompt in self.prompts.values():
            line = self.line(prompt)
            last = self.last(prompt)
            memory = None if last is None else last.memory
            values = [share for note in note_ids(prompt) for share in recalls.get(note, ())]
            found.append(
                Candidate(
                    id=prompt.id,
                    kind=prompt.kind,
                    stage=line.stage,
                    minutes=prompt.minutes,
                    last_share=line.last_share,
                    seen_days=None if memory is None else max(0, self.today - memory.study_day),
                    recall=sum(values) / len(values) if values else None,
                    due=line.due,
                )
            )
        return found


def note_ids(prompt: StoredPrompt) -> list[int]:
    """The ids that the linked notes have, whether they are there or not."""
    return [ids.note_id(prompt.namespace, card) for card in prompt.text.cards]


def _no_prompt(key: str) -> NotFoundError:
    words = _("there is no prompt {key!r}. `flashcards practice list` lists them.")
    return NotFoundError(words.format(key=key))
