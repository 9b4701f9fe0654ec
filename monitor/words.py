"""What a user reads, in Korean and in English: one table, looked up by key."""

from __future__ import annotations

from typing import Literal

Lang = Literal["ko", "en"]

# key: (Korean, English), with str.format fields. Grouped by who says it; keys are `room.what`.
WORDS: dict[str, tuple[str, str]] = {
    # --- model: kinds and modalities -------------------------------------------------------------
    "kind.changed": ("바뀜", "changed"),
    "kind.conflict": ("엇갈림", "conflict"),
    "kind.revised": ("기사 수정", "revised"),
    "kind.new": ("새 수치", "new"),
    "kind.confirmed": ("재확인", "confirmed"),
    "modality.asserted": ("사실", "asserted"),
    "modality.forecast": ("전망", "forecast"),
    "modality.planned": ("계획", "planned"),
    "modality.alleged": ("주장", "alleged"),
    "modality.denied": ("부인", "denied"),
}


def say(key: str, lang: Lang = "ko", /, **values: object) -> str:
    """Return the words of `key` with `values` filled in; a missing key is a bug: KeyError."""
    korean, english = WORDS[key]
    return (english if lang == "en" else korean).format(**values)
