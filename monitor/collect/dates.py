"""parse_date, parse_day: the dates that Korean feeds, pages and documents write → moments and days.

A stamp without a zone is Korean time: every ndsoft title writes so, and parsers that read UTC are
nine hours late.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

from monitor.model import SEOUL
from monitor.patterns import Pattern

LONGEST = 400  # characters looked at: a date stands at the front of what it is read from
# How far ahead of ours a clock of a publisher may be.
_SLACK = timedelta(minutes=15)

_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ],
        1,
    )
    for name in names.split()
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_ZONES = {"UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "KST": 9, "JST": 9, "WET": 0, "CET": 1, "CEST": 2}
_ZONES |= {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_ZONE = (
    r"(?P<zone>(?:GMT|UTC|UT)?\s?[+\-−]\d{1,2}(?::?\d{2})?(?!\d)"
    r"|Z(?![A-Za-z])|(?:KST|JST|GMT|UTC|UT|WET|CES?T|[ECMP][SD]T)(?![A-Za-z]))?"
)
_HALF = r"(?P<half>오전|오후|새벽|아침|낮|저녁|밤|[AaPp]\.?[Mm]\.?)"
_TIME = (
    rf"(?:{_HALF}\s*)?(?P<hour>\d{{1,2}})\s*(?:[:：]|시)\s*(?:(?P<minute>\d{{1,2}})\s*분?"
    r"(?:\s*:?\s*(?P<second>\d{1,2})(?:[.,]\d{1,9})?\s*초?)?)?"
    rf"(?:\s*(?P<half2>[AaPp]\.?[Mm]\.?)(?![A-Za-z]))?\s*{_ZONE}"
)
_YMD = (
    r"(?<!\d)(?P<year>\d{4})\s*(?P<mark>[.\-/]|년)\s*(?P<month>\d{1,2})\s*(?:[.\-/]|월)\s*"
    r"(?P<day>\d{1,2})(?!\d)\s*[.일]?"
)
_WEEKDAY = r"(?:\s*\(?[월화수목금토일](?:요일)?\)?(?=[\s,(]))?"
_NUMERIC = Pattern(rf"{_YMD}{_WEEKDAY}(?:[\sT,]*\(?\s*{_TIME})?", re.I)
# `26.11.21 14:05`: two digits make a year only with a time behind them.
_SHORT = Pattern(
    r"(?<![\d.])'?(?P<year>\d{2})\.\s?(?P<month>\d{1,2})\.\s?(?P<day>\d{1,2})\.?\s+" + _TIME
)
# `20261121093000`, `20261121T0930`, `20261121`
_COMPACT = Pattern(
    r"(?<!\d)(?P<year>20\d{2}|19\d{2})(?P<month>\d{2})(?P<day>\d{2})"
    rf"(?:[T\s]?(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})?)?(?!\d)\s*{_ZONE}"
)
# RFC 822 and what passes for it: no blank after the comma, the month as a number, no weekday.
_MAIL = Pattern(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s\-]+(?:{_MONTH}|(?P<month2>\d{{1,2}}))[\s,\-]+"
    rf"(?P<year>\d{{4}}|\d{{2}})(?!\d)(?:[\s,T]+{_TIME})?",
    re.I,
)
# `Nov 21, 2026 9:30 AM` and asctime's `Sat Nov 21 09:30:00 2026`
_AMERICAN = Pattern(
    rf"(?<![A-Za-z]){_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)"
    rf"(?:(?:[\s,]+|\s[\-–|]\s)(?:at\s+)?{_TIME})?",
    re.I,
)
_ASCTIME = Pattern(
    rf"(?<![A-Za-z]){_MONTH}\s+(?P<day>\d{{1,2}})\s+{_TIME}\s*(?P<year>\d{{4}})(?!\d)", re.I
)
_NAMED = (_ASCTIME, _AMERICAN)
# What most documents and command lines say: read before the other patterns need be compiled.
_ISO_DAY = Pattern(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_CLOCK = r"([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])"
_MAIL_STAMP = Pattern(
    rf"(?:[A-Z][a-z]{{2}}, ?)?([0-9]{{1,2}}) ([A-Z][a-z]{{2}}) ([0-9]{{4}}) {_CLOCK} "
    r"([+-][0-9]{4}|GMT)"
)
_ISO_STAMP = Pattern(
    rf"([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}})[T ]{_CLOCK}(Z|[+-][0-9]{{2}}:[0-9]{{2}})?"
)
_EPOCH = Pattern(r"^\d{10}(?:\d{3})?$")
# Which of several dates is the one of publication: the labelled one, never the edit's.
_FIRST_LABEL = Pattern(r"(?:입력|등록|송고|승인|기사전송|작성|게재|게시|발행|최초|보도|출고)")
_EDIT_LABEL = Pattern(r"(?:수정|업데이트|갱신|updated?|modified)\s*[:：]?\s*[\[(]?\s*$", re.I)

_MONTH_ONLY = Pattern(r"^\s*(?P<year>\d{4})\s*(?:[.\-/]|년)\s*(?P<month>\d{1,2})\s*[.월]?\s*$")


def parse_date(text: str | None) -> datetime | None:
    """Return the moment that `text` names, in UTC; None where it names none. Never raises.

    Without a zone it is Korean time; a whole day is its midnight in Korea. Of several dates the one
    labelled 입력, 등록, 송고, 승인 … counts, and never the one labelled 수정.

    >>> parse_date("입력 2026.11.21. 오후 2:05 수정 2026.11.21. 오후 3:20")
    datetime.datetime(2026, 11, 21, 5, 5, tzinfo=datetime.timezone.utc)
    """
    if isinstance(text, str) and (exact := _read_exact(text)) is not None:
        return exact
    tidy = _tidy(text)
    if not any(c.isdigit() for c in tidy):
        return None
    if _EPOCH.match(tidy):
        return datetime.fromtimestamp(int(tidy[:10]), UTC)
    if label := _FIRST_LABEL.search(tidy):
        behind = tidy[label.end() :]
        # `2026-11-21 14:05 송고 | 2026-11-21 14:31 최종수정`: here the label stands behind.
        is_behind = not re.match(r"\W{0,3}\d", behind) and not _EDIT_LABEL.search(
            tidy[: label.start()]
        )
        found = _first(tidy[: label.start()]) if is_behind else None
        found = found or _first(behind)
        if found is not None:
            return found
    return _first(tidy)


def parse_day(text: str | None) -> tuple[date, date] | None:
    """Return the first and last day that `text` names: a day, or a whole month; None for neither.

    A moment counts as its day in Korea.

    >>> parse_day("2026-02")
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
    """
    tidy = _tidy(text)
    if month := _MONTH_ONLY.match(tidy):
        year, number = int(month["year"]), int(month["month"])
        if not (1900 <= year < 2200 and 1 <= number <= 12):
            return None
        last = calendar.monthrange(year, number)[1]
        return date(year, number, 1), date(year, number, last)
    moment = parse_date(tidy)
    if moment is None:
        return None
    day = moment.astimezone(SEOUL).date()
    return day, day


def is_whole_day(text: str | None) -> bool:
    """Tell whether the date in `text` has no time of day."""
    tidy = _tidy(text)
    return parse_date(tidy) is not None and not re.search(r"\d\s*[:시]|T\d{2}|\d{10}", tidy)


def sane_moment(moment: datetime | None, now: datetime) -> datetime | None:
    """Return `moment` if news can be of it; None for 1970 and 2099.

    Nine hours too late is Korean time that was called UTC, as several publishers do.
    """
    if moment is None or moment.year < 1990:
        return None
    latest = now + _SLACK
    if moment <= latest:
        return moment
    korean = moment - timedelta(hours=9)
    return korean if korean <= latest else None


def _tidy(text: str | None) -> str:
    if not isinstance(text, str):
        return ""
    return " ".join(unicodedata.normalize("NFKC", text[:LONGEST]).split())


def _first(text: str) -> datetime | None:
    """Return the first date in `text` that is not labelled as an edit's."""
    if iso := _ISO_DAY.fullmatch(text):
        return _moment(iso)
    patterns = [_NUMERIC, *(_NAMED if _names_month(text) else ()), _MAIL, _COMPACT, _SHORT]
    matches = [match for pattern in patterns for match in pattern.finditer(text)]
    # Two patterns can meet at one place: the one that reads more of the text is right.
    matches.sort(key=lambda m: (m.start(), -len(m.group())))
    edited: datetime | None = None
    for match in matches:
        moment = _moment(match)
        if moment is None:
            continue
        if not _EDIT_LABEL.search(text[: match.start()]):
            return moment
        edited = edited or moment
    return edited


def _read_exact(text: str) -> datetime | None:
    """Return the moment of a stamp as standards want it, and most feeds write it; None for other.

    What the patterns below would say too, at a tenth of the time.
    """
    if found := _MAIL_STAMP.fullmatch(text):
        day, name, year, hour, minute, second, zone = found.groups()
        month = _MONTHS.get(name.lower(), 0)
    elif found := _ISO_STAMP.fullmatch(text):
        year, number, day, hour, minute, second, zone = found.groups()
        month = int(number)
    else:
        return None
    try:
        wall = datetime(
            int(year), month, int(day), int(hour), int(minute), int(second), tzinfo=_zone(zone)
        )
        return wall.astimezone(UTC) if 1900 <= wall.year < 2200 else None
    except (ValueError, OverflowError):
        return None


def _names_month(text: str) -> bool:
    lowered = text.lower()
    return any(month in lowered for month in _MONTHS)


def _moment(match: re.Match[str]) -> datetime | None:
    part = match.groupdict()
    year = int(part["year"])
    if year < 100:
        year += 2000 if year < 70 else 1900
    month = part["month"] or part.get("month2") or ""
    number = _MONTHS.get(month.lower().rstrip(".")) or (int(month) if month.isdigit() else 0)
    hour = _hour(int(part.get("hour") or 0), part.get("half") or part.get("half2") or "")
    minute, second = int(part.get("minute") or 0), min(int(part.get("second") or 0), 59)
    if not 1900 <= year < 2200 or hour is None or minute > 59:
        return None
    try:
        wall = datetime(year, number, int(part["day"]), tzinfo=_zone(part.get("zone")))
        return (wall + timedelta(hours=hour, minutes=minute, seconds=second)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _hour(hour: int, half: str) -> int | None:
    if hour > 24:
        return None
    half = half.lower().replace(".", "")
    if half in ("오후", "저녁", "밤", "pm", "낮") and hour < 12:
        # `낮 11시` is before noon, `밤 1시` after midnight: only these words reach over.
        if (half == "낮" and hour >= 10) or (half == "밤" and hour <= 4):
            return hour
        return hour + 12
    if half in ("오전", "새벽", "am") and hour == 12:
        return 0
    return hour


@lru_cache(maxsize=128)
def _zone(name: str | None) -> timezone:
    if not name:
        return timezone(timedelta(hours=9))
    name = name.upper().replace("−", "-").replace(" ", "")
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    offset = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", name)
    if offset is None:
        return timezone(timedelta(hours=9))
    size = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    # -0000 says "no zone known" (RFC 5322), but feeds that say it mean UTC; over 14 h is nonsense.
    if size > timedelta(hours=14):
        raise ValueError("no such zone")
    return timezone(size if offset[1] == "+" else -size)
