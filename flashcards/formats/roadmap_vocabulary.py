"""The words by which roadmaps in many languages tell goals, tips, resources and stages.

All in small letters and without marks, as ``roadmap_words.key`` makes them.
"""

from __future__ import annotations

import re


def phrases(text: str) -> frozenset[str]:
    """The phrases of a list with commas, for lists that read better as text."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))


GOALS = phrases(
    """goal, goals, objective, objectives, aim, outcome, outcomes, target, learning goal,
    learning goals, learning objective, learning objectives, learning outcome, learning outcomes,
    objectif, objectifs, but, ziel, ziele, lernziel, lernziele, objetivo, objetivos, meta,
    obiettivo, obiettivi, cel, cele, doel, doelen,
    цель, цели, мета, ціль, цілі, hedef, hedefler, amaç, mục tiêu, tujuan, الهدف, الأهداف,
    目标, 目標, 目的, 学习目标, 學習目標, 学習目標, 到達目標, ゴール, 목표, 학습 목표"""
)
GOAL_NOUNS = phrases(
    """goal, goals, objective, objectives, outcome, outcomes, objectif, objectifs, ziel, ziele,
    lernziel, lernziele, objetivo, objetivos, цель, цели"""
)
TIPS = phrases(
    """tip, tips, advice, conseil, conseils, astuces, tipp, tipps, consejos, consigli, dicas,
    porady, советы, совет, рекомендации, поради, ipuçları, tavsiyeler, mẹo, lời khuyên, saran,
    نصائح, 建议, 建議, 学习建议, 學習建議, 小贴士, 提示, 技巧, 学习方法, ヒント, コツ, アドバイス,
    팁, 조언"""
)
ORDERS = phrases(
    """order, ordre, reihenfolge, orden, ordine, ordem, kolejność, volgorde, порядок, sıra, 顺序,
    順序, 順番, 순서"""
)
LEFT_OUT = phrases(
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
    hinweise, impressum, inhalt, inhaltsverzeichnis, kurse, legende, literatur, lizenz, mitmachen,
    mitwirken, nachwort, quellen, ressourcen, schluss, über, überblick, übersicht, verweise,
    vorwort, zusammenfassung,
    agradecimientos, bibliografía, conclusión, contenido, contribuir, enlaces, índice, introducción,
    licencia, libros, recursos, referencias, resumen, sobre el autor,
    conclusione, indice, introduzione, licenza, risorse, riferimenti, ringraziamenti,
    agradecimentos, conclusão, contribuição, introdução, licença, conteúdo, referências, sumário,
    zasoby, licencja, podsumowanie, spis treści, wprowadzenie,
    благодарности, введение, вступ, вступление, висновок, заключение, зміст, источники, книги,
    курсы, лицензия, литература, ліцензія, материалы, об авторе, оглавление, полезные ссылки,
    посилання, ресурси, ресурсы, содержание, ссылки, участие,
    giriş, hakkında, içindekiler, katkı, kaynaklar, lisans, özet, sonuç,
    giấy phép, giới thiệu, kết luận, mục lục, tài liệu, tài liệu tham khảo, tài nguyên,
    daftar isi, kesimpulan, lisensi, pendahuluan, sumber, sumber daya,
    الخاتمة, الرخصة, المحتويات, المراجع, المصادر, المقدمة, الموارد,
    目录, 目錄, 目次, 前言, 序言, 简介, 簡介, 介绍, 介紹, 关于, 關於, 说明, 說明, 总结, 總結, 结语,
    参考, 参考资料, 參考資料, 参考资源, 参考文献, 参考链接, 相关链接, 相关资源, 资源, 資源, 资料,
    学习资源, 學習資源, 学习资料, 推荐资源, 推荐书籍, 推荐阅读, 书籍, 視頻, 视频, 教程, 课程推荐,
    许可, 许可证, 授权, 贡献, 贡献者, 贡献指南, 致谢, 更新日志, 常见问题, 联系方式, 作者,
    参考資料, 参考リンク, おすすめ書籍, はじめに, おわりに, まとめ, 概要, ライセンス, リソース,
    貢献, 목차, 참고자료, 참고 자료, 참고 문헌, 자료, 학습 자료, 소개, 개요, 라이선스,
    기여, 마치며"""
)
INTRODUCTIONS = phrases(
    """introduction, intro, overview, summary, einführung, einleitung, überblick, übersicht,
    introducción, introdução, introduzione, wprowadzenie, введение, вступ, giriş, 简介, 介绍, 概要,
    概述, 소개, 개요"""
)
RESOURCES = phrases(
    """resources, ressources, ressourcen, recursos, risorse, links, liens, books, livres, bücher,
    reading, courses, tutorials, videos, playlists, kurse, cursos,
    libros, enlaces, ресурсы, ссылки, книги, курсы, материалы, kaynaklar"""
)
CONTAINERS = phrases(
    """roadmap, the roadmap, learning path, learning roadmap, stages, steps, phases, levels, topics,
    curriculum, syllabus, the path, path, étapes, phasen, stufen, schritte, themen, lernpfad,
    feuille de route, parcours, fahrplan, hoja de ruta, etapas, fasi, дорожная карта, этапы, план,
    дорожня карта, етапи, yol haritası, aşamalar, lộ trình, peta jalan, المراحل,
    路线图, 学习路线, 学习路线图, 學習路線圖, 阶段, ロードマップ, 로드맵, 단계"""
)
TITLE_WORDS = phrases(
    """roadmap, road map, learning path, study plan, curriculum, syllabus, feuille de route,
    parcours, fahrplan, lernpfad, lernplan, hoja de ruta, ruta de aprendizaje, percorso,
    roteiro, trilha, plan nauki, ścieżka, leerpad, дорожная карта, план обучения, дорожня карта,
    yol haritası, lộ trình, peta jalan, خارطة الطريق, خريطة الطريق"""
)
TITLE_IN_TEXT = re.compile(
    r"路线|路線|学习计划|學習計劃|成长计划|ロードマップ|学習計画|로드맵|학습 계획"
)
STAGE_WORDS = phrases(
    """stage, phase, step, level, part, module, unit, chapter, section, milestone, week, month, day,
    jour, tag, día, dia, giorno, день,
    étape, niveau, partie, chapitre, semaine, mois, stufe, schritt, teil, modul, kapitel, abschnitt,
    woche, monat, etappe, etapa, fase, paso, nivel, parte, módulo, capítulo, mes, semana, tappa,
    passo, livello, etap, poziom, krok, nível, mês, этап, шаг, уровень, неделя, месяц, модуль,
    глава, часть, фаза, раздел, етап, рівень, тиждень, місяць, aşama, adım, hafta, bölüm, seviye,
    tahap, langkah, minggu, bulan, المرحلة, الأسبوع, 阶段, 階段, 步骤, 步驟, ステップ, フェーズ,
    レベル, 단계"""
)
LEVELS = phrases(
    """beginner, beginners, beginner level, basic, basics, elementary, junior, novice, intermediate,
    intermediate level, middle, mid level, advanced, advanced level, expert, senior, professional,
    einsteiger, anfänger, grundlagen, fortgeschritten, fortgeschrittene, experten, profi, débutant,
    intermédiaire, avancé, principiante, básico, intermedio, avanzado, iniciante, intermediário,
    avançado, base, intermedio, avanzato, новичок, начинающий, базовый уровень, средний уровень,
    продвинутый, продвинутый уровень, başlangıç, orta, ileri,
    入门, 初级, 基础, 进阶, 中级, 高级, 初級, 中級, 上級, 초급, 중급, 고급"""
)
OPTIONAL = re.compile(
    r"(?:optional|optionnel|facultatif|facultative|opcional|opzionale|facoltativ|fakultativ|"
    r"freiwillig|opcjonaln|bonus|nice to have|необязательн|опциональн|факультатив|по желанию|"
    r"необов|isteğe bağlı|tùy chọn|opsional|اختياري|可选|可選|选修|選修|选学|任意|オプション|선택)"
)
OTHER_DOCUMENTS = phrases(
    """features, installation, install, installing, usage, getting started, quick start, quickstart,
    configuration, options, requirements, build, building, building from source, api, api reference,
    examples, example, development, testing, tests, running tests, deployment, screenshots, demo,
    tech stack, built with, project structure, folder structure, commands, environment variables,
    troubleshooting, upgrading, migration, known issues, limitations, benchmarks, performance,
    compatibility, download, downloads, setup, how it works, architecture, documentation, roadmap,
    todo, release notes, releases, security, versioning, what s new, unreleased, added, changed,
    fixed, removed, deprecated, breaking changes,
    agenda, attendees, present, participants, decisions, action items, minutes, next steps,
    ingredients, directions, instructions, method, preparation,
    experience, work experience, education, employment, skills and interests, hobbies, languages,
    funktionen, verwendung, benutzung, konfiguration, voraussetzungen, beispiele, entwicklung,
    tagesordnung, teilnehmer, beschlüsse, zutaten, zubereitung, berufserfahrung, ausbildung,
    fonctionnalités, utilisation, prérequis, ingrédients, características, instalación, uso,
    requisitos, ingredientes, установка, использование, возможности, требования, 安装, 使用, 特性,
    功能, インストール, 使い方, 機能, 설치, 사용법"""
)
"""Headings of manuals, change logs, minutes, recipes and the like."""
COPIED_BUTTONS = phrases("copy, edit, copy code, copier, kopieren, copier le code, copiar, copia")
CODE_NAMES = phrases(
    """bash, css, csharp, go, html, java, javascript, json, makefile, markdown, mermaid, pgsql,
    plaintext, python, ruby, rust, sh, shell, sql, text, txt, typescript, vbnet, xml, yaml, nginx"""
)
