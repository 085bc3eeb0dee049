from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worldday.draws.lottery.merkle import Tree, leaf_hash, root_from_proof

# The reference inputs and roots of the certificate transparency implementations of RFC 6962.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
sizes = st.integers(1, 70)


def leaves(size: int) -> list[bytes]:
    return [leaf_hash(str(n).encode()) for n in range(size)]


def split_root(hashes: list[bytes]) -> bytes:
    """The definition of RFC 6962 word for word: split at the largest power of two below the size."""
    if len(hashes) == 1:
        return hashes[0]
    k = 1 << (len(hashes) - 1).bit_length() - 1
    return sha256(b"\x01" + split_root(hashes[:k]) + split_root(hashes[k:])).digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_the_root_is_that_of_the_published_reference(size):
    assert Tree(leaf_hash(bytes.fromhex(text)) for text in INPUTS[:size]).root.hex() == ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing():
    assert Tree([]).root == sha256(b"").digest()
    assert Tree([]).size == 0


@given(sizes)
def test_pairing_level_by_level_gives_the_tree_of_the_definition(size):
    assert Tree(leaves(size)).root == split_root(leaves(size))


@given(sizes)
def test_every_leaf_has_a_proof_that_leads_to_the_root(size):
    tree = Tree(leaves(size))
    assert all(root_from_proof(leaf, n, size, tree.proof(n)) == tree.root for n, leaf in enumerate(leaves(size)))


@given(sizes, st.data())
def test_a_proof_fails_for_another_leaf_another_place_or_another_length(size, data):
    tree, n = Tree(leaves(size)), data.draw(st.integers(0, size - 1))
    leaf, path = leaves(size)[n], tree.proof(n)
    assert root_from_proof(leaf_hash(b"forged"), n, size, path) != tree.root
    assert all(root_from_proof(leaf, other, size, path) != tree.root for other in range(size) if other != n)
    assert root_from_proof(leaf, n, size, [*path, leaf]) != tree.root
    assert not path or root_from_proof(leaf, n, size, path[:-1]) != tree.root
    for place in range(len(path)):
        assert root_from_proof(leaf, n, size, [*path[:place], leaf_hash(b"x"), *path[place + 1 :]]) != tree.root


@pytest.mark.parametrize("index", [-1, 3])
def test_there_is_no_proof_for_a_place_outside_the_list(index):
    with pytest.raises(IndexError):
        Tree(leaves(3)).proof(index)
    assert root_from_proof(leaves(3)[0], index, 3, []) is None


def test_a_node_cannot_be_passed_off_as_a_leaf():
    one, other = leaves(2)
    assert leaf_hash(one + other) != Tree([one, other]).root
