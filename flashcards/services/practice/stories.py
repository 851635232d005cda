"""The learner's own stories for behavioural prompts, and what they leave open."""

from __future__ import annotations

import json
from collections.abc import Iterable

from flashcards.domain.practice.prompt import PromptKind
from flashcards.errors import InvalidValueError, NotFoundError
from flashcards.language import _
from flashcards.services.practice.library import PromptLibrary
from flashcards.services.practice.report_views import Story, StoryMatrix
from flashcards.storage.reading import Reader, Row, Value
from flashcards.storage.unit_of_work import Operation

_COLUMNS = "id, title, situation, task, action, result, tags, prompts"
_LONGEST = 20_000


def load_stories(reader: Reader) -> tuple[Story, ...]:
    """All stories, by title."""
    rows = reader.rows(
        f"SELECT {_COLUMNS} FROM story WHERE deleted_by IS NULL ORDER BY title COLLATE NOCASE, id"
    )
    return tuple(map(_story, rows))


def save_story(operation: Operation, story: Story) -> int:
    """Keep a story, a new one where its id is 0; its id.

    Raises InvalidValueError without a title, NotFoundError for one that is gone.
    """
    title = " ".join(story.title.split())
    if not title:
        raise InvalidValueError(_("a story needs a title."))
    parts = (story.situation, story.task, story.action, story.result)
    if any(len(part) > _LONGEST for part in parts):
        words = _("a part of a story has up to {most:,} characters.")
        raise InvalidValueError(words.format(most=_LONGEST))
    tags = dict.fromkeys(filter(None, (" ".join(tag.split()) for tag in story.tags)))
    columns: dict[str, Value] = {
        "title": title,
        "situation": story.situation,
        "task": story.task,
        "action": story.action,
        "result": story.result,
        "tags": json.dumps(list(tags), ensure_ascii=False),
        "prompts": json.dumps(sorted(story.prompts)),
    }
    if not story.id:
        identifier = operation.ids.next_id()
        operation.insert("story", [{"id": identifier, **columns}])
        return identifier
    _require(operation, story.id)
    operation.update("story", story.id, **columns)
    return story.id


def delete_story(operation: Operation, story_id: int) -> None:
    """Take a story away. Raises NotFoundError."""
    _require(operation, story_id)
    operation.update("story", story_id, deleted_by=operation.id)


def story_matrix(library: PromptLibrary, stories: Iterable[Story]) -> StoryMatrix:
    """Stories against all behavioural prompts, with the gaps on both sides."""
    told = tuple(stories)
    prompts = tuple(
        library.line(prompt)
        for prompt in library.prompts.values()
        if prompt.kind is PromptKind.BEHAVIOURAL
    )
    known = {prompt.id for prompt in prompts}
    answered = {prompt for story in told for prompt in story.prompts}
    return StoryMatrix(
        stories=told,
        prompts=prompts,
        gaps=tuple(prompt for prompt in prompts if prompt.id not in answered),
        unused=tuple(story for story in told if known.isdisjoint(story.prompts)),
    )


def _require(reader: Reader, story_id: int) -> None:
    found = reader.value("SELECT 1 FROM story WHERE id = :id AND deleted_by IS NULL", id=story_id)
    if found is None:
        raise NotFoundError(_("the story is gone."))


def _story(row: Row) -> Story:
    identifier, title, situation, task, action, result, tags, prompts = row
    return Story(
        id=identifier,
        title=title,
        situation=situation,
        task=task,
        action=action,
        result=result,
        tags=tuple(json.loads(tags)),
        prompts=frozenset(json.loads(prompts)),
    )
