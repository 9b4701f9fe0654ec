"""Polite and spoken endings read as the plain ones."""

from __future__ import annotations

import pytest

from monitor.extract.spoken import to_plain


@pytest.mark.parametrize(
    ("spoken", "plain"),
    [
        ("3조 원을 투자합니다.", "3조 원을 투자한다."),
        ("다섯 명을 뽑습니다.", "다섯 명을 뽑는다."),
        ("값이 내렸습니다.", "값이 내렸다."),
        ("산이 높습니다.", "산이 높다."),
        ("비가 오겠습니다.", "비가 오겠다."),
        ("세 번째입니다.", "세 번째이다."),
        ("지난해보다 늘었죠.", "지난해보다 늘었다."),
        ("있었다는 겁니다.", "있었다는 것이다."),
        ("더 오를 거라고 했다.", "더 오를 것이라고 했다."),
        ("어머니다.", "어머니다."),
        ("이미 끝난 일이다.", "이미 끝난 일이다."),
    ],
)
def test_a_spoken_ending_becomes_the_plain_one(spoken: str, plain: str) -> None:
    assert to_plain(spoken) == plain
