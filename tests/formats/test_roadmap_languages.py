"""Roadmaps in many languages and of many shapes, as people write them."""

from __future__ import annotations

import pytest

from flashcards.formats.roadmap_horizon import horizon
from flashcards.formats.roadmap_numbers import numbered
from flashcards.formats.roadmap_text import looks_like_roadmap, parse_roadmap
from flashcards.formats.roadmap_topics import is_sentence
from flashcards.formats.roadmap_words import Role, role_of
from flashcards.formats.rows import RoadmapRows


def read(text: str) -> RoadmapRows:
    return parse_roadmap(text, "road.md")


def outline(rows: RoadmapRows) -> dict[str, list[str]]:
    return {stage.title: [topic.title for topic in stage.topics] for stage in rows.stages}


def left_out(rows: RoadmapRows) -> list[int]:
    return [warning.line for warning in rows.warnings]


GERMAN = """\
# Lernpfad: Backend-Entwicklung 🚀

![Status](https://img.example.org/status.svg) [![Lizenz](https://img.example.org/l)](LICENSE)

> Ein Weg vom ersten Programm bis zum Betrieb. Dauer: etwa 9 Monate.

## Inhaltsverzeichnis

1. [Grundlagen](#1-grundlagen)
2. [Datenbanken](#2-datenbanken)

## 1. Grundlagen

**Lernziel:** Programme schreiben, die andere lesen können.

Wähle eine Sprache: Python, Go oder Java

- [ ] Variablen und Datentypen
- [ ] **Fehlerbehandlung** – Ausnahmen und Rückgabewerte
- [ ] [Nebenläufigkeit](https://example.org/n)

| Woche | Stunden |
|-------|---------|
| 1     | 10      |

**Ressourcen:**

- 📖 [Ein Buch](https://example.org/buch)

## 2. Datenbanken

**Lernziel:** Wissen, wann SQL genügt.

- [ ] Relationale Datenbanken
  - [ ] Indexe
  - [ ] Transaktionen
- [ ] NoSQL
  - [ ] Redis

### Weiterführende Links

- [Handbuch](https://example.org/h)

## 3. Betrieb (optional)

- [ ] Docker
- [ ] Überwachung: Logs, Metriken, Alarme

## Tipps

- Jeden Tag ein wenig

## Mitmachen

Fehler bitte melden.
"""


def test_a_german_one_with_badges_tables_and_tasks() -> None:
    rows = read(GERMAN)
    assert rows.title == "Lernpfad: Backend-Entwicklung"
    assert outline(rows) == {
        "Grundlagen": ["Variablen und Datentypen", "Fehlerbehandlung", "Nebenläufigkeit"],
        "Datenbanken": ["Indexe", "Transaktionen", "Redis"],
        "Betrieb": ["Docker", "Logs", "Metriken", "Alarme"],
    }
    assert rows.stages[1].goal == "Wissen, wann SQL genügt."
    assert [stage.optional for stage in rows.stages] == [False, False, True]
    assert rows.choices == ("Python", "Go", "Java")
    assert rows.tips == ("Jeden Tag ein wenig",)
    assert rows.horizon_months == (9, 9)
    assert left_out(rows) == [7, 22, 26, 40, 53]


CHINESE = """\
# 后端开发学习路线图

[![stars](https://img.example.org/s)](https://example.org)

本路线图适合零基础的同学，预计 6-9 个月完成。

## 目录

- [第一阶段：编程基础](#1)

## 第一阶段：编程基础

**目标**：能够独立编写小程序。

选择一门语言：Python、Java、Go

- 变量、循环、条件判断
- 函数与类

**推荐资源**：

- [官方教程](https://example.org)

## 第二阶段：数据库

目标：掌握 SQL 与 NoSQL 的区别。

- SQL
  - 索引优化
  - 事务
- Redis

## 第三阶段：系统设计（可选）

1. 缓存
2. 消息队列

## 学习建议

- 每天写代码

## 参考资料

- [书](https://example.org)
"""


def test_a_chinese_one() -> None:
    rows = read(CHINESE)
    assert rows.title == "后端开发学习路线图"
    assert outline(rows) == {
        "编程基础": ["变量", "循环", "条件判断", "函数与类"],
        "数据库": ["索引优化", "事务", "Redis"],
        "系统设计": ["缓存", "消息队列"],
    }
    assert [stage.number for stage in rows.stages] == [1, 2, 3]
    assert rows.stages[0].goal == "能够独立编写小程序。"
    assert [stage.optional for stage in rows.stages] == [False, False, True]
    assert rows.choices == ("Python", "Java", "Go")
    assert rows.tips == ("每天写代码",)
    assert rows.horizon_months == (6, 9)
    assert left_out(rows) == [7, 20, 42]


JAPANESE = """\
# バックエンドエンジニア ロードマップ

## 目次
- [ステップ1](#1)

## ステップ1：基礎
**目標**：小さなプログラムが書ける
- 変数、ループ
- 関数

## ステップ2：データベース（任意）
- SQL
- インデックス

## 参考資料
- [本](https://example.org)
"""
KOREAN = """\
# 백엔드 로드맵

## 1단계: 기초
**목표**: 작은 프로그램 작성
- 변수와 자료형
- 함수

## 2단계: 데이터베이스 (선택)
- SQL

## 참고 자료
- [책](https://example.org)
"""
RUSSIAN = """\
# Дорожная карта Python-разработчика

## Содержание
- [Этап 1](#1)

## Этап 1. Основы языка
Цель: писать простые программы.
- [x] Переменные и типы
- [ ] Циклы, условия и функции

## Этап 2. Веб (необязательно)
- Django
- Базы данных: SQL, индексы, транзакции

### Ресурсы
- [Книга](https://example.org)

## Советы
- Пишите код каждый день
"""
PORTUGUESE = """\
# Trilha Backend em 24 semanas

### Semana 1-2: Lógica
- [x] Variáveis
- [ ] Laços e funções

### Semana 3: Git
1. commit
2. branch
   - merge
   - rebase

#### Recursos
- [Curso](https://example.org)

### Semana 4: Banco de dados
SQL, índices, transações

## Dicas
* Pratique sempre
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (JAPANESE, {"基礎": ["変数", "ループ", "関数"], "データベース": ["SQL", "インデックス"]}),
        (KOREAN, {"기초": ["변수와 자료형", "함수"], "데이터베이스": ["SQL"]}),
        (
            RUSSIAN,
            {
                "Основы языка": ["Переменные и типы", "Циклы", "условия", "функции"],
                "Веб": ["Django", "SQL", "индексы", "транзакции"],
            },
        ),
        (
            PORTUGUESE,
            {
                "Lógica": ["Variáveis", "Laços e funções"],
                "Git": ["commit", "merge", "rebase"],
                "Banco de dados": ["SQL", "índices", "transações"],
            },
        ),
    ],
)
def test_other_languages(text: str, expected: dict[str, list[str]]) -> None:
    rows = read(text)
    assert outline(rows) == expected
    assert looks_like_roadmap(text)


def test_what_the_other_languages_say_besides() -> None:
    assert read(JAPANESE).stages[0].goal == "小さなプログラムが書ける"
    assert read(KOREAN).stages[1].optional
    russian = read(RUSSIAN)
    assert (russian.stages[0].goal, russian.stages[1].optional) == (
        "писать простые программы.",
        True,
    )
    assert russian.tips == ("Пишите код каждый день",)
    assert read(PORTUGUESE).horizon_months == (6, 6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "FRONTEND ROADMAP\n\nSTAGE 1 - HTML & CSS\nSemantic tags, forms\nGoal: a page\n\n"
                "STAGE 2 - React\nHooks, state\n\nResources:\nhttps://example.org\n"
            ),
            {"HTML & CSS": ["Semantic tags", "forms"], "React": ["Hooks", "state"]},
        ),
        (
            "# The Way\n\n1️⃣ **Linux**\n   - Processes\n   - Files\n\n2️⃣ **Network**\n   - TCP\n",
            {"Linux": ["Processes", "Files"], "Network": ["TCP"]},
        ),
        (
            (
                "- 🌱 Beginner\n  - Web\n    - HTTP\n  - Tools\n    - Git\n- 🌳 Advanced\n"
                "  - Systems\n    - Consensus\n"
            ),
            {"Beginner": ["HTTP", "Git"], "Advanced": ["Consensus"]},
        ),
        (
            (
                "# Go\n\n## 1) Language\n- ✅ **Slices** – header, growth\n"
                "- 🔜 **Interfaces**: small\n- [Channels](https://x.y) - pipes\n\n"
                "## 2) Tools\n- go test, go vet\n"
            ),
            {"Language": ["Slices", "Interfaces", "Channels"], "Tools": ["go test", "go vet"]},
        ),
        (
            (
                "# Plan\n\n### Week 1: Python\n- Generators\n\n📚 **Resources**\n- [A book](https://x)\n\n"
                "### Week 2: SQL\n- Joins\n\n**Free courses:**\n- [Another](https://x)\n"
            ),
            {"Python": ["Generators"], "SQL": ["Joins"]},
        ),
        (
            "# Plan\n\n1. Web\n   1. HTTP\n   2. Cookies\n      - SameSite\n2. Krypto\n   1. TLS\n",
            {"Web": ["HTTP", "SameSite"], "Krypto": ["TLS"]},
        ),
        (
            "# 30 Days\n\n## Day 1: Arrays\n- Windows\n\n## Day 2: Graphs\n- BFS\n",
            {"Arrays": ["Windows"], "Graphs": ["BFS"]},
        ),
    ],
)
def test_shapes(text: str, expected: dict[str, list[str]]) -> None:
    assert outline(read(text)) == expected
    assert looks_like_roadmap(text)


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("第一阶段：基础", 1, "基础"),
        ("第十二周 网络", 12, "网络"),
        ("第二十一章", 21, "第二十一章"),
        ("阶段三：数据库", 3, "数据库"),
        ("二、数据结构", 2, "数据结构"),
        ("（三）算法", None, "（三）算法"),
        ("（三）、算法", 3, "算法"),
        ("ステップ2：関数", 2, "関数"),
        ("第1章 基礎", 1, "基礎"),
        ("3주차: 함수", 3, "함수"),
        ("Этап 2. Веб", 2, "Веб"),
        ("Day 4: Graphs", 4, "Graphs"),
        ("一致性哈希", None, "一致性哈希"),
    ],
)
def test_numbers_of_other_languages(text: str, number: int | None, title: str) -> None:
    found = numbered(text)
    assert (found.number, found.title) == (number, title)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("预计 6-9 个月", (6, 9)),
        ("全24週間", (6, 6)),
        ("за 3 месяца", (3, 3)),
        ("от 1 до 2 лет", (12, 24)),
        ("6개월", (6, 6)),
        ("в 2024 году", None),
        ("2024年", None),
        ("v1.6 months", None),
    ],
)
def test_how_long_it_takes(text: str, months: tuple[int, int] | None) -> None:
    assert horizon(text) == months


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("参考资料", Role.LEFT_OUT),
        ("目次", Role.LEFT_OUT),
        ("Ресурсы", Role.LEFT_OUT),
        ("Kaynaklar", Role.LEFT_OUT),
        ("Free courses", Role.LEFT_OUT),
        ("API Documentation", None),
        ("学习目标", Role.GOAL),
        ("Цель", Role.GOAL),
        ("学习建议", Role.TIPS),
        ("学习路线", Role.CONTAINER),
    ],
)
def test_what_headings_announce(heading: str, role: Role | None) -> None:
    assert role_of(heading) is role


def test_sentences_without_blanks_are_known_by_their_length() -> None:
    assert is_sentence("本路线图适合零基础的同学，可以从头开始学习编程。")
    assert is_sentence("順番に進めることで実務に必要な知識が身につきます。")
    assert not is_sentence("条件判断")


@pytest.mark.parametrize(
    ("text", "is_roadmap"),
    [
        ("# A\n## Features\n- x\n- y\n## Usage\n- z\n## Roadmap\n- [ ] w\n", False),
        ("# Backend roadmap\n## Features\n- x\n- y\n## Usage\n- z\n", True),
        ("## Features\n- x\n## Usage\n- z\n\nGoal: none\n", True),
        ("## Databases\n- SQL\n## Networks\n- TCP\n", True),
        ("## Week 1\n- SQL\n", True),
        ("## Databases\n- SQL\n- Redis\n- Mongo\n", False),
        ("Shop:\n- milk\n- eggs\n\nCall:\n- mum\n", False),
    ],
)
def test_roadmaps_are_told_from_other_pages(text: str, is_roadmap: bool) -> None:
    assert looks_like_roadmap(text) is is_roadmap


def test_the_name_of_a_file_may_say_what_it_is() -> None:
    text = "## Features\n- x\n- y\n## Usage\n- z\n"
    assert not looks_like_roadmap(text, "readme.md")
    assert looks_like_roadmap(text, "my-backend_roadmap.md")
