"""Laws of addresses."""

from __future__ import annotations

from urllib.parse import urlsplit

from hypothesis import example, given
from hypothesis import strategies as st

from monitor.collect.urls import canonical_url

PIECES = st.sampled_from(
    [
        "http://",
        "https://",
        "//",
        "/",
        ":",
        "@",
        "?",
        "#",
        "&",
        "=",
        "%",
        "%2F",
        "%zz",
        "..",
        ".",
        " ",
        "\n",
        "\\",
        "한빛",
        "hanbit.example",
        "utm_source=a",
        "idxno=3",
        "articleView.html",
        "[::1]",
        "&amp;",
        "javascript:",
        "amp",
        "m.",
        "a",
        "9",
        "\u202e",
        "\x00",
        ";",
        "+",
    ]
)
LINKS = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=60))


@given(LINKS, st.sampled_from([None, "https://hanbit.example/a/b?c=d"]))
@example("http://http://hanbit.example/", None)
@example("https://hanbit.example/?&amp;amp;utm_source=a", None)
def test_an_address_is_http_and_stays_as_it_is_when_read_again(link: str, base: str | None) -> None:
    try:
        address = canonical_url(link, base=base)
    except ValueError:
        return
    assert canonical_url(address) == address
    assert urlsplit(address).scheme in ("http", "https")
    assert urlsplit(address).hostname
    assert address.isascii()
    assert not any(c.isspace() for c in address)


@given(
    st.sampled_from(["http://", "https://"]),
    st.one_of(
        st.sampled_from(["hanbit.example", "m.khan.co.kr", "n.news.naver.com", "v.daum.net"]),
        st.lists(st.sampled_from(["0", "01", "9", "99", "199", "255", "256"]), max_size=5).map(
            ".".join
        ),
    ),
    st.sampled_from(["", ":", ":0", ":80", ":443", ":080", ":8080", ":59999", ":65536", ":99999"]),
    st.text("ab9/.~-_", max_size=12),
)
def test_a_link_that_is_ready_at_a_glance_is_what_the_long_way_makes_of_it(
    scheme: str, host: str, port: str, path: str
) -> None:
    link = f"{scheme}{host}{port}/{path}"

    def address(text: str) -> str | None:
        try:
            return canonical_url(text)
        except ValueError:
            return None

    assert address(link) == address(f" {link}")
