"""What is found in deck files, and what is left in peace."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.errors import NotFoundError
from flashcards.formats.rows import NoteRow, TopicRow
from flashcards.paths import decks_path
from flashcards.services.linting.coverage import StageCoverage, TopicCoverage, coverage
from flashcards.services.linting.likeness import alike
from flashcards.services.linting.lint import Finding, lint
from flashcards.services.linting.rules import RULES, Severity, check_note, check_topic

PROMPTS = """\
---
title: Prompts
roadmap: road
stage: 1
---

## Concept

### A replica lags behind {#p-lag .concept minutes=4}

Tell me what is going on.

#### Rubric

- [2] names replication lag (must)
"""
HEAD = "---\ntitle: {title}\nnamespace: {namespace}\n---\n\n"


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """A folder for decks."""
    folder = tmp_path / "decks"
    folder.mkdir()
    return folder


def write(folder: Path, name: str, body: str, *, namespace: str = "own") -> Path:
    """Write a deck file."""
    path = folder / name
    text = HEAD.format(title=path.stem, namespace=namespace) + body
    path.write_text(text, encoding="utf-8")
    return path


def found(*paths: Path) -> list[tuple[str, int, str]]:
    """(file, line, rule) of each finding."""
    return [(Path(f.file).name, f.line, f.rule) for f in lint(paths).findings]


def rules(question: str, answer: str = "An answer.", kind: NoteKind = NoteKind.BASIC) -> list[str]:
    """The names of the rules that a note breaks."""
    note = NoteRow(NoteFields(question, answer), kind)
    return [problem.rule.name for problem in check_note(note)]


def test_the_built_in_decks_have_no_error() -> None:
    result = lint([decks_path()])
    assert result.errors == 0, result.findings
    assert len(result.files) >= 11


def test_every_rule_says_why_and_how_to_mend() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    for rule in RULES:
        assert rule.why.endswith(".")
        assert rule.mend.endswith(".")


def test_what_cannot_be_read_is_an_error(deck: Path) -> None:
    path = deck / "photo.md"
    path.write_bytes(bytes(range(256)) * 4)
    (finding,) = lint([path]).findings
    assert (finding.rule, finding.severity, finding.line) == ("unreadable", Severity.ERROR, 0)
    empty = write(deck, "empty.md", "")
    empty.write_text("", encoding="utf-8")
    assert found(empty) == [("empty.md", 0, "unreadable")]


def test_a_file_of_another_format_says_what_to_do_and_is_no_roadmap(tmp_path: Path) -> None:
    cards = tmp_path / "cards.md"
    cards.write_text("Q: What ends a script at an error?\nA: set -e\n", encoding="utf-8")
    (finding,) = lint([cards]).findings
    assert finding.rule == "unreadable"
    assert "of the format hashcards" in finding.message
    assert "import it" in finding.message
    assert lint([tmp_path]).findings == ()


def test_what_the_parser_leaves_out_is_an_error(deck: Path) -> None:
    path = write(deck, "a.md", "### Why is that so? {#a .unknown}\n\nBecause.\n")
    (finding,) = lint([path]).findings
    assert finding == Finding(
        str(path), 6, "syntax", Severity.ERROR,
        "no kind of note is called '.unknown'; the note is kept as basic",
    )  # fmt: skip


def test_an_id_is_given_once_over_all_files_of_a_namespace(deck: Path) -> None:
    write(deck, "a.md", "## One {#t}\n\nSource: x\n\n### Why is A so? {#same}\n\nBecause of it.\n")
    write(deck, "b.md", "## Two {#t}\n\nSource: x\n\n### When does B end? {#same}\n\nNever.\n")
    write(
        deck,
        "c.md",
        "### What starts C? {#same}\n\nNothing.\n",
        namespace="another",
    )
    assert found(deck) == [("b.md", 6, "duplicate-id"), ("b.md", 10, "duplicate-id")]
    assert "a.md:10" in lint([deck]).findings[1].message


def test_a_question_is_short() -> None:
    assert rules("Why " + "very " * 33 + "so?") == []
    assert rules("Why " + "very " * 34 + "so?") == ["long-question"]


def test_an_answer_is_short_but_code_and_marks_are_free() -> None:
    assert rules("Why?", "word " * 40) == []
    assert rules("Why?", "word " * 41) == ["long-answer"]
    assert rules("Why?", "word " * 40 + "\n\n```python\n" + "code " * 40 + "\n```") == []
    assert rules("How?", "1. " + "word " * 20 + "\n2. " + "word " * 20, NoteKind.STEPS) == []
    assert rules("Which?", "- [x] " + "word " * 60, NoteKind.CHOICE) == []


@pytest.mark.parametrize(
    ("question", "is_yes_no"),
    [
        ("Is a tuple hashable?", True),
        ("Isn't a tuple hashable?", True),
        ("A list holds a list. Does a shallow copy copy both?", True),
        ("When a table has no index, is the query slow?", True),
        ("Is a list or a tuple hashable?", False),
        ("Why is a tuple hashable?", False),
        ("From what share of use, in per cent, does it pay off?", False),
        ("Is what it prints {{c1::true}}", False),
        ("Canonical names: what are they for?", False),
    ],
)
def test_a_question_is_not_answered_with_yes(question: str, is_yes_no: bool) -> None:
    assert (rules(question) == ["yes-no-question"]) is is_yes_no


@pytest.mark.parametrize(
    ("kind", "question", "answer", "given_away"),
    [
        (NoteKind.BASIC, "What does a hash map make of a key?", "A key.", True),
        (NoteKind.BASIC, "What finds a row?", "An index", False),
        (NoteKind.BASIC, "What is faster, a list or a set?", "A set", False),
        (NoteKind.BASIC, "What is a category?", "A cat", False),
        (NoteKind.TYPED, "Type what `SELECT` begins with", "select", True),
        (NoteKind.TYPED, "Type the path under `/api/users`", "/users", False),
        (NoteKind.CLOZE, "The inner name hides the {{c1::inner}} one", "", True),
        (NoteKind.CLOZE, "The {{c1::inner}} name hides an {{c1::inner}} one", "", False),
        (NoteKind.CLOZE, "It is {{c1::not}} what it {{c2::is}}", "", False),
        (NoteKind.CHOICE, "Which keyword is `yield`?", "- [x] yield\n- [ ] goto", True),
        (NoteKind.PREDICT, "What does print(12) print?", "```text\n12\n```", False),
    ],
)
def test_a_question_does_not_say_its_answer(
    kind: NoteKind, question: str, answer: str, given_away: bool
) -> None:
    assert ("answer-given-away" in rules(question, answer, kind)) is given_away


def test_a_list_without_order_is_short() -> None:
    assert rules("What belongs to it?", "- one\n- two\n- three\n- four") == []
    assert rules("What belongs to it?", "- one\n- two\n- three\n- four\n- five") == ["long-list"]
    assert rules("In what order?", "1. a\n2. b\n3. c\n4. d\n5. e", NoteKind.STEPS) == []
    assert rules("Which?", "\n".join(f"- [x] {n}" for n in "abcdefg"), NoteKind.CHOICE) == []


def test_a_draft_is_not_judged() -> None:
    assert list(check_note(NoteRow(NoteFields("Is it?", "word " * 90), draft=True))) == []


def test_a_topic_with_notes_names_a_source() -> None:
    note = NoteRow(NoteFields("Why?", "Because."))
    (problem,) = check_topic(TopicRow("Indexing", notes=(note,)))
    assert problem.rule.name == "topic-without-source"
    assert list(check_topic(TopicRow("Indexing", notes=(note,), source="x"))) == []
    assert list(check_topic(TopicRow("Indexing"))) == []
    assert list(check_topic(TopicRow("", notes=(note,)))) == []


def test_code_is_at_most_eighty_columns_wide(deck: Path) -> None:
    code = f"### What does it print? {{#a}}\n\n```text\n{'x' * 80}\n{'x' * 81}\n```\n\n---\n\nIt.\n"
    path = write(deck, "a.md", code + "y" * 100 + "\n")
    assert found(path) == [("a.md", 10, "wide-code")]


def test_nearly_the_same_question_is_found_over_all_files(deck: Path) -> None:
    question = "What does an inner join leave out of the result?"
    write(deck, "a.md", f"### {question} {{#a}}\n\nRows without a partner.\n")
    write(deck, "b.md", f"### {question.replace('result', 'results')} {{#b}}\n\nRows.\n")
    assert found(deck) == [("b.md", 6, "near-duplicate")]
    (finding,) = lint([deck]).findings
    assert "a.md:6" in finding.message


def test_the_same_question_may_be_asked_once_a_track(deck: Path) -> None:
    notes = "".join(
        f"### What does a loop over a map promise of its order? {{#{track} track={track}}}\n\n"
        "Nothing.\n\n"
        for track in ("go", "java")
    )
    assert found(write(deck, "a.md", notes)) == []


@given(st.lists(st.text(max_size=12), max_size=12))
def test_likeness_is_found_once_a_pair(texts: list[str]) -> None:
    pairs = [(first, second) for first, second, _ in alike(texts)]
    assert all(first < second for first, second in pairs)
    assert len(set(pairs)) == len(pairs)
    same = {
        (a, b)
        for b in range(len(texts))
        for a in range(b)
        if texts[a] == texts[b] and texts[a].strip(" \n\t`*_#>") == texts[a] != ""
    }
    assert {pair for pair in same if texts[pair[0]].isalnum()} <= set(pairs)


def test_other_markdown_in_a_folder_is_left_in_peace(deck: Path) -> None:
    (deck / "README.md").write_text("# Read me\n\nSome words.\n", encoding="utf-8")
    write(deck, "a.md", "### Why is A so? {#a}\n\nBecause of it.\n")
    result = lint([deck])
    assert [Path(file.name).name for file in result.files] == ["a.md"]


def test_a_file_that_is_named_twice_is_checked_once(deck: Path) -> None:
    path = write(deck, "a.md", "### Is A so? {#a}\n\nBecause of it.\n")
    assert found(path, deck, path) == [("a.md", 6, "yes-no-question")]


def test_a_path_that_does_not_exist_is_named(deck: Path) -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        lint([deck / "nowhere"])


def test_coverage_counts_notes_by_stage_track_and_topic(deck: Path) -> None:
    (deck / "roadmap.md").write_text(
        "---\ntitle: Road\nroadmap: road\n---\n\n## 1. Data {#data}\n\n- Indexing {#indexing}\n"
        "- Join {#joins}\n- Locks {#locks}\n\n## 2. Tools {#tools}\n\n- Git {#git}\n- Make\n",
        encoding="utf-8",
    )
    (deck / "data.md").write_text(
        "---\ntitle: Data\nroadmap: road\nstage: 1\n---\n\n## Indexing {#indexing}\n\n"
        "### Why one? {#a}\n\n![a](media/a.svg)\n\n> [!NOTE]\n> ![a](media/a.svg)\n\n"
        "### What prints? {#b .predict track=go}\n\n"
        "```go\nx\n```\n\n---\n\n```text\nx\n```\n\n## Joins {#joins track=node}\n\n"
        "### Why two? {#c}\n\nSo.\n",
        encoding="utf-8",
    )
    (deck / "prompts.md").write_text(PROMPTS.replace("stage: 1", "stage: 2"), encoding="utf-8")
    assert coverage(lint([deck])) == (
        StageCoverage(
            number=1, notes=3, predict=1, pictures=1, prompts=0, tracks={"go": 1, "node": 1},
            topics=(
                TopicCoverage("indexing", "Indexing", 2),
                TopicCoverage("joins", "Joins", 1),
                TopicCoverage("locks", "Locks", 0),
            ),
        ),
        StageCoverage(
            number=2, notes=0, predict=0, pictures=0, prompts=1, tracks={},
            topics=(TopicCoverage("git", "Git", 0), TopicCoverage(None, "Make", 0)),
            prompts_by={
                "concept": 1, "coding": 0, "system-design": 0, "debugging": 0, "behavioural": 0,
                "junior": 0, "mid": 0, "senior": 0,
            },
        ),
    )  # fmt: skip
