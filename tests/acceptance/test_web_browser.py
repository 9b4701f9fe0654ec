"""The pages in a real Chromium, over what the demo newsroom brought and over hostile texts."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from monitor.demo.newsroom import Newsroom
from monitor.store.alerts import load_alerts, save_alert
from monitor.store.database import Store, open_store
from monitor.store.reviews import load_reviews
from monitor.store.topics import load_topic
from monitor.web.app import make_app
from monitor.web.server import Server, config_of, listen
from tests.alerts import fell, source
from tests.website import COPY, DOC, FEED, Clock, add_members, fill, settings

PATIENCE = 90_000  # milliseconds that are waited for at most: a loaded machine is slow
NAMES = ("chromium", "chromium-browser", "google-chrome")
# In the languages and at the widths of a phone and of a wide screen.
UNREACHED = """
[...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((it) => it.checkVisibility() && it.type !== "hidden" && it.tabIndex < 0)
  .map((it) => it.outerHTML)
"""
WAYS = ((360, "dark", "ko"), (1600, "light", "en"))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on this machine (Debian: apt install chromium fonts-noto-cjk)")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as drama:
        browser = drama.chromium.launch(
            executable_path=found,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
            timeout=PATIENCE,
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(
    filled: Path, newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SimpleNamespace]:
    """The application on a port of its own, over the demo's news and hostile texts."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(filled, folder / "data")
    store = open_store(f"sqlite:///{folder / 'data' / 'monitor.db'}")
    keys = fill(store)
    clock = Clock(newsroom.days()[1])
    app = make_app(store, settings(folder), clock=clock, lang="ko")
    listening = listen("127.0.0.1", 0)
    ready = threading.Event()
    server = Server(config_of(app), ready.set)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    assert ready.wait(60)
    port = listening.getsockname()[1]
    yield SimpleNamespace(base=f"http://127.0.0.1:{port}", store=store, statement=keys["statement"])
    server.should_exit = True
    thread.join(60)
    listening.close()
    store.close()


def opened(page: Page, url: str | re.Pattern[str], site: SimpleNamespace) -> None:
    """Wait until the page of this address is there and listens to keys: before, they are lost."""
    expect(page).to_have_url(f"{site.base}{url}" if isinstance(url, str) else url)
    expect(page.locator("html[data-keys=ready]")).to_have_count(1)


def go(page: Page, path: str) -> None:
    """Open a page, and wait until it listens."""
    page.goto(path)
    expect(page.locator("html[data-keys=ready]")).to_have_count(1)


class Watch:
    """A page whose every fault is kept: of scripts, of the policy, and of what is asked for."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("dialog", lambda box: self.faults.append(f"ran: {box.message}"))
        self.page.on(
            "console",
            lambda said: (
                self.faults.append(f"{said.text} {said.location.get('url', '')}")
                if said.type == "error"
                else None
            ),
        )
        self.page.on(
            "request",
            lambda sent: (
                None
                if sent.url.startswith((base, "data:"))
                else self.faults.append(f"asked {sent.url}")
            ),
        )


@pytest.fixture
def watch(chromium: Browser, site: SimpleNamespace) -> Iterator[Watch]:
    with chromium.new_context(
        base_url=site.base,
        viewport={"width": 1200, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
    ) as context:
        watched = Watch(context, site.base)
        yield watched
        assert watched.faults == []


def _pages(site: SimpleNamespace) -> list[str]:
    store: Store = site.store
    with store.begin(write=False) as tx:
        found = {str(alert.kind): alert for alert in load_alerts(tx) if alert.key[0] != "a"}
    demo = [path for a in found.values() for path in (f"/alerts/{a.key}", f"/figures/{a.figure}")]
    return [
        "/", "/alerts/achanged", "/alerts/aconflict", "/alerts/arevised",
        f"/alerts/{site.statement}", "/figures", "/figures/f-users", "/topics",
        "/topic?name=누리챗", "/topic?name=딥시크", "/topics/edit?name=딥시크",
        "/articles", f"/article?doc={DOC}",
        f"/article?doc={COPY}", "/search?q=이용자", "/feeds", f"/feed?url={FEED}", "/digests",
        "/digests/d1", "/log", "/tokens", "/nowhere", *demo[:4],
    ]  # fmt: skip


@pytest.mark.parametrize(("width", "scheme", "lang"), WAYS)
def test_every_page_fits_runs_nothing_foreign_and_is_accessible(
    chromium: Browser, site: SimpleNamespace, width: int, scheme: str, lang: str
) -> None:
    axe = Axe()
    with chromium.new_context(
        base_url=site.base,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    ) as context:
        watched = Watch(context, site.base)
        for path in _pages(site):
            join = "&" if "?" in path else "?"
            watched.page.goto(f"{path}{join}lang={lang}")
            over = watched.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert over <= 0, path
            assert watched.page.evaluate("document.documentElement.lang") == lang
            # Whoever has no mouse reaches all that can be pressed.
            unreached = watched.page.evaluate(UNREACHED)
            assert unreached == [], path
            # A frame that nothing may run in cannot be looked into.
            told = axe.run(watched.page, options={"iframes": False}).response["violations"]
            grave = [v for v in told if v["impact"] in ("serious", "critical")]
            said = [(v["id"], [node["target"] for node in v["nodes"]]) for v in grave]
            assert said == [], path
        # A mail's own scripts and pictures are stopped in its frame, a page is not there: meant.
        meant = ("frame is sandboxed", '"img-src data:"', "404")
        faults = [said for said in watched.faults if not any(word in said for word in meant)]
        assert faults == []


def test_an_alert_is_found_opened_rejected_and_taken_back_by_keys_alone(
    watch: Watch, site: SimpleNamespace
) -> None:
    page = watch.page
    go(page, "/?topic=누리챗&kind=changed")
    page.keyboard.press("j")
    expect(page.locator("[data-item]:focus")).to_have_count(1)
    page.keyboard.press("o")
    opened(page, "/alerts/achanged", site)
    page.keyboard.press("r")
    opened(page, "/alerts/achanged?done=reject", site)
    expect(page.locator(".told")).to_be_visible()
    expect(page.locator(".decided")).to_be_visible()
    with site.store.begin(write=False) as tx:
        assert [r.decision for r in load_reviews(tx, alert="achanged")] == ["reject"]
    page.keyboard.press("u")
    opened(page, "/alerts/achanged?done=undo", site)
    expect(page.locator(".told")).to_be_visible()
    expect(page.locator(".decided")).to_have_count(0)
    with site.store.begin(write=False) as tx:
        assert load_reviews(tx, alert="achanged") == ()
    page.keyboard.press("h")
    opened(page, "/figures/f-users", site)
    page.keyboard.press("g")
    expect(page.locator("html[data-keys=leading]")).to_have_count(1)
    page.keyboard.press("f")
    opened(page, "/figures", site)
    page.keyboard.press("/")
    expect(page.locator("input[name=q]:focus")).to_have_count(1)
    page.keyboard.type("누리챗 목표")
    expect(page.locator("input[name=q]:focus")).to_have_value("누리챗 목표")
    page.keyboard.press("Enter")
    opened(page, "/search?q=%EB%88%84%EB%A6%AC%EC%B1%97+%EB%AA%A9%ED%91%9C", site)
    page.keyboard.press("Escape")
    expect(page.locator("input:focus")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.locator("dialog.help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.help")).to_be_hidden()


def test_tokens_are_made_and_revoked_and_a_figure_muted_by_keys_alone(
    watch: Watch, site: SimpleNamespace
) -> None:
    page = watch.page
    go(page, "/log")
    page.keyboard.press("n")
    opened(page, "/tokens", site)
    page.locator("main input[name=name]").focus()
    page.keyboard.type("weekly")
    page.keyboard.press("Enter")
    expect(page.locator(".secret code")).to_contain_text("fm_")
    expect(page.locator("html[data-keys=ready]")).to_have_count(1)
    revoke = page.locator("button[value=revoke]")
    revoke.focus()
    page.keyboard.press("Enter")
    opened(page, "/tokens?done=token_removed", site)
    expect(page.locator("button[value=revoke]")).to_have_count(0)
    go(page, "/figures/f-users")
    page.locator("summary").last.focus()
    page.keyboard.press("Enter")
    mute = page.locator("button[value=mute]")
    expect(mute).to_be_visible()
    mute.focus()
    page.keyboard.press("Enter")
    opened(page, "/figures/f-users?done=mute", site)
    expect(page.locator(".told")).to_be_visible()
    with site.store.begin() as tx:
        (review,) = [r for r in load_reviews(tx) if r.decision == "mute"]
    go(page, "/log")
    page.locator(f'form[action="/reviews/{review.key}/undo"] button').focus()
    page.keyboard.press("Enter")
    opened(page, "/log?done=undo", site)
    with site.store.begin(write=False) as tx:
        assert [r for r in load_reviews(tx) if r.decision == "mute"] == []


def test_every_decision_is_made_and_taken_back_by_keys_alone(
    watch: Watch, site: SimpleNamespace
) -> None:
    page = watch.page

    def opened_fold(words: str) -> Locator:
        fold = page.locator("details", has=page.locator("summary", has_text=words))
        fold.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(fold.locator("form")).to_be_visible()
        return fold

    def press(button: Locator) -> None:
        button.focus()
        page.keyboard.press("Enter")

    def taken_back(path: str, decision: str) -> None:
        opened(page, re.compile(rf"{re.escape(path)}\?done={decision}(&by=\w+)?$"), site)
        with site.store.begin(write=False) as tx:
            assert [r.decision for r in load_reviews(tx)] == [decision]
        if path.startswith("/alerts/"):
            page.keyboard.press("u")
            opened(page, f"{path}?done=undo", site)
        else:
            go(page, "/log")
            press(page.locator("form[action$='/undo'] button"))
            opened(page, "/log?done=undo", site)
        with site.store.begin(write=False) as tx:
            assert load_reviews(tx) == ()

    go(page, "/alerts/achanged")
    page.keyboard.press("a")
    taken_back("/alerts/achanged", "accept")
    fold = opened_fold("고치기")
    fold.locator("input[name=value]").focus()
    page.keyboard.type("61만 명")
    press(fold.locator("button[value=correct]"))
    taken_back("/alerts/achanged", "correct")
    fold = opened_fold("이전 값")
    fold.locator("input[name=value]").focus()
    page.keyboard.type("130만 명")
    press(fold.locator("button[value=previous]"))
    taken_back("/alerts/achanged", "previous")
    add_members(site.store)
    go(page, "/alerts/achanged")
    fold = opened_fold("합치기")
    fold.locator("select").focus()
    page.keyboard.press("End")
    expect(fold.locator("select")).to_have_value("f-members")
    press(fold.locator("button[value=merge]"))
    opened(page, re.compile(r"\?done=merge&by=\w+$"), site)
    taken_back("/alerts/achanged", "merge")
    fold = opened_fold("합치기")
    press(fold.locator("button[value=split]"))
    taken_back("/alerts/achanged", "split")
    for decision, least in (("mute", ""), ("threshold", "5%")):
        fold = opened_fold("알리지 않기")
        fold.locator("select").focus()
        page.keyboard.press("End")
        expect(fold.locator("select")).to_have_value("topic")
        fold.locator("input[name=least]").focus()
        page.keyboard.type(least)
        press(fold.locator(f"button[value={decision}]"))
        opened(page, f"/alerts/achanged?done={decision}", site)
        with site.store.begin(write=False) as tx:
            assert [r.decision for r in load_reviews(tx)] == [decision]
        go(page, "/log")
        press(page.locator("form[action$='/undo'] button"))
        opened(page, "/log?done=undo", site)
        go(page, "/alerts/achanged")
    go(page, "/figures/f-users")
    box = page.locator("tbody tr").first.locator("input[type=checkbox]")
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    fold = opened_fold("고른 값")
    press(fold.locator("button[value=split]"))
    taken_back("/figures/f-users", "split")


def test_the_first_page_costs_less_than_a_hundred_kilobytes(
    watch: Watch, site: SimpleNamespace
) -> None:
    go(watch.page, "/")
    expect(watch.page.locator(".item").nth(5)).to_be_visible()
    sent = """
        [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
          .filter((it) => !it.name.includes("/events"))
          .map((it) => [new URL(it.name).pathname, it.transferSize])
    """
    cost = dict(watch.page.evaluate(sent))
    assert {"/", "/static/site.css", "/static/site.js"} <= set(cost)
    assert sum(cost.values()) < 100_000, cost


def test_filters_change_the_list_in_place(watch: Watch, site: SimpleNamespace) -> None:
    page = watch.page
    go(page, "/")
    page.evaluate("window.kept = true")
    page.locator("select[name=kind]").select_option("conflict")
    # The address is another only once the list is.
    expect(page).to_have_url(f"{site.base}/?kind=conflict")
    expect(page.locator(".item").first).to_be_visible()
    expect(page.locator(".item .kind:not(.conflicts):not(.uncertain)")).to_have_count(0)
    assert page.evaluate("window.kept") is True


def test_news_comes_in_by_itself(watch: Watch, site: SimpleNamespace) -> None:
    page = watch.page
    go(page, "/?topic=누리챗")
    expect(page.locator(".item").first).to_be_visible()
    page.evaluate("window.kept = true")
    late = fell(480_000, topic="누리챗")
    late = replace(late, key="late", source=source("늦은신문", doc="https://late.example/1"))
    assert late.at is not None
    with site.store.begin() as tx:
        save_alert(tx, replace(late, at=late.at + timedelta(days=1)))
    expect(page.locator('a[href="/alerts/late"]')).to_be_visible()
    assert page.evaluate("window.kept") is True


def test_a_point_of_the_chart_opens_its_sentence_and_a_value_is_cited(
    watch: Watch, site: SimpleNamespace
) -> None:
    page = watch.page
    go(page, "/figures/f-users")
    point = page.locator(".chart.wide a.expected")
    point.focus()
    expect(page.locator(".chart.wide a.expected:focus")).to_have_count(1)
    page.keyboard.press("Enter")
    dialog = page.locator("dialog.point")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("200만 명을 목표로")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.locator("[data-copy]").first.click()
    expect(page.locator("[data-say]")).not_to_be_empty()
    assert "누리챗 월간 이용자 수: 200만 명" in page.evaluate("navigator.clipboard.readText()")


def test_a_topic_is_previewed_on_the_page_before_it_is_saved(
    watch: Watch, site: SimpleNamespace
) -> None:
    page = watch.page
    go(page, "/topics/edit")
    page.locator("input[name=name]").fill("새 시험")
    page.locator("input[name=aliases]").fill("챗GPT")
    page.evaluate("window.kept = true")
    page.locator("button[value=preview]").click()
    expect(page.locator("#preview h2")).to_be_visible()
    expect(page.locator("#preview tbody tr").first).to_be_visible()
    assert page.evaluate("window.kept") is True
    with site.store.begin(write=False) as tx:
        assert load_topic(tx, "새 시험") is None
    page.locator("button[value=save]").click()
    opened(page, re.compile(r"/topic\?.*done=topic"), site)
    expect(page.locator(".told")).to_be_visible()
    with site.store.begin(write=False) as tx:
        assert load_topic(tx, "새 시험") is not None


def test_everything_works_without_scripts(chromium: Browser, site: SimpleNamespace) -> None:
    with chromium.new_context(base_url=site.base, java_script_enabled=False) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto("/")
        page.locator("select[name=kind]").select_option("revised")
        page.locator(".filters button").click()
        expect(page).to_have_url(re.compile(r"/\?.*kind=revised"))
        expect(page.locator(".item").first).to_be_visible()
        page.goto("/alerts/arevised")
        page.locator("button[value=accept]").click()
        expect(page).to_have_url(f"{site.base}/alerts/arevised?done=accept")
        expect(page.locator(".told")).to_be_visible()
        page.locator(".decided button").click()
        expect(page).to_have_url(f"{site.base}/alerts/arevised?done=undo")
        expect(page.locator(".told")).to_be_visible()
        expect(page.locator(".decided")).to_have_count(0)
        page.goto("/topics/edit?name=누리챗")
        page.locator("button[value=preview]").click()
        expect(page.locator("#preview h2")).to_be_visible()
