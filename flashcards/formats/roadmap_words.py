"""The words by which a roadmap tells what its lines are, in the languages that it may be in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum, auto


class Role(Enum):
    """What a heading or a label announces."""

    GOAL = auto()
    TIPS = auto()
    CHOICES = auto()
    ORDER = auto()
    LEFT_OUT = auto()
    CONTAINER = auto()
    """A heading such as 'Roadmap' that only holds the stages."""


def phrases(text: str) -> frozenset[str]:
    """The phrases of a list with commas, for lists that read better as text."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))


_GOALS = phrases(
    """goal, goals, objective, objectives, aim, outcome, outcomes, target, learning goal,
    learning goals, learning objective, learning objectives, learning outcome, learning outcomes,
    objectif, objectifs, but, ziel, ziele, lernziel, lernziele, objetivo, objetivos, meta,
    obiettivo, obiettivi, cel, cele, doel, doelen"""
)
_GOAL_NOUNS = phrases(
    """goal, goals, objective, objectives, outcome, outcomes, objectif, objectifs, ziel, ziele,
    lernziel, lernziele, objetivo, objetivos"""
)
_LONGEST_GOAL_LABEL = 6
_TIPS = phrases(
    "tip, tips, advice, conseil, conseils, astuces, tipp, tipps, consejos, consigli, dicas"
)
_ORDERS = phrases("order, ordre, reihenfolge, orden, ordine, ordem, kolejność, volgorde")

_LEFT_OUT = phrases(
    """about, about me, about the author, about this roadmap, acknowledgements, acknowledgments,
    author, authors, bibliography, books, changelog, code of conduct, conclusion, contact, content,
    contents, contribute, contributing, contributors, contribution, courses, credits, disclaimer,
    faq, feedback, foreword, frequently asked questions, further reading, how to contribute,
    how to use, how to use this roadmap, intro, introduction, legend, license, licence,
    links, motivation, note, notes, overview, preface, references, resources, see also, sources,
    sponsors, star history, summary, support, table of contents, thanks, toc, useful links, videos,
    what is this, why, wrap up,
    à propos, annexe, auteur, auteurs, avant propos, bibliographie, comment contribuer,
    comment utiliser, contribuer, contributeurs, légende, lectures, liens, liens utiles, livres,
    préface, références, remerciements, remarques, résumé, ressources, sommaire,
    table des matières, vidéos,
    anhang, anmerkungen, autor, autoren, bücher, danksagung, einführung, einleitung, fazit,
    hinweise, impressum, inhalt, inhaltsverzeichnis, kurse, legende, literatur, lizenz, mitwirken,
    nachwort, quellen, ressourcen, schluss, über, überblick, übersicht, verweise, vorwort,
    zusammenfassung,
    agradecimientos, bibliografía, conclusión, contenido, enlaces, índice, introducción, licencia,
    libros, recursos, resumen, conclusione, indice, introduzione, licenza, risorse, conclusão,
    introdução, licença, conteúdo, zasoby, licencja, podsumowanie, spis treści, wprowadzenie"""
)
_INTRODUCTIONS = phrases(
    """introduction, intro, overview, summary, einführung, einleitung, überblick, übersicht,
    introducción, introdução, introduzione, wprowadzenie"""
)
_RESOURCES = phrases(
    """resources, ressources, ressourcen, recursos, risorse, links, liens, books, livres, bücher,
    reading"""
)
_CONTAINERS = phrases(
    """roadmap, the roadmap, learning path, learning roadmap, stages, steps, phases, levels, topics,
    curriculum, syllabus, the path, path, étapes, phasen, stufen, schritte, themen, lernpfad,
    feuille de route, parcours, fahrplan, hoja de ruta, etapas, fasi"""
)
_TITLE_WORDS = phrases(
    """roadmap, road map, learning path, study plan, curriculum, syllabus, feuille de route,
    parcours, fahrplan, lernpfad, lernplan, hoja de ruta, ruta de aprendizaje, percorso"""
)
_STAGE_WORDS = phrases(
    """stage, phase, step, level, part, module, unit, chapter, section, milestone, week, month,
    étape, niveau, partie, chapitre, semaine, mois, stufe, schritt, teil, modul, kapitel, abschnitt,
    woche, monat, etappe, etapa, fase, paso, nivel, parte, módulo, capítulo, mes, semana, tappa,
    passo, livello, etap, poziom, krok"""
)
_OPTIONAL = re.compile(
    r"(?:optional|optionnel|facultatif|facultative|opcional|opzionale|facoltativ|fakultativ|"
    r"freiwillig|opcjonaln|bonus|nice to have)"
)
_PURE_OPTIONAL = re.compile(rf"{_OPTIONAL.pattern}\w*")
_LABEL = re.compile(r"([^:：]{1,60}?)\s*[:：](?:\s+|$)(.*)")
_DASHED_LABEL = re.compile(r"(\w[\w ]{1,30}?)\s+[–—-]\s+(.+)")
_COPIED_BUTTONS = phrases("copy, edit, copy code, copier, kopieren, copier le code, copiar, copia")
_CODE_NAMES = phrases(
    """bash, css, csharp, go, html, java, javascript, json, makefile, markdown, mermaid, pgsql,
    plaintext, python, ruby, rust, sh, shell, sql, text, txt, typescript, vbnet, xml, yaml, nginx"""
)


def key(text: str) -> str:
    """A label in small letters with its marks and double blanks gone; accents stay."""
    text = unicodedata.normalize("NFC", text).casefold()
    return " ".join(re.findall(r"[^\W_]+", text))


def label_and_rest(text: str) -> tuple[str, str] | None:
    """The words before a colon, and what follows it; None where there is no such label."""
    found = _LABEL.fullmatch(text)
    return (found[1], found[2].strip()) if found else None


def dashed_label(text: str) -> tuple[str, str] | None:
    """As ``label_and_rest`` for a label that a dash ends: 'Goal – Secure your APIs'."""
    found = _DASHED_LABEL.fullmatch(text)
    return (found[1], found[2]) if found else None


def role_of(label: str) -> Role | None:
    """What a heading or a label announces; None for a group of topics or a stage."""
    name = key(label)
    said = name.split()
    if name in _GOALS:
        return Role.GOAL
    if len(said) <= 4 and not _TIPS.isdisjoint(said):
        return Role.TIPS
    if name in _ORDERS:
        return Role.ORDER
    if name in _LEFT_OUT or _is_about_resources(said) or _all_left_out(label):
        return Role.LEFT_OUT
    return Role.CONTAINER if name in _CONTAINERS else None


def role_of_label(label: str) -> Role | None:
    """What a label before a colon announces: as a heading, but goals may be named at length.

    'Goal & why it matters:', 'Lesson objective:'.
    """
    said = key(label).split()
    names_goal = said and not _GOAL_NOUNS.isdisjoint((said[0], said[-1]))
    return Role.GOAL if names_goal and len(said) <= _LONGEST_GOAL_LABEL else role_of(label)


def is_introduction(label: str) -> bool:
    """Whether a heading is left out only where it has no number: '1. Introduction' is a stage."""
    return key(label) in _INTRODUCTIONS


def _is_about_resources(said: list[str]) -> bool:
    """'Recommended resources', 'Resources for databases'; not 'Resources limits in Kubernetes'."""
    if not said or len(said) > 6:
        return False
    joining = {"for", "to", "about", "pour", "sur", "für", "zu", "para", "per"}
    begins = said[0] in _RESOURCES and (len(said) == 1 or said[1] in joining)
    return begins or (said[-1] in _RESOURCES and len(said) <= 3)


def _all_left_out(label: str) -> bool:
    """'License & Contributing'."""
    parts = [key(part) for part in re.split(r"\s(?:&|\+|and|et|und|y)\s|[/,]", label)]
    return len(parts) > 1 and all(part in _LEFT_OUT for part in parts)


def is_stage_word(word: str) -> bool:
    """'Stage', 'Phase', 'Étape', 'Woche' …"""
    return key(word) in _STAGE_WORDS


def is_title_like(text: str) -> bool:
    """Whether a line above the stages names the whole: 'Backend Developer Roadmap'."""
    name = f" {key(text)} "
    return any(f" {word} " in name for word in _TITLE_WORDS)


def says_optional(text: str) -> bool:
    """Whether what stands beside a title marks the stage as optional."""
    return _OPTIONAL.match(key(text)) is not None


def is_optional_mark(text: str) -> bool:
    """Whether a text says nothing but that."""
    return _PURE_OPTIONAL.fullmatch(key(text)) is not None


def copy_remnants(texts: Iterable[str]) -> frozenset[int]:
    """Places of the lines that copying a code block off a page has left: 'sql', 'Copy', 'Edit'.

    A language's name alone could be a topic; directly above 'Copy' it is none.
    """
    names = [key(text) if len(text) < 20 else "" for text in texts]
    buttons = {at for at, name in enumerate(names) if name in _COPIED_BUTTONS}
    languages = {at - 1 for at in buttons if at > 0 and names[at - 1] in _CODE_NAMES}
    return frozenset(buttons | languages)
