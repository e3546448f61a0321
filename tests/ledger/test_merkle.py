"""merkle: roots and proofs are those of RFC 9162, whose recursive definition stands here once more."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.ledger import merkle

SIZES = st.integers(1, 200)
D = [bytes([i]) for i in range(200)]
"""The data of the trees here: one byte each."""


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def k_of(n: int) -> int:
    return max(1 << e for e in range(n.bit_length()) if 1 << e < n)


def mth(data: Sequence[bytes]) -> bytes:
    """Section 2.1.1."""
    n = len(data)
    if n == 0:
        return sha256(b"")
    if n == 1:
        return sha256(b"\x00" + data[0])
    k = k_of(n)
    return sha256(b"\x01" + mth(data[:k]) + mth(data[k:]))


def path(m: int, data: Sequence[bytes]) -> list[bytes]:
    """Section 2.1.3.1."""
    n = len(data)
    if n == 1:
        return []
    k = k_of(n)
    return [*path(m, data[:k]), mth(data[k:])] if m < k else [*path(m - k, data[k:]), mth(data[:k])]


def subproof(m: int, data: Sequence[bytes], whole: bool) -> list[bytes]:
    """Section 2.1.4.1; PROOF(m, D_n) = SUBPROOF(m, D_n, true)."""
    n = len(data)
    if m == n:
        return [] if whole else [mth(data)]
    k = k_of(n)
    if m <= k:
        return [*subproof(m, data[:k], whole), mth(data[k:])]
    return [*subproof(m - k, data[k:], False), mth(data[:k])]


def kept(size: int) -> tuple[merkle.Nodes, merkle.Growing]:
    """The nodes of a tree, as they come about while it grows."""
    tree, nodes = merkle.Growing(), {}
    for one in D[:size]:
        for level, position, hashed in tree.add(sha256(b"\x00" + one)):
            assert (level, position) not in nodes
            nodes[level, position] = hashed
    return lambda level, position: nodes[level, position], tree


NODES, _ = kept(200)


def changed(hashes: list[bytes], at: int) -> list[bytes]:
    return [bytes([one[0] ^ 1]) + one[1:] if i == at else one for i, one in enumerate(hashes)]


def test_root_over_nothing_is_the_hash_of_nothing() -> None:
    assert merkle.spanning(NODES, 0, 0).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle.Growing().root() == mth([])


@pytest.mark.parametrize("size", range(1, 70))
def test_roots_paths_and_proofs_are_those_of_the_definition(size: int) -> None:
    assert merkle.spanning(NODES, 0, size) == kept(size)[1].root() == mth(D[:size])
    assert [merkle.inclusion(NODES, m, size) for m in range(size)] == [path(m, D[:size]) for m in range(size)]
    proofs = [merkle.consistency(NODES, m, size) for m in range(1, size + 1)]
    assert proofs == [subproof(m, D[:size], True) for m in range(1, size + 1)]


@given(SIZES.flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size))))
def test_a_path_holds_for_its_leaf_and_for_nothing_else(place: tuple[int, int]) -> None:
    number, size = place
    leaf, steps, root = sha256(b"\x00" + D[number]), merkle.inclusion(NODES, number, size), mth(D[:size])
    assert merkle.included(leaf, number, size, steps, root)
    assert not merkle.included(sha256(b"\x00other"), number, size, steps, root)
    assert not any(merkle.included(leaf, other, size, steps, root) for other in range(-1, size + 1) if other != number)
    assert not merkle.included(leaf, number, size, [*steps, leaf], root)
    assert not merkle.included(leaf, number, size, steps, leaf if size > 1 else root[::-1])
    assert not any(merkle.included(leaf, number, size, changed(steps, at), root) for at in range(len(steps)))
    assert not any(merkle.included(leaf, number, size, steps[:at], root) for at in range(len(steps)))


@given(SIZES.flatmap(lambda new: st.tuples(st.integers(1, new), st.just(new))))
def test_a_proof_holds_for_its_two_trees_and_for_no_others(sizes: tuple[int, int]) -> None:
    old, new = sizes
    proof, before, after = merkle.consistency(NODES, old, new), mth(D[:old]), mth(D[:new])
    assert merkle.consistent(old, new, proof, before, after)
    assert not merkle.consistent(old, new, proof, sha256(b"other"), after)
    assert not merkle.consistent(old, new, proof, before, sha256(b"other"))
    assert not merkle.consistent(old, new, [*proof, before], before, after)
    assert not merkle.consistent(new + 1, new, proof, before, after)
    assert not any(merkle.consistent(old, new, changed(proof, at), before, after) for at in range(len(proof)))
    assert not any(merkle.consistent(old, new, proof[:at], before, after) for at in range(len(proof)))


def test_every_tree_begins_with_the_empty_one() -> None:
    assert merkle.consistent(0, 3, [], mth([]), mth(D[:3]))
    assert not merkle.consistent(0, 3, [], mth(D[:1]), mth(D[:3]))
    assert not merkle.consistent(0, 3, [mth([])], mth([]), mth(D[:3]))


@given(st.integers(1, 200))
def test_a_proof_reads_few_nodes(size: int) -> None:
    asked: list[tuple[int, int]] = []

    def counted(level: int, position: int) -> bytes:
        asked.append((level, position))
        return NODES(level, position)

    for number in {0, size // 2, size - 1}:
        asked.clear()
        merkle.inclusion(counted, number, size)
        merkle.consistency(counted, number + 1, size)
        assert len(asked) <= 4 * size.bit_length()


@pytest.mark.parametrize(("number", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_path_for_a_leaf_that_is_not_there(number: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        merkle.inclusion(NODES, number, size)


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3), (-1, 3)])
def test_no_proof_between_sizes_that_have_none(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="no proof"):
        merkle.consistency(NODES, old, new)
