"""Bytes from outside → text, whatever header, meta and declaration say of their encoding.

What they say is often wrong: UTF-8 pages keep a `charset=euc-kr` from before they were transcoded,
CP949 is served as UTF-8 or Latin-1. So the bytes decide first, and what is declared only where
they leave it open.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from monitor.patterns import Pattern

# "UTF-8 unless more than 1 in 1000 bytes is broken, else CP949": survived every form tried.
BROKEN_SHARE = 0.001

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.I)
_HEADER = Pattern(r"""charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.I)
_HEAD = 8192  # bytes looked at for a declaration: a meta may stand after 3 kB of scripts

# CP949 is meant wherever one of these is said: browsers read all of them so.
_KOREAN = frozenset({"euc-kr", "euckr", "ks_c_5601-1987", "ks_c_5601", "ksc5601", "korean"})
_KOREAN_MORE = frozenset({"cp949", "ms949", "uhc", "windows-949", "x-windows-949", "iso-ir-149"})
_SYLLABLE = Pattern("[\uac00-\ud7a3]")
_FOREIGN = Pattern("[\u4e00-\u9fff\u0400-\u04ff]")
_LETTERS = Pattern("[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?")
# What XML and HTML may not hold: control characters but tab, line feed and carriage return.
_CONTROL = Pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# What either of the two needs: most texts have none, and are gone through once.
_ODD = Pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u1100-\u1112\ufffe\uffff\ud800-\udfff]")


def decode_text(body: bytes, *, content_type: str | None = None) -> str:
    """Return `body` as text without byte order mark and control characters.

    Args:
        content_type: the HTTP header as given, the weakest witness.

    A broken or cut byte becomes U+FFFD and garbles nothing around it.
    """
    text = _decode(body, content_type)
    if not _ODD.search(text):
        return text.removeprefix("\ufeff")
    text = _CONTROL.sub("", text).removeprefix("\ufeff")
    # Files from a Mac spell 각 as its three letters, which no pattern and no search would find.
    return _LETTERS.sub(lambda m: unicodedata.normalize("NFC", m.group()), text)


def _decode(body: bytes, content_type: str | None) -> str:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins like it
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    if body[:2] in (b"<\0", b"\0<"):
        return body.decode("utf-16-le" if body[:1] == b"<" else "utf-16-be", "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    as_utf8 = body.decode("utf-8", "replace")
    if _broken(as_utf8) <= max(1, len(body) * BROKEN_SHARE):
        return as_utf8
    as_cp949 = body.decode("cp949", "replace")
    declared = declared_encodings(body, content_type)
    if _broken(as_cp949) <= max(2, len(body) * BROKEN_SHARE * 5) and _is_korean(as_cp949):
        return as_cp949
    texts = [as_utf8, as_cp949]
    texts += [body.decode(name, "replace") for name in declared if name not in ("utf-8", "cp949")]
    # Latin-1 reads anything: only believed where the Korean readings fail badly.
    return min(texts, key=lambda text: (_broken(text), texts.index(text)))


def declared_encodings(body: bytes, content_type: str | None) -> tuple[str, ...]:
    """Return the codecs that the bytes' own declaration and the header name, in that order."""
    said = [m.decode("ascii") for m in _DECLARED.findall(body[:_HEAD])]
    said += _HEADER.findall(content_type or "")
    found = []
    for name in said:
        known = _codec(name)
        if known and known not in found:
            found.append(known)
    return tuple(found)


def _codec(name: str) -> str | None:
    name = name.strip().lower()
    if name in _KOREAN or name in _KOREAN_MORE:
        return "cp949"
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # `base64` and `rot13` are codecs too, but not of text.
    return info.name if getattr(info, "_is_text_encoding", True) else None


def _broken(text: str) -> int:
    return text.count("\ufffd")


def _is_korean(text: str) -> bool:
    """Tell Korean read as CP949 from another encoding that CP949 happens to accept."""
    if _FOREIGN.search(text) is None:
        return _SYLLABLE.search(text) is not None
    return len(_SYLLABLE.findall(text)) > len(_FOREIGN.findall(text))
