"""The quick reader of plainly written feeds: every form is read as feedparser reads it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.collect.feeds import parse_feed
from monitor.collect.markup import plain_text
from monitor.collect.plainfeeds import read_plain
from monitor.model import Entry
from tests.unit.test_feed_forms import ENCODINGS, FORMS, URL, Form, encoded

ITEM = "<title>가</title><link>https://hanbit.example/1</link>"


def rss(item: str, head: str = "<title>한빛</title>") -> str:
    return f"<rss version='2.0'><channel>{head}<item>{item}</item></channel></rss>"


def said(entry: Entry) -> Entry:
    """Return the entry with what its text says: feedparser writes markup anew."""
    return replace(entry, content=plain_text(entry.content, lines=True))


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.name))
def test_every_form_says_the_same_to_both(form: Form, encoding: str) -> None:
    body, content_type = encoded(form, encoding)
    quick = parse_feed(body, url=URL, content_type=content_type)
    reference = parse_feed(body, url=URL, content_type=content_type, by_feedparser=True)
    assert [said(entry) for entry in quick.entries] == [said(entry) for entry in reference.entries]
    assert replace(quick, entries=()) == replace(reference, entries=())


def test_a_plain_feed_needs_no_feedparser() -> None:
    found = read_plain(rss(ITEM + "<guid>7</guid>"), "rss", URL)
    assert found is not None
    assert found.head == {"title": "한빛"}
    assert found.rows == [
        {
            "title": "가",
            "link": "https://hanbit.example/1",
            "id": "https://www.hanbit.example/rss/7",
        }
    ]


@pytest.mark.parametrize(
    "item",
    [
        "<title>&lt;b&gt;가&lt;/b&gt;</title>",
        "<title>가</title><title>나</title>",
        "<title>가 <b>나</b></title>",
        "<link>/news/1</link>",
        "<link rel='x'>https://hanbit.example/1</link>",
        "<guid isPermaLink='maybe'>1</guid>",
        "<unheard>of</unheard>",
        "<description>&lt;script&gt;x&lt;/script&gt;</description>",
        "<description>&lt;unheard&gt;of&lt;/unheard&gt;</description>",
        "<pubDate>&lt;b&gt;</pubDate>",
        "<title>\x85</title>",
        "<title>가</itle>",
    ],
)
def test_what_only_feedparser_can_tell_is_left_to_it(item: str) -> None:
    assert read_plain(rss(item), "rss", URL) is None


@pytest.mark.parametrize(
    "text",
    [
        rss(ITEM, "<title>가</title><title>나</title>"),
        rss(ITEM, "<image><x:title xmlns:x='urn:x'>가</x:title></image>"),
        f"<rss xml:base='/x'><channel><item>{ITEM}</item></channel></rss>",
        f"<rss><channel><item>{ITEM}</item></channel><channel/></rss>",
        f"<rss xmlns='urn:x'><channel><item>{ITEM}</item></channel></rss>",
    ],
)
def test_a_feed_of_a_kind_of_its_own_is_left_to_feedparser(text: str) -> None:
    assert read_plain(text, "rss", URL) is None
