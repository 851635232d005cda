"""Readiness for an interview, with the sum of it in words."""

from __future__ import annotations

from flashcards.domain.practice.readiness import (
    CARDS_WEIGHT,
    PRACTICE_WEIGHT,
    StageEvidence,
    Tried,
    overall,
)
from flashcards.domain.wording import percent_text
from flashcards.language import _, ngettext
from flashcards.services.practice.library import PromptLibrary
from flashcards.services.practice.report_views import Readiness, StageReadiness
from flashcards.services.scheduling.recall import recalls_by_topic
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage.queue_sql import topic_counts
from flashcards.storage.reading import Reader
from flashcards.storage.roadmap_rows import StoredStage


def readiness(reader: Reader, schedulers: SchedulerSource, now_ms: int) -> Readiness:
    """How ready the learner is, stage by stage and over all."""
    library = PromptLibrary(reader, schedulers, now_ms)
    found = _evidence(reader, schedulers, library, now_ms)
    share = overall([evidence for _stage, evidence in found])
    cards = sum(evidence.cards for _stage, evidence in found)
    seen = sum(evidence.seen for _stage, evidence in found)
    tried = sum(len(evidence.tried) for _stage, evidence in found)
    prompts = sum(evidence.prompts for _stage, evidence in found)
    return Readiness(
        share=share,
        formula=_("The mean of the stages, each weighing as much as it has cards: {share}.").format(
            share=percent_text(share)
        ),
        reasons=(
            _("{seen:,} of {cards:,} cards were met.").format(seen=seen, cards=cards),
            _("{tried} of {prompts} prompts were practised.").format(tried=tried, prompts=prompts),
            _(
                "A stage is {cards} the recall of its cards now and {practice} the scores of its "
                "prompts, both falling as memory does."
            ).format(cards=percent_text(CARDS_WEIGHT), practice=percent_text(PRACTICE_WEIGHT)),
        ),
        stages=tuple(_stage(stage, evidence) for stage, evidence in found),
    )


def _evidence(
    reader: Reader, schedulers: SchedulerSource, library: PromptLibrary, now_ms: int
) -> list[tuple[StoredStage, StageEvidence]]:
    settings = schedulers.settings(reader)
    topics = sorted({topic for stage in library.roadmap.stages for topic in stage.topic_ids})
    counts = topic_counts(reader, settings.track, topics, now_ms)
    recalls = recalls_by_topic(reader, settings, topics, now_ms)
    prompts: dict[int, list[Tried | None]] = {}
    for prompt in library.prompts.values():
        stage = library.stage_of(prompt)
        if stage is None:
            continue
        last = library.last(prompt)
        tried = None
        if last is not None and last.memory is not None:
            tried = Tried(last.share or 0.0, last.memory.recall(now_ms))
        prompts.setdefault(stage.number, []).append(tried)
    found = []
    for stage in library.roadmap.stages:
        own = [counts[topic] for topic in stage.topic_ids if topic in counts]
        known = prompts.get(stage.number, [])
        evidence = StageEvidence(
            cards=sum(count.cards for count in own),
            seen=sum(count.seen for count in own),
            recall=sum(sum(recalls.get(topic, ())) for topic in stage.topic_ids),
            prompts=len(known),
            tried=tuple(tried for tried in known if tried is not None),
        )
        found.append((stage, evidence))
    return found


def _stage(stage: StoredStage, evidence: StageEvidence) -> StageReadiness:
    return StageReadiness(
        stage=stage.number,
        title=stage.title,
        share=evidence.share,
        cards=evidence.card_part,
        practice=evidence.practice_part,
        formula=_formula(evidence),
        reasons=(_cards_reason(evidence), *_practice_reasons(evidence)),
    )


def _formula(evidence: StageEvidence) -> str:
    practice = evidence.practice_part
    if practice is None:
        return _("cards {cards}").format(cards=percent_text(evidence.card_part))
    if not evidence.cards:
        return _("practice {practice}").format(practice=percent_text(practice))
    words = _("{a:g} × cards {cards} + {b:g} × practice {practice} = {share}")
    return words.format(
        a=CARDS_WEIGHT,
        cards=percent_text(evidence.card_part),
        b=PRACTICE_WEIGHT,
        practice=percent_text(practice),
        share=percent_text(evidence.share),
    )


def _cards_reason(evidence: StageEvidence) -> str:
    if not evidence.cards:
        return _("The stage has no cards.")
    if not evidence.seen:
        return _("None of its {cards:,} cards was met yet.").format(cards=evidence.cards)
    words = _("{seen:,} of {cards:,} cards were met; of those {recall} are recalled now.")
    return words.format(
        seen=evidence.seen,
        cards=evidence.cards,
        recall=percent_text(evidence.recall / evidence.seen),
    )


def _practice_reasons(evidence: StageEvidence) -> tuple[str, ...]:
    if not evidence.prompts:
        return (_("The stage has no prompts."),)
    if not evidence.tried:
        words = ngettext(
            "Its {n} prompt was not practised yet.",
            "None of its {n} prompts was practised yet.",
            evidence.prompts,
        )
        return (words.format(n=evidence.prompts),)
    tried = len(evidence.tried)
    words = ngettext(
        "Score of {tried} practised prompt, as far as it lasts: {mean}.",
        "Scores of {tried} practised prompts, as far as they last: {mean}.",
        tried,
    )
    scores = words.format(tried=tried, mean=percent_text(evidence.mean_score))
    if tried >= evidence.enough:
        return (scores,)
    missing = evidence.enough - tried
    words = ngettext(
        "{n} more prompt makes practice count in full.",
        "{n} more prompts make practice count in full.",
        missing,
    )
    return (scores, words.format(n=missing))
