"""The moment at which every benchmark takes place."""

NOW_MS = 1_795_510_800_000  # 2026-11-24 09:00 UTC
