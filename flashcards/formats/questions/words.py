"""How questions, answers and what stands around them are worded, in the languages known here."""

from __future__ import annotations

import re

from flashcards.formats.roadmap_inline import readable, undecorated
from flashcards.formats.roadmap_vocabulary import phrases
from flashcards.formats.roadmap_words import key

_ENDS_ASKING = re.compile(r"[?？؟][\s\"'”’»)*_`.!]*$")
_ASKS_WITHIN = re.compile(r"[?？؟](?:\s|$)|[？；]")
_NUMBER = re.compile(r"(?:\((\d{1,4})\)|#?(\d{1,4})\s*[.):、]|(\d{1,4})\s+[-–—])\s*(?=\S)")
_PREFIX = re.compile(
    r"""
    (?:q|question|quest|frage|pregunta|pergunta|domanda|问题|問題|вопрос)
    \s*(?:\#|n[°º.]?|no\.?)?\s*(?P<number>\d{1,4})?\s*(?P<end>[.:：)\]、–—-]|$)\s*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_INTERROGATIVES = phrases(
    """what, whats, why, how, when, where, which, who, whose, whom, is, are, was, were, can, could,
    do, does, did, should, would, will, has, have, explain, describe, discuss, differentiate,
    distinguish, was, wie, warum, wieso, weshalb, wann, wo, wozu, welche, welcher, welches,
    wer, worin, wodurch, erkläre, erklären, beschreibe, beschreiben, nenne, nennen, vergleiche,
    que, quoi, pourquoi, comment, quand, quel, quelle, quels, quelles, qui, où, expliquez,
    décrivez, citez, qué, cómo, cuál, cuáles, cuándo, dónde, quién, explica, explique, describe,
    o que, como, qual, quais, quando, onde, quem, porquê, descreva,
    cosa, che, perché, come, dove, quale, quali, spiega, co, czym, jak, dlaczego, kiedy, gdzie,
    что, как, почему, зачем, когда, где, какой, какая, какие, чем, объясните, расскажите"""
)
_COMMANDS = phrases(
    """compare, define, demonstrate, differences, difference, fix, give, implement, list, mention,
    name, outline, prove, show, specify, state, summarise, summarize, tell, true, write"""
)
_OBJECTS = phrases(
    """a, an, all, and, any, at, between, every, how, in, it, me, of, one, or, some, that, the,
    this, two, three, four, five, six, us, what, when, which, why, your, code"""
)
_ASKING_CHINESE = re.compile(
    r"什么|什麼|如何|怎么|怎麼|哪些|解释|解釋|区别|區別|吗$|嗎$|何ですか|とは$"
)

_ANSWERS = phrases(
    """answer, answers, ans, a, solution, solutions, show answer, show, view answer, see answer,
    show solution, view solution, see solution, reveal answer, reveal, click to see answer,
    click to expand, click for answer, click here, click me, toggle answer, expand, spoiler,
    sample answer, possible answer, model answer, correct answer, answer and explanation, response,
    antwort, antworten, lösung, lösungen, antwort anzeigen, lösung anzeigen, musterlösung,
    réponse, réponses, voir la réponse, solution anzeigen, respuesta, respuestas, ver respuesta,
    solución, resposta, respostas, ver resposta, solução, risposta, risposte, soluzione,
    odpowiedź, rozwiązanie, ответ, ответы, решение, показать ответ, 答案, 答, 回答, 解答, 参考答案,
    查看答案, 答え, 정답, 답변"""
)
_EXPLANATIONS = phrases(
    """explanation, explanations, note, notes, why, reason, hint, hints, example, details,
    erklärung, begründung, hinweis, explication, explicación, explicação, spiegazione, 解析, 说明"""
)
_SOURCES = phrases(
    """source, sources, reference, references, reference link, ref, refs, read more,
    further reading,
    quelle, quellen, référence, références, fuente, fuentes, fonte, fonti, referencia, 参考, 来源"""
)
_CONTENTS = phrases(
    """table of contents, contents, toc, index, questions index, list of questions,
    table of content,
    inhaltsverzeichnis, inhalt, sommaire, table des matières, índice, contenido, indice, sumário,
    spis treści, содержание, оглавление, 目录, 目錄, 目次"""
)
_LABEL = re.compile(
    r"\W{0,6}?(?P<label>[^\W\d_][\w ]{0,24}?)\s?(?:\d{1,4})?\W{0,3}?[:：.]\**_*(?P<rest>.*)",
    re.DOTALL,
)
_BARE_LABEL = re.compile(r"(?:\*\*|__)\s?(?P<label>[^\W\d_][\w ]{0,24}?)\s?(?:\*\*|__)\s*")
_STARS = " \t\n⭐★☆🌟\ufe0f"
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(?!\s)(.+?)(?<!\s)\1", re.DOTALL)


def question_of(text: str) -> tuple[str, bool]:
    """A heading or an item as a question: without number, prefix, emphasis and stars around it.

    Second, whether a prefix such as 'Q3:' said that it is one. Nothing but 'Question 3' gives an
    empty text.
    """
    text = text.rstrip(_STARS).lstrip("# \t")
    text = _without_emphasis(text)
    if number := _NUMBER.match(text):
        text = _without_emphasis(text[number.end() :])
    found = _PREFIX.match(text)
    if found and (found["number"] or found["end"]) and found["end"] not in {"-", "–", "—"}:
        return _without_emphasis(text[found.end() :].strip()), True
    return text, False


def is_numbered(text: str) -> bool:
    """Whether a heading or an item begins with a number."""
    return _NUMBER.match(undecorated(text).lstrip("*_ ")) is not None


def asks(text: str) -> bool:
    """Whether a text surely asks: it ends with a question mark, or a prefix says so."""
    question, has_prefix = question_of(text)
    return has_prefix or _ENDS_ASKING.search(question) is not None


def may_ask(text: str) -> bool:
    """Whether a text is worded as a question or as a task, where most around it are."""
    if asks(text):
        return True
    question = readable(question_of(text)[0])
    if _ASKS_WITHIN.search(question) or _ASKING_CHINESE.search(question):
        return True
    said = key(question).split()
    if not said:
        return False
    if said[0] in _INTERROGATIVES:
        return True
    return len(said) > 2 and said[0] in _COMMANDS and said[1] in _OBJECTS


def answer_label(line: str) -> str | None:
    """What follows the label of an answer on its line, None for a line without such a label."""
    return _labelled(line, _ANSWERS)


def is_answer_label(text: str) -> bool:
    """Whether a heading or a summary says nothing but that the answer comes."""
    name = key(re.sub(r"\d+", "", readable(text))).removeprefix("the ")
    return name in _ANSWERS or name == "explanation"


def explanation_label(line: str) -> str | None:
    """What follows the label of an explanation, None for another line."""
    return _labelled(line, _EXPLANATIONS)


def source_of(line: str) -> str | None:
    """The source that a line names: '**Source:** _a page_', '[Reference](address)'."""
    rest = _labelled(line, _SOURCES)
    if rest is not None:
        return rest.strip(" *_") or None
    link = re.fullmatch(r"\s*[*_]*\[([^\[\]]+)\]\([^()\s]+\)[*_.]*\s*", line)
    return line.strip() if link and key(link[1]) in _SOURCES else None


def is_contents(heading: str) -> bool:
    """Whether a heading announces a table of contents."""
    return key(readable(heading)) in _CONTENTS


def _labelled(line: str, labels: frozenset[str]) -> str | None:
    found = _BARE_LABEL.fullmatch(line.strip())
    if found:
        return "" if key(found["label"]) in labels else None
    found = _LABEL.fullmatch(line.strip())
    if not found or key(found["label"]) not in labels:
        return None
    # A single letter is a label with its colon or its number alone: 'A. first' counts.
    if len(found["label"]) == 1 and not re.match(r"\W*\w(?:\W*[:：]|\d)", line):
        return None
    return found["rest"].strip()


def _without_emphasis(text: str) -> str:
    """The text without stars or bars around all of it."""
    text = text.strip()
    while (found := _EMPHASIS.fullmatch(text)) and found[1] not in found[2]:
        text = found[2].strip()
    return text
