"""How alerts are listed for people."""

from __future__ import annotations

import pytest

from monitor.cli.alerts import print_alerts
from monitor.cli.session import SESSION
from monitor.words import speak
from tests.alerts import alert, claim, fell


@pytest.fixture(autouse=True)
def korean() -> None:
    SESSION.lang = "ko"
    speak("ko")


def test_a_question_mark_is_explained_where_there_is_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_alerts([fell(), alert(claim(4), is_uncertain=True)])
    said = capsys.readouterr()
    assert "?" in said.out
    assert said.err.startswith("?: 같은 수치인지 확실하지 않아")
    print_alerts([fell()])
    said = capsys.readouterr()
    assert ("?" in said.out, said.err) == (False, "")


def test_an_alert_is_listed_in_the_unit_of_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    speed = claim("19.44444444444444444444", unit="m/s", quote="열차는 시속 70㎞로 달린다.")
    print_alerts([alert(speed)])
    assert "시속 70km" in capsys.readouterr().out
