"""`monitor eval`: how well claims and alerts are found, against stories and claims with gold."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.output import Format, print_line, print_records, progress
from monitor.cli.session import SESSION, os_reason, settings_name, tell
from monitor.errors import ConfigError
from monitor.judge.scoring import (
    FIELDS,
    AlertScore,
    ClaimScore,
    Miss,
    Page,
    Record,
    Story,
    Tally,
    by_doc,
    read_alerts,
    read_claims,
    read_story,
    score_alerts,
    score_claims,
)
from monitor.model import Article, Modality, Url
from monitor.records import claim_record

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.pipeline import Pipeline

app = typer.Typer(add_completion=False)
MOST_BYTES = 50_000_000  # of one file of gold
TOPICS, SEEDS = Path("config") / "topics.toml", Path("seeds")


@dataclass(slots=True)
class _Gold:
    """What the files say is right: stories, or claims of documents that stand in files."""

    stories: list[Story] = field(default_factory=list)
    claims: dict[str, list[Record]] = field(default_factory=dict)  # by the document's file name
    documents: dict[str, Article] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many articles have gold, the edited versions of one counted as one."""
        return len(self.stories) + len(self.claims)


@app.command()
def evaluate(
    paths: Annotated[list[Path], typer.Argument(help="eval.paths")],
    found: Annotated[Path | None, typer.Option("--found", help="eval.from")] = None,
    texts: Annotated[Path | None, typer.Option("--documents", help="eval.documents")] = None,
    seeds: Annotated[Path | None, typer.Option("--seeds", help="eval.seeds")] = None,
    topics: Annotated[Path | None, typer.Option("--topics", help="eval.topics")] = None,
    claims_only: Annotated[bool, typer.Option("--claims", help="eval.claims")] = False,
    strict: Annotated[bool, typer.Option("--strict-kind", help="eval.strict")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="eval.misses")] = False,
    form: Annotated[Format, typer.Option("--format", help="cli.format")] = Format.TABLE,
) -> int:
    """Score the program, or records that it printed elsewhere, against gold."""
    gold = _load_gold(paths, texts)
    claims: ClaimScore | None = None
    alerts: AlertScore | None = None
    if found is not None:
        records = _load_lines(found)
        if any("kind" in record for record in records):
            alerts = _score_found_alerts(gold, records, found, strict=strict)
        else:
            claims = _score_found_claims(gold, records, found)
    else:
        claims = _score_own_claims(gold)
        judged = [story for story in gold.stories if story.alerts is not None]
        if judged and not claims_only:
            topics = topics or _own(paths, TOPICS.name)
            seeds = seeds or _own(paths, SEEDS.name)
            topics = topics or _beside(paths, _settings().topics_file, TOPICS, "--topics")
            seeds = seeds or _beside(paths, _settings().seeds_folder, SEEDS, "--seeds")
            alerts = asyncio.run(_score_own_alerts(gold.stories, seeds, topics, strict=strict))
    if form is Format.TABLE:
        _print(claims, alerts, misses=misses)
        _print_legend(gold, claims, alerts)
    else:
        print_records(_records(claims, alerts, misses=misses, stories=len(gold)), form)
    return 0


def _settings() -> Config:
    return SESSION.config()


def _own(paths: Sequence[Path], name: str) -> Path | None:
    """Return the file or folder of this name in a folder of gold that was named, if one has it."""
    return next((path / name for path in paths if path.is_dir() and (path / name).exists()), None)


def _beside(paths: Sequence[Path], named: Path | None, usual: Path, option: str) -> Path:
    """Return what alerts are judged with: what the settings name, else what is found.

    It is looked for at its usual place in this folder, then above the gold, up to the root of a
    project. Raises ConfigError, with the option, where it is nowhere.
    """
    if named is not None:
        return named
    above = [folder for path in paths for folder in path.absolute().parents]
    for folder in (Path(), *above):
        if (folder / usual).exists():
            return folder / usual
    settings = settings_name(_settings())
    raise ConfigError([tell("eval.nowhere", option=option, usual=usual, settings=settings)])


# --- gold and what was found ---------------------------------------------------------------------


def _load_gold(paths: Sequence[Path], documents: Path | None) -> _Gold:
    gold = _Gold()
    for file in _files(paths):
        if file.suffix == ".jsonl":
            _take_lines(gold, file, documents)
        else:
            gold.stories.append(_load_story(file))
    ids = [story.id for story in gold.stories]
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise ConfigError([tell("eval.twice", names=", ".join(twice))])
    return gold


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inside = sorted(path.glob("*.json"))
            if not inside:
                raise ConfigError([f"{path}: {tell('eval.no_gold')}"])
            yield from inside
        else:
            yield path


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise ConfigError([f"{file}: {tell('eval.too_large')}"])
        return file.read_text("utf-8")
    except OSError as e:
        raise ConfigError([f"{file}: {os_reason(e)}"]) from e
    except UnicodeDecodeError as e:
        raise ConfigError([f"{file}: {tell('config.not_utf8')}"]) from e


def _load_story(file: Path) -> Story:
    try:
        return read_story(json.loads(_text(file)))
    except json.JSONDecodeError as e:
        raise ConfigError([f"{file}: {tell('eval.not_json', line=e.lineno)}"]) from e
    except (ValueError, RecursionError) as e:
        raise ConfigError([f"{file}: {tell('eval.bad_key', key=e)}"]) from e


def _load_lines(file: Path) -> list[dict[str, Any]]:
    records = []
    for number, line in enumerate(_text(file).splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as e:
            raise ConfigError([f"{file}: {tell('eval.not_json', line=number)}"]) from e
        if not isinstance(record, dict) or not isinstance(record.get("doc"), str):
            raise ConfigError([f"{file}: {tell('eval.bad_key', key=f'{number}: doc')}"])
        records.append(record)
    return records


def _take_lines(gold: _Gold, file: Path, documents: Path | None) -> None:
    """Take documents with their claims, or claims of documents that stand beside the file."""
    for number, record in enumerate(_load_lines(file), 1):
        try:
            if "text" in record and "claims" in record:
                _take_document(gold, record)
                continue
            name = Path(record["doc"]).name
            gold.claims.setdefault(name, []).extend(read_claims([record], str(number)))
        except ValueError as e:
            raise ConfigError([f"{file}: {tell('eval.bad_key', key=e)}"]) from e
    for name in gold.claims:
        if name not in gold.documents:
            gold.documents.update(_load_document(documents or file.parent, name))


def _take_document(gold: _Gold, record: Mapping[str, Any]) -> None:
    story = {**record, "id": record["doc"], "gold_claims": record["claims"]}
    story["body"] = [record["text"]]
    story["tolerated_claims"] = record.get("tolerated") or []
    day = str(record.get("published") or "")
    story["published"] = f"{day}-15" if len(day) == len("2025-02") else day
    made = read_story(story)
    gold.stories.append(replace(made, claims_complete=bool(record.get("complete", True))))


def _load_document(folder: Path, name: str) -> dict[str, Article]:
    from monitor.collect.files import load_article
    from monitor.errors import SourceError

    file = folder / name
    if not file.is_file():
        return {}
    try:
        return {name: load_article(file)}
    except SourceError as e:
        raise ConfigError([str(e)]) from e


# --- what the program finds ----------------------------------------------------------------------


def _article(story: Story, page: Page) -> Article:
    return Article(
        url=Url(story.url),
        title=page.title,
        text=page.text,
        outlet=story.outlet,
        published=page.published,
    )


def _claims_of(article: Article) -> list[Record]:
    from monitor.extract.claims import extract_claims

    return [claim_record(claim) for claim in extract_claims(article)]


def _readings(gold: _Gold) -> Iterator[tuple[str, Story, Page]]:
    """Yield the pages that have gold claims, each with its name: `h004`, and `h004/2` edited."""
    for story in gold.stories:
        for number, page in enumerate(story.pages, 1):
            if page.has_gold:
                yield (story.id if number == 1 else f"{story.id}/{number}"), story, page


def _score_own_claims(gold: _Gold) -> ClaimScore | None:
    wanted: dict[str, Sequence[Record]] = dict(gold.claims)
    pages = list(_readings(gold))
    if missing := sorted(set(gold.claims) - set(gold.documents)):
        raise ConfigError([tell("eval.no_document", name=name) for name in missing])
    if not pages and not wanted:
        return None
    found: dict[str, Sequence[Record]] = {}
    tolerated: dict[str, Sequence[Record]] = {}
    incomplete = set()
    with progress(tell("eval.reading"), len(pages) + len(wanted)) as bar:
        for name in gold.claims:
            found[name] = _claims_of(gold.documents[name])
            bar.step()
        for name, story, page in pages:
            wanted[name], tolerated[name] = page.claims, page.tolerated
            found[name] = _claims_of(_article(story, page))
            if not story.claims_complete:
                incomplete.add(name)
            bar.step()
    return score_claims(wanted, found, tolerated=tolerated, incomplete=incomplete)


def _score_found_claims(gold: _Gold, records: list[dict[str, Any]], file: Path) -> ClaimScore:
    """Score claims that were printed elsewhere; their documents go by file name or story."""
    names = {story.url: story.id for story in gold.stories}
    try:
        checked = read_claims(records, "")
    except ValueError as e:
        raise ConfigError([f"{file}: {tell('eval.bad_key', key=e)}"]) from e
    found = by_doc({**r, "doc": names.get(r["doc"]) or Path(r["doc"]).name} for r in checked)
    wanted: dict[str, Sequence[Record]] = dict(gold.claims)
    tolerated: dict[str, Sequence[Record]] = {}
    incomplete = set()
    for name, story, page in _readings(gold):
        wanted[name], tolerated[name] = page.claims, page.tolerated
        if not story.claims_complete:
            incomplete.add(name)
    return score_claims(wanted, found, tolerated=tolerated, incomplete=incomplete)


def _gold_alerts(
    stories: Iterable[Story], names: Mapping[str, str]
) -> tuple[dict[str, list[Record]], dict[str, list[Record]]]:
    gold: dict[str, list[Record]] = {}
    tolerated: dict[str, list[Record]] = {}
    for story in stories:
        if story.alerts is not None:
            doc = names.get(story.id, story.url)
            gold.setdefault(doc, []).extend(story.alerts)
            tolerated.setdefault(doc, []).extend(story.tolerated_alerts)
    return gold, tolerated


def _score_found_alerts(
    gold: _Gold, records: list[dict[str, Any]], file: Path, *, strict: bool
) -> AlertScore:
    try:
        found = by_doc(read_alerts(records, ""))
    except ValueError as e:
        raise ConfigError([f"{file}: {tell('eval.bad_key', key=e)}"]) from e
    wanted, tolerated = _gold_alerts(gold.stories, {})
    return score_alerts(wanted, found, tolerated, strict_kind=strict)


async def _score_own_alerts(
    stories: Sequence[Story], folder: Path, topics: Path, *, strict: bool
) -> AlertScore:
    """Judge the stories in the order of publication, in a database of their own."""
    from monitor.cli.topic import load_topics_file
    from monitor.pipeline import open_pipeline
    from monitor.records import alert_record
    from monitor.store.alerts import load_alerts
    from monitor.store.topics import save_topic

    config = SESSION.config()
    followed = load_topics_file(topics)
    if not folder.exists():
        raise ConfigError([f"{folder}: {tell('cli.no_file')}"])
    readings = sorted(
        ((page.published, story.id, number, story, page) for story in stories
         for number, page in enumerate(story.pages, 1)),
        key=lambda r: r[:3],
    )  # fmt: skip
    moment = [readings[0][0] - timedelta(days=1)]
    with tempfile.TemporaryDirectory(prefix="monitor-eval-") as place:
        own = replace(
            config, data=Path(place), database_url=f"sqlite:///{Path(place) / 'monitor.db'}"
        )
        async with open_pipeline(own, clock=lambda: moment[0], lang=SESSION.lang) as steps:
            with steps.store.begin() as tx:
                for topic in followed:
                    save_topic(tx, topic)
            await _build(steps, folder)
            with progress(tell("eval.judging"), len(readings)) as bar:
                for when, _, _, story, page in readings:
                    moment[0] = when + timedelta(minutes=30)
                    await _check(steps, _article(story, page), moment[0])
                    bar.step()
            with steps.store.begin(write=False) as tx:
                found = [alert_record(a) for a in load_alerts(tx, include_confirmed=True)]
    wanted, tolerated = _gold_alerts(stories, {})
    return score_alerts(wanted, by_doc(found), tolerated, strict_kind=strict)


async def _build(steps: Pipeline, folder: Path) -> None:
    from monitor.cli.baseline import build_baseline
    from monitor.collect.files import find_documents

    _, faults = await build_baseline(steps, find_documents([folder]))
    if faults:
        raise ConfigError(faults)


async def _check(steps: Pipeline, article: Article, now: datetime) -> None:
    from monitor.store.articles import save_article

    with steps.store.begin() as tx:
        saved = save_article(tx, article, now=now)
    if saved.is_new_version:
        await steps.check((saved.doc, saved.version))


# --- what is printed -----------------------------------------------------------------------------


def _records(
    claims: ClaimScore | None, alerts: AlertScore | None, *, misses: bool, stories: int
) -> Iterator[dict[str, Any]]:
    if claims is not None:
        tally = claims.tally
        yield {
            "what": "claims",
            **_tally_record(tally),
            **{name: round(tally.share(name), 4) for name in (*FIELDS, "all_four")},
            "claim_f1": round(tally.whole_f1, 4),
            "stories": stories,
        }
        for (gold, mine), count in sorted(claims.modality.items()):
            yield {"what": "modality", "gold": gold, "found": mine, "count": count}
    for kind, tally in sorted(alerts.tallies.items()) if alerts else ():
        yield {"what": "alerts", "kind": kind, **_tally_record(tally), "stories": stories}
    if misses:
        for what, score in (("claim", claims), ("alert", alerts)):
            for miss in score.misses if score else ():
                yield {
                    "what": f"{what} {miss.what}",
                    "doc": miss.doc,
                    "gold": miss.gold,
                    "found": miss.found,
                }


def _tally_record(tally: Tally) -> dict[str, Any]:
    return {
        "gold": tally.gold,
        "found": tally.found,
        "matched": tally.matched,
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "f1": round(tally.f1, 4),
    }


def _print(claims: ClaimScore | None, alerts: AlertScore | None, *, misses: bool) -> None:
    if misses:
        for what, score in (("claim", claims), ("alert", alerts)):
            for miss in score.misses if score else ():
                print_line(_miss(what, miss))
        if (claims and claims.misses) or (alerts and alerts.misses):
            print_line()
    if claims is not None:
        _print_claims(claims)
    if alerts is not None:
        if claims is not None:
            print_line()
        _print_alerts(alerts)


COUNTS = ("precision", "recall", "f1", "matched", "gold", "found")


def _counts(tally: Tally) -> tuple[str, ...]:
    return (
        f"{tally.precision:.3f}",
        f"{tally.recall:.3f}",
        f"{tally.f1:.3f}",
        str(tally.matched),
        str(tally.gold),
        str(tally.found),
    )


def _print_claims(score: ClaimScore) -> None:
    tally = score.tally
    titles = [(tell("eval.of_claims"), "left"), *((tell(f"eval.{c}"), "right") for c in COUNTS)]
    print_records((), Format.TABLE, columns=titles, rows=[(tell("eval.value"), *_counts(tally))])
    print_line()
    rows = [
        (tell(f"eval.field.{name}"), f"{tally.share(name):.3f}", str(tally.agree[name]))
        for name in (*FIELDS, "all_four")
    ]
    columns = [
        (tell("eval.of_matched"), "left"),
        (tell("eval.share"), "right"),
        (tell("eval.right"), "right"),
    ]
    print_records((), Format.TABLE, columns=columns, rows=rows)
    print_line()
    print_line(tell("eval.claim_f1", f1=f"{tally.whole_f1:.3f}"))
    print_line()
    said = [m for m in Modality if any(m in pair for pair in score.modality)]
    columns = [(tell("eval.confusion"), "left")]
    columns += [(tell(f"modality.{m}"), "right") for m in said]
    confused = [
        (tell(f"modality.{gold}"), *(str(score.modality[gold, mine] or "·") for mine in said))
        for gold in said
    ]
    print_records((), Format.TABLE, columns=columns, rows=confused)


def _print_alerts(score: AlertScore) -> None:
    titles = [(tell("eval.of_alerts"), "left"), *((tell(f"eval.{c}"), "right") for c in COUNTS)]
    rows = [
        (tell(f"kind.{kind}") if kind not in ("all", "sent") else tell(f"eval.{kind}"),
         *_counts(tally))
        for kind, tally in sorted(score.tallies.items())
    ]  # fmt: skip
    print_records((), Format.TABLE, columns=titles, rows=rows)


def _print_legend(gold: _Gold, claims: ClaimScore | None, alerts: AlertScore | None) -> None:
    """Say what was measured, and what the columns mean."""
    print_line()
    readings = sum(1 for _ in _readings(gold)) + len(gold.claims)
    print_line(tell("eval.stories", stories=len(gold), readings=readings))
    print_line(tell("eval.legend"))
    if claims is not None:
        print_line(tell("eval.legend_claims"))
    if alerts is not None:
        print_line(tell("eval.legend_alerts"))


def _miss(what: str, miss: Miss) -> str:
    """Return a line on what went wrong: where, what was wanted, what was found instead."""
    if what == "alert":
        return _missed_alert(miss)
    claim = miss.gold or miss.found or {}
    if miss.what not in ("missed", "extra"):
        wanted, mine = (side.get(miss.what) if side else None for side in (miss.gold, miss.found))
        told = tell(f"eval.field.{miss.what}")
        said = f"{_value(claim)} | {wanted} → {mine}"
    else:
        told = tell(f"eval.{miss.what}")
        said = f"{_value(claim)} | {claim.get('subject')} | {claim.get('metric')}"
    return f"{told}  {miss.doc}  {said} | {(claim.get('quote') or '')[:80]}"


def _missed_alert(miss: Miss) -> str:
    alert = miss.gold or miss.found or {}
    claim, before = alert["claim"], alert.get("previous")
    old = f" ← {_value(before)}" if before else ""
    said = f"{_value(claim)}{old} | {claim.get('subject')} | {claim.get('metric')}"
    kind = tell(f"kind.{alert['kind']}")
    quote = (claim.get("quote") or "")[:80]
    return f"{tell(f'eval.{miss.what}')}  {miss.doc}  {kind}  {said} | {quote}"


def _value(claim: Mapping[str, Any]) -> str:
    low, high = claim.get("low"), claim.get("high")
    amount = str(low) if low == high else f"{low}…{high}"
    return f"{amount} {claim.get('unit')}"
