"""What every hasher of passwords keeps to."""

from __future__ import annotations

import pytest

from studyhall.storage.passwords import Argon2Hasher, Cost
from tests.fakes.people import FakeHasher


@pytest.fixture(params=["argon2", "fake"])
def hasher(request):
    return Argon2Hasher(Cost(1, 8, 1)) if request.param == "argon2" else FakeHasher()


@pytest.mark.parametrize("password", ["a password", "mật khẩu", "x" * 200, "\udce9", ""])
def test_a_password_matches_its_own_hash_and_no_other(hasher, password):
    hashed = hasher.hash(password)
    assert hashed != password
    assert hasher.matches(hashed, password)
    assert not hasher.matches(hashed, password + "x")
    assert not hasher.matches(hashed, password.upper() + "!")


def test_one_password_has_many_hashes(hasher):
    assert hasher.hash("a password") != hasher.hash("a password")


@pytest.mark.parametrize(
    "hashed", ["", "x", "$argon2id$", "$argon2id$v=19$m=8,t=1,p=1$x", "mật", "\x00", "$"]
)
def test_what_is_no_hash_matches_nothing(hasher, hashed):
    assert hasher.matches(hashed, "a password") is False


def test_hashes_of_another_cost_still_match():
    hashed = Argon2Hasher(Cost(1, 8, 1)).hash("a password")
    assert Argon2Hasher(Cost(2, 16, 1)).matches(hashed, "a password")
    assert len(Argon2Hasher().hash("a password")) <= 200
