"""What a message says without what differs from test to test: numbers, addresses, ids, paths, times and long values."""

from __future__ import annotations

import re

_LONGEST, _KEPT, _LONG_VALUE, _LONG_ID = 1000, 300, 60, 20
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}"
_DATE = rf"(?:\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}|(?:{_DAY},? )?(?:\d{{1,2}} {_MONTH} \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}}))"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?(?!\d)(?: ?(?:Z|UTC|GMT|[AP]M)\b)?(?: ?[+-]\d{2}:?\d{2}\b)?"
_UNIT = "(?:ns|us|µs|ms|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|milliseconds?)"
_LENGTH = rf"\d{{1,20}}(?:[.,]\d{{1,20}})? ?{_UNIT}"
_COLOUR = re.compile(r"\x1b?\[\d{0,3}(?:;\d{1,3}){0,4}m")  # the first character may be gone
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_STEPS = (
    (_UUID, "#"),
    (re.compile(rf"(?<![\w.:])(?:{_DATE}(?:[T ,]{{1,2}}{_CLOCK})?|{_CLOCK})"), "<time>"),
    (re.compile(rf"(?<![\w.]){_LENGTH}\b(?: ?{_LENGTH}\b){{0,5}}"), "<time>"),
    (re.compile(r"\b0x[0-9a-fA-F]+"), "#"),
)
_QUOTED = re.compile(
    r"(\b(?:[Mm]odule|named|name|[Pp]ackage|import|[Cc]lass|[Ss]ymbol):? )?(?<!\w)"
    r"(?:'([^'\n]{0,500})'|\"([^\"\n]{0,500})\"|`([^`\n]{0,500})`)(?!\w)"
)
_TOKEN = re.compile(r"[\w.@+~%/\\:-]+")
_PATH = re.compile(
    r"(?:file:|[A-Za-z]:[\\/]|[~\\/]|\.{1,2}[\\/]).*[\w@].*"  # from a root, or from here
    r"|(?:[^:]*[\\/])?[^\\/:]+\.[A-Za-z]\w{0,9}(?::\d+){1,2}"  # a place in a file
    r"|[^:]*[\\/][^\\/:]*\.[A-Za-z]\w{0,9}"
    r"|[\w.+-]+\.(?:[cm]?[jt]sx?|py|java|kt|go|rs|rb|cs|cpp|cc|php|vue|json|ya?ml|toml|xml|txt|csv|log|db|tmp)"  # a file's name alone
)
_WORD = re.compile(r"\w{7,}")
_HEXADECIMAL = re.compile(r"[0-9a-fA-F]+")
_TEMPORARY = re.compile(r"tmp[a-z0-9_]{8}")
_NUMBER = re.compile(r"(?:(?<![\w#])[-+])?\d+(?:[_,.]\d+)*(?:[eE][-+]?\d+)?")
# A few digits right behind letters are part of a name: sha256, py7zr.
_NUMBER_IN_NAME = re.compile(r"(?<![A-Za-z0-9])\d+|(?<=[A-Za-z])\d{4,}")
_NAME = re.compile(r"[A-Za-z_$@][\w.$@:-]*")
_LIST = re.compile(r"#(?:[,;]? ?#)+")


def normal(message: str) -> str:
    """Return the normal form of a message: the same for the same cause, in at most a few hundred characters."""
    text = _COLOUR.sub("", message[:_LONGEST])
    made, end = [], 0
    for match in _QUOTED.finditer(text):
        made += [_plain(text[end : match.start()]), match[1] or "", _quoted(match)]
        end = match.end()
    whole = "".join([*made, _plain(text[end:])])
    return " ".join(_LIST.sub("#", whole).split())[:_KEPT]


def _quoted(match: re.Match[str]) -> str:
    """Keep what names something; a long value differs from test to test, and says what the message says anyway."""
    value = next(each for each in match.groups()[1:] if each is not None)
    if match[1]:
        bare = value.replace("\\", "/")
        return f"'{bare.rpartition('/')[2] if bare.startswith('/') or ':/' in bare else bare.lstrip('./')}'"
    if _PATH.fullmatch(value):
        return "'<path>'"
    if len(value) > _LONG_VALUE:
        return "<value>"
    if _NAME.fullmatch(value):
        return f"'{_NUMBER_IN_NAME.sub('#', _without_ids(value))}'"
    return f"'{_plain(value)}'"


def _plain(text: str) -> str:
    for pattern, instead in _STEPS:
        text = pattern.sub(instead, text)
    return _TOKEN.sub(_token, text)


def _token(match: re.Match[str]) -> str:
    """Take away a path whole; of anything else, an address on the net included, only what counts or identifies."""
    text = match[0]
    bare = text.rstrip(".:-")
    rest = text[len(bare) :]
    if _PATH.fullmatch(bare) and not ("://" in bare and not bare.startswith("file:")):
        return "<path>" + rest
    if _NUMBER.fullmatch(bare):
        return "#" + rest
    return _NUMBER.sub("#", _without_ids(bare)) + rest


def _without_ids(text: str) -> str:
    return _WORD.sub(_id, _UUID.sub("#", text))


def _id(match: re.Match[str]) -> str:
    """Take a word for an id that nobody would read: hexadecimal, temporary, or long with digits all over."""
    word = match[0]
    digits = len(re.findall(r"\d+", word))
    made_up = (digits and _HEXADECIMAL.fullmatch(word)) or (len(word) >= _LONG_ID and digits > 2)  # noqa: PLR2004 - more than a version has
    return "#" if made_up or _TEMPORARY.fullmatch(word) else word
