from __future__ import annotations

import re
from html.parser import HTMLParser

import cmarkgfm
import hostile
import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gatekeeper.documents.marker import MOST, Remembered, Shown, State, cost, instant, newer, read, text_below, write
from gatekeeper.errors import DeliveryError

_CREATED = "2026-01-02T03:04:05+00:00"
_PLAIN = State(kind="comment", key="issue-12", created=_CREATED)
_LINE = write(_PLAIN)

_texts = hostile.texts | st.text(max_size=40) | st.sampled_from([name[:200] for name in hostile.NAMES.values()])
_counts = st.dictionaries(st.text(max_size=20), st.tuples(st.integers(0, 10**12), st.integers(0, 10**12)), max_size=3)
_states = st.builds(
    State,
    kind=st.sampled_from(["comment", "guard"]),
    key=_texts,
    digest=_texts,
    created=st.sampled_from([_CREATED, "2026-01-02T03:04:05Z", "1999-12-31T23:59:59-08:00"]),
    run=_texts,
    attempt=st.sampled_from(["", "1", "22"]),
    commit=_texts,
    verdict=_texts,
    shown=st.none() | st.builds(Shown, run=_texts, commit=_texts),
    now=_counts,
    was=_counts,
    labels=st.lists(_texts, max_size=4).map(tuple),
    criteria=st.lists(st.builds(Remembered, measure=_texts, seen=_texts), max_size=4).map(tuple),
    reopened=st.integers(0, 99) | st.integers(0),
    closed=_texts,
)


class _Seen(HTMLParser):
    """Collects everything of a page but its comments."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.seen.append(tag)

    def handle_data(self, data: str) -> None:
        self.seen.append(data.strip())


def _visible(markdown: str) -> list[str]:
    page = _Seen()
    page.feed(cmarkgfm.github_flavored_markdown_to_html(markdown, cmarkgfm.Options.CMARK_OPT_UNSAFE))
    page.close()
    return [each for each in page.seen if each]


@given(_states)
@example(State(kind="guard", key="--> <h1>PASSED</h1>", created=_CREATED, labels=("a--b", "-->", "--!>", "@me #1", "\\u002d", "a\\-->")))
def test_what_is_written_is_read_again(state: State) -> None:
    line = write(state)
    assert re.fullmatch(r"[ -~]+", line)
    assert not re.search(r"--|[<>&@#`']", line.removeprefix("<!--").removesuffix("-->"))
    assert read(line) == state
    assert read(f"{line}\n## PASSED") == state
    assert read(f"{line}\r\n## PASSED\r\n") == state


@given(_states)
def test_nothing_of_a_marker_is_seen_and_what_follows_is_markdown(state: State) -> None:
    assert _visible(write(state)) == []
    assert _visible(f"{write(state)}\n## PASSED") == ["h2", "PASSED"]


@given(st.text(max_size=200) | hostile.texts)
def test_any_other_body_is_not_ours(body: str) -> None:
    assert read(body) is None
    assert text_below(body) == body


@given(st.integers(0, len(_LINE) - 1), st.characters(categories=("L", "N", "P", "S", "Cc")))
def test_a_marker_with_another_character_never_crashes(index: int, other: str) -> None:
    found = read(_LINE[:index] + other + _LINE[index + 1 :])
    assert found is None or isinstance(found, State)


@pytest.mark.parametrize(
    "body",
    [
        "",
        " " + _LINE,
        "\n" + _LINE,
        "\ufeff" + _LINE,
        "> " + _LINE,
        _LINE + " ",
        _LINE + "x",
        _LINE[:-1],
        _LINE.replace("comment", "other"),
        _LINE.replace("comment", "Comment"),
        _LINE.replace('"key":"issue-12"', '"key":12'),
        _LINE.replace('"reopened":0', '"reopened":"0"'),
        _LINE.replace('"reopened":0', '"reopened":true'),
        _LINE.replace('"reopened":0', '"reopened":NaN'),
        _LINE.replace('"reopened":0', '"reopened":' + "9" * 5000),
        _LINE.replace('"reopened":0', '"reopened":-1'),
        _LINE.replace('"v":1', '"v":-1'),
        _LINE.replace('"now":{}', '"now":{"unit":[-1,2]}'),
        _LINE.replace('"was":{}', '"was":{"unit":[1,-2]}'),
        _LINE.replace('"closed":""', '"closed":0'),
        _LINE.replace('"now":{}', '"now":{"unit":[1]}'),
        _LINE.replace('"now":{}', '"now":{"unit":[1.5,2]}'),
        _LINE.replace('"labels":[]', '"labels":' + "[" * 7000 + "]" * 7000),
        _LINE.replace('"labels":[]', '"labels":[1]'),
        _LINE.replace(_CREATED, "yesterday"),
        _LINE.replace(_CREATED, "2026-01-02T03:04:05"),
        "<!-- gatekeeper:comment {} -->",
        '<!-- gatekeeper:comment {"key":"a"} -->',
        "<!-- gatekeeper:comment [] -->",
        "<!-- gatekeeper:comment {" + " " * MOST + "} -->",
    ],
)
def test_what_is_not_as_we_write_it_is_not_ours(body: str) -> None:
    assert read(body) is None
    assert text_below(body) == body


def test_a_later_version_is_read_as_far_as_we_know_it() -> None:
    line = _LINE.replace('"v":1', '"v":2,"novel":{"a":[1]}').replace('"labels":[],', "")
    assert read(line) == msgspec.structs.replace(_PLAIN, v=2)


_ANY_COUNTS = st.dictionaries(st.text(max_size=9), st.tuples(st.integers(), st.integers()), max_size=2)


@given(
    st.builds(
        State,
        kind=st.sampled_from(["comment", "guard"]),
        key=_texts,
        created=_texts | st.just(_CREATED),
        v=st.integers(),
        now=_ANY_COUNTS,
        was=_ANY_COUNTS,
        reopened=st.integers(),
        closed=_texts,
    )
)
@example(State(kind="comment", key="a", created=_CREATED, now={"unit": (-1, 2)}))
@example(State(kind="comment", key="a", created=_CREATED, was={"unit": (1, -2)}))
@example(State(kind="comment", key="a", created=_CREATED, reopened=-1))
@example(State(kind="comment", key="a", created=_CREATED, v=-1))
@example(State(kind="comment", key="a", created=""))
def test_nothing_is_written_that_is_not_read_again(state: State) -> None:
    numbers = [state.v, state.reopened, *(number for counts in (state.now, state.was) for pair in counts.values() for number in pair)]
    if min(numbers) < 0 or not instant(state.created):
        with pytest.raises(DeliveryError):
            write(state)
    else:
        assert read(write(state)) == state


@given(st.lists(st.builds(Remembered, measure=_texts, seen=_texts), max_size=5))
def test_the_cost_is_what_a_criterion_takes(remembered: list[Remembered]) -> None:
    longer = len(write(msgspec.structs.replace(_PLAIN, criteria=tuple(remembered)))) - len(_LINE)
    assert longer == max(0, sum(map(cost, remembered)) - 1)


def test_the_kind_stands_outside_and_nothing_inside_replaces_it() -> None:
    assert read(_LINE.replace('"key"', '"kind":"guard","key"')) == _PLAIN


@pytest.mark.parametrize(
    ("body", "below"), [(_LINE, ""), (f"{_LINE}\na\nb\n", "a\nb\n"), (f"{_LINE}\r\na\r\nb", "a\r\nb"), (f"a\n{_LINE}", f"a\n{_LINE}")]
)
def test_text_below(body: str, below: str) -> None:
    assert text_below(body) == below


def test_too_much_to_remember_is_said_and_nothing_is_dropped() -> None:
    def state(count: int) -> State:
        return State(kind="comment", key="a", created=_CREATED, criteria=(Remembered(measure="tests: x", seen=_CREATED),) * count)

    longest = max(count for count in range(400) if _fits(state(count)))
    assert len(write(state(longest))) <= MOST
    found = read(write(state(longest)))
    assert found
    assert len(found.criteria) == longest
    with pytest.raises(DeliveryError, match="too much to remember") as error:
        write(state(longest + 1))
    assert "accepts" in error.value.remedy


def _fits(state: State) -> bool:
    try:
        write(state)
    except DeliveryError:
        return False
    return True


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        ({"created": "2026-01-02T03:04:06+00:00"}, {"run": "9", "attempt": "9", "digest": "f"}),
        ({"created": "2026-01-02T05:00:00+01:00"}, {"created": "2026-01-02T04:30:00+01:00", "run": "9"}),
        ({"created": "2026-01-02T03:30:00Z"}, {"created": "2026-01-02T04:00:00+01:00"}),
        ({"run": "10"}, {"run": "9", "attempt": "3"}),
        ({"run": "1"}, {"run": ""}),
        ({"run": "1"}, {"run": "9" * 30}),
        ({"run": "1", "attempt": "10"}, {"run": "1", "attempt": "9"}),
        ({"run": "1", "verdict": "INVALID", "digest": "a"}, {"run": "1", "verdict": "PASSED", "digest": "b"}),
        ({"run": "1", "digest": "b"}, {"run": "1", "digest": "a"}),
    ],
)
def test_newer(later: dict[str, str], earlier: dict[str, str]) -> None:
    one, other = (msgspec.structs.replace(_PLAIN, **each) for each in (later, earlier))
    assert newer(one, other)
    assert not newer(other, one)


@given(_states, _states)
def test_of_two_states_at_most_one_is_newer(one: State, other: State) -> None:
    assert not newer(one, one)
    assert not (newer(one, other) and newer(other, one))


@pytest.mark.parametrize(
    ("text", "known"), [(_CREATED, True), ("2026-01-02T03:04:05Z", True), ("2026-01-02", False), ("", False), ("x" * 99, False)]
)
def test_instant(text: str, known: bool) -> None:
    assert (instant(text) is not None) is known
