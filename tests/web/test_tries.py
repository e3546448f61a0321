"""How often a password may be tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from reportedly.web import tries
from reportedly.web.access import Rank
from reportedly.web.tries import Tries
from tests.web.desks import PASSWORD, PEOPLE, Visitor


@dataclass
class Clock:
    """Seconds, as a test wants them."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def fail(one: Tries, times: int, name: str = "Rosa", address: str = "192.0.2.1") -> None:
    for _ in range(times):
        one.failed(name, address)


def test_a_few_tries_are_free_and_then_there_is_a_pause_that_ends() -> None:
    clock = Clock()
    one = Tries(clock)
    fail(one, tries.FREE - 1)
    assert one.wait("Rosa", "192.0.2.1") == 0
    fail(one, 1)
    assert one.wait("Rosa", "192.0.2.1") == tries.PAUSE
    assert one.wait("ROSA", "192.0.2.1") == tries.PAUSE
    clock.now += tries.PAUSE
    assert one.wait("Rosa", "192.0.2.1") == 0


def test_somebody_elsewhere_is_not_kept_out_by_it() -> None:
    one = Tries(Clock())
    fail(one, tries.FREE)
    assert one.wait("Rosa", "192.0.2.2") == 0
    assert one.wait("Kamo", "192.0.2.1") == 0


def test_many_names_from_one_address_are_many_tries() -> None:
    one = Tries(Clock())
    for number in range(tries.FREE_AT_ADDRESS):
        fail(one, 1, name=f"name {number}")
    assert one.wait("another name", "192.0.2.1") > 0


def test_many_addresses_against_one_name_are_many_tries() -> None:
    one = Tries(Clock())
    for number in range(tries.FREE_OF_NAME):
        fail(one, 1, address=f"192.0.2.{number}")
    assert one.wait("Rosa", "198.51.100.1") > 0


def test_success_forgets_what_this_person_failed_here() -> None:
    one = Tries(Clock())
    fail(one, tries.FREE - 1)
    one.succeeded("Rosa", "192.0.2.1")
    fail(one, tries.FREE - 1)
    assert one.wait("Rosa", "192.0.2.1") == 0


def test_whoever_succeeds_counts_for_nothing() -> None:
    one = Tries(Clock())
    for number in range(10 * tries.FREE_OF_NAME):
        for name in ("Rosa", f"name {number}"):
            assert one.wait(name, "192.0.2.1") == 0
            one.failed(name, "192.0.2.1")
            one.succeeded(name, "192.0.2.1")
    assert one._failed == {}


@given(st.integers(0, 500))
def test_the_pause_doubles_and_never_grows_beyond_its_longest(times: int) -> None:
    one, more = Tries(Clock()), Tries(Clock())
    fail(one, times)
    fail(more, times + 1)
    assert one.wait("Rosa", "192.0.2.1") <= more.wait("Rosa", "192.0.2.1") <= tries.LONGEST_PAUSE


def test_in_a_day_no_more_is_tried_than_a_person_would() -> None:
    clock = Clock()
    one, tried, begun = Tries(clock), 0, clock.now
    while clock.now < begun + 24 * 3600:
        clock.now += one.wait("Rosa", "192.0.2.1")
        one.failed("Rosa", "192.0.2.1")
        tried += 1
    assert tried < 120


def test_nobody_fills_the_memory() -> None:
    one = Tries(Clock())
    for number in range(2 * tries.MOST):
        one.failed(f"name {number}", "192.0.2.1")
    assert len(one._failed) <= tries.MOST


def test_the_desk_says_how_long_to_wait_even_to_who_knows_the_password(client_of: Callable[[Rank], Visitor]) -> None:
    visitor = client_of("nobody")
    wrong = {"name": PEOPLE["reader"], "password": "not this one"}
    assert [visitor.submit("/login", wrong).status_code for _ in range(tries.FREE)] == [401] * tries.FREE
    answer = visitor.submit("/login", {"name": PEOPLE["reader"], "password": PASSWORD})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= tries.PAUSE
    assert "Too many tries" in answer.text
