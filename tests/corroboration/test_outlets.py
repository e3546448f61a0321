"""outlets.yaml: every entry is whole, every name leads to one entry, and names are found in running text."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from reportedly.corroboration.citations import outlets
from reportedly.corroboration.citations.outlets import OutletKind

ALL = outlets()


def test_every_entry_says_what_and_where_it_is() -> None:
    for id, entry in ALL.entries.items():
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", id), id
        assert entry.kind in get_args(OutletKind), id
        for country in (entry.country, entry.state, entry.paid_by):
            assert country is None or re.fullmatch(r"[A-Z]{2}", country), id
        assert all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain) for domain in entry.domains), id
        assert not (entry.state and entry.paid_by), id


def test_every_name_and_domain_leads_to_one_entry() -> None:
    names = {(name.casefold().removeprefix("the "), id) for id, entry in ALL.entries.items() for name in entry.names}
    assert len(names) == len({name for name, _ in names})
    domains = [domain for entry in ALL.entries.values() for domain in entry.domains]
    assert len(domains) == len(set(domains))
    for id, entry in ALL.entries.items():
        assert all((found := ALL.known(name)) and found.id == id for name in entry.names), id
        assert all((found := ALL.at(f"https://www.{domain}/a")) and found.id == id for domain in entry.domains), id


def test_what_entries_say_of_one_another_is_in_the_list() -> None:
    for id, entry in ALL.entries.items():
        assert set(entry.republishes) <= set(ALL.entries) - {id}, id
        assert set(entry.weak) <= set(entry.names), id
        assert entry.owner != id


def test_nobody_owns_oneself_through_others() -> None:
    assert [id for id in ALL.entries if id in ALL.owners(id)] == []
    assert ALL.owners("rimjingang") == ["asiapress"]
    assert ALL.owners("radio_farda") == ["rferl", "usagm"]
    assert ALL.owners("nobody") == []


def test_who_prints_whom() -> None:
    assert ALL.republishes("kcna_watch", "rodong_sinmun")
    assert not ALL.republishes("rodong_sinmun", "kcna_watch")
    assert not ALL.republishes("nobody", "ap")


def test_media_that_a_state_pays_for_but_does_not_direct_are_not_its_own() -> None:
    assert [ALL[id].state for id in ("rfa", "voa", "bbc", "yonhap", "kcna", "xinhua")] == [
        None,
        None,
        None,
        None,
        "KP",
        "CN",
    ]


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("the rodong sinmun newspaper", "rodong_sinmun"),
        ("Radio Free Asia (RFA)", "rfa"),
        ("RFA’s Korean Service", "rfa"),
        ("조선중앙통신", "kcna"),
        ("www.nytimes.com", "nyt"),
        ("Yonhap News  Agency", "yonhap"),
        ("The Harbour Wire", None),
        ("", None),
        (None, None),
    ],
)
def test_an_outlet_is_known_by_every_way_to_write_it(name: str | None, id: str | None) -> None:
    found = ALL.known(name)
    assert (found.id if found else None) == id


def test_names_in_running_text_are_the_longest_ones_and_whole_words() -> None:
    text = "The Thomson Reuters Foundation, REUTERS, AP’s bureau; APEC, Reutersville, 데일리NK는, 로동신문이, the sun."
    assert [(text[slice(*one.span)], one.outlet.id if one.outlet else None) for one in ALL.named(text)] == [
        ("Thomson Reuters Foundation", "reuters_foundation"),
        ("REUTERS", "reuters"),
        ("AP", "ap"),
        ("데일리NK", "daily_nk"),
        ("로동신문", "rodong_sinmun"),
    ]


def test_an_address_belongs_to_the_nearest_domain() -> None:
    addresses = ("https://monitoring.bbc.co.uk/x", "bbc.co.uk", "https://abbc.co.uk", "::")
    assert [(found := ALL.at(one)) and found.id for one in addresses] == ["bbc_monitoring", "bbc", None, None]
