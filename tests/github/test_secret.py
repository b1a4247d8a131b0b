from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatekeeper.github.secret import Secret

_tokens = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="*"), min_size=8, max_size=60)


@given(_tokens)
def test_it_shows_itself_nowhere(token: str) -> None:
    secret = Secret(token)
    assert token not in f"{secret}{secret!r}{secret!s}{[secret]}{vars(type(secret))}"
    assert secret.reveal() == token


@given(st.text(), _tokens, st.text())
def test_it_hides_in_what_others_say(before: str, token: str, after: str) -> None:
    assert token not in Secret(token).hide(before + token + after)


@pytest.mark.parametrize("keep", [pickle.dumps, copy.copy, copy.deepcopy])
def test_it_is_not_copied(keep: object) -> None:
    assert callable(keep)
    with pytest.raises(TypeError, match="not copied"):
        keep(Secret("ghp_x"))
