"""No secret is put on record."""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gatekeeper.witness.masks import HIDDEN, Masks, is_secret

SECRET = "s3cr3t-value"  # noqa: S105 - it is nobody's
OPTIONS = ("--token", "--password", "--my-secret", "--api-key", "-auth")
ORDINARY = ("pytest", "-k", "keyword or key", "--keyword=x", "--author=Ann", "a/test_a.py::test_x[a-b]", "https://example.org/a@b", "-q")
NAMES = ("MY_TOKEN", "token", "DB_PASSWORD", "API_KEY", "AWS_SECRET_ACCESS_KEY", "CREDENTIALS", "BASIC_AUTH")


@pytest.mark.parametrize("name", [*NAMES, "SSH_PASSPHRASE", "SESSION_COOKIE"])
def test_names_of_secrets(name: str) -> None:
    assert is_secret(name)
    assert Masks({}).variable(name, "x") == HIDDEN
    assert Masks({name: SECRET}).arguments(["run", f"--x={SECRET}", f"a{SECRET}b"]) == ["run", f"--x={HIDDEN}", f"a{HIDDEN}b"]


@pytest.mark.parametrize("name", ["PATH", "CI", "HOME", "GITHUB_REF"])
def test_other_names(name: str) -> None:
    assert not is_secret(name)
    assert Masks({name: SECRET}).text(SECRET) == SECRET
    assert Masks({"TOKEN": SECRET}).variable(name, f"/a/{SECRET}") == f"/a/{HIDDEN}"


@pytest.mark.parametrize(
    ("argument", "shown"),
    [
        ("--token=abc", "--token=***"),
        ("--db-password=a b", "--db-password=***"),
        ("--api-key=x", "--api-key=***"),
        ("DB_PASSWORD=hunter2", "DB_PASSWORD=***"),
        ("Authorization: Bearer abc.def", "Authorization: ***"),
        ("https://me:pw@example.org/x", "https://***@example.org/x"),
        ("git+ssh://tok@host/x", "git+ssh://***@host/x"),
        ("curl --token abc https://x", "curl --token *** https://x"),
        ("TOKEN=abc pytest -k 'x'", "TOKEN=***"),
        ("x; export API_KEY='a b' && pytest", "x; export API_KEY=*** && pytest"),
        ("ghp_0123456789abcdefABCDEF", "***"),
        ("a -----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY----- b", "a *** b"),
    ],
)
def test_secrets_by_where_they_stand(argument: str, shown: str) -> None:
    assert Masks({}).arguments([argument]) == [shown]


def test_the_value_after_an_option() -> None:
    argv = ["tool", "--password", "hunter2", "--verbose", "--token", "-q", "--auth-token", "x", "y"]
    assert Masks({}).arguments(argv) == ["tool", "--password", HIDDEN, "--verbose", "--token", "-q", "--auth-token", HIDDEN, "y"]


@pytest.mark.parametrize("argument", ORDINARY)
def test_what_is_no_secret_stays(argument: str) -> None:
    assert Masks({}).arguments([argument]) == [argument]


def test_a_short_value_is_too_common_to_be_hidden() -> None:
    assert Masks({"TOKEN": "test"}).arguments(["test"]) == ["test"]


def test_each_line_of_a_key_and_its_form_in_a_url() -> None:
    masks = Masks({"KEY": "first line\nsecond/line"})
    assert masks.text("a second/line b second%2Fline first line") == f"a {HIDDEN} b {HIDDEN} {HIDDEN}"


def test_half_a_secret_at_the_cut_is_not_left() -> None:
    shown = Masks({}).text("word " * 799 + "x=1 ghp_" + "a" * 400)
    assert "ghp_" not in shown


_LETTERS = st.text(string.ascii_letters + string.digits + "-_/+=.%$@", min_size=6, max_size=40)


@given(_LETTERS, st.sampled_from(NAMES), st.lists(st.text(max_size=20), max_size=4), st.text(max_size=10), st.text(max_size=10))
def test_the_value_of_a_secret_variable_is_nowhere(secret: str, name: str, others: list[str], before: str, behind: str) -> None:
    assume(secret not in HIDDEN)
    argv = [*others, before + secret + behind, secret]
    assert all(secret not in each for each in Masks({name: secret}).arguments(argv))


@given(_LETTERS.filter(lambda text: not text.startswith("-")), st.sampled_from(OPTIONS))
def test_the_value_of_a_secret_option_is_nowhere(secret: str, option: str) -> None:
    assert Masks({}).arguments([option, secret]) == [option, HIDDEN]
    assert Masks({}).arguments([f"{option}={secret}"]) == [f"{option}={HIDDEN}"]


def test_long_hostile_text_is_no_trouble() -> None:
    Masks({"TOKEN": SECRET}).arguments(["-a" * 100_000, "key" * 100_000, "x=" * 100_000, "https://" * 50_000])
