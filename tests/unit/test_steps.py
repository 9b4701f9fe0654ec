"""The count of steps tells work that grows with a text from work that grows with its square."""

from __future__ import annotations

from tests.steps import count_steps, growth


def _every_letter(text: str) -> int:
    return sum(letter.isdigit() for letter in text)


def _every_pair(text: str) -> int:
    return sum(text.startswith(letter) for letter in text for _ in range(len(text) // 100))


def test_functions_of_python_and_of_c_are_counted() -> None:
    assert count_steps(lambda: _every_letter("123")) >= 4
    assert count_steps(lambda: None) < count_steps(lambda: _every_letter("1"))


def test_growth_is_one_for_a_reader_that_looks_at_each_letter_once() -> None:
    assert 0.9 < growth(_every_letter, "가", 1_000, 8_000) < 1.1


def test_growth_is_the_ratio_of_lengths_for_a_reader_of_pairs() -> None:
    assert growth(_every_pair, "가", 500, 4_000) > 6
