"""Feed one file through expat, chunk by chunk, and refuse what no honest report contains."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from gatekeeper.junit.doctype import Doctype
from gatekeeper.junit.source import Refused
from gatekeeper.junit.walk import callbacks
from gatekeeper.junit.walker import Walker

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatekeeper.junit.columns import Attributes
    from gatekeeper.junit.source import Source
    from gatekeeper.junit.tally import Tally
    from gatekeeper.junit.walk import Callbacks

_LONGEST_TOKEN = 32 << 20
_HEARD_AT_ONCE = 1 << 16
_UTF8 = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=["']utf_?8["']""", re.IGNORECASE)
_CUT_SHORT = frozenset({3, 5, 6, 20})  # no element, unclosed token, partial character, unclosed CDATA section


def read(source: Source, tally: Tally, progress: Callable[[int], None] | None = None) -> None:
    """Count one file into ``tally``, or raise Refused with the reason."""
    parser = _parser(source, tally)
    walker = Walker(parser, tally)
    steps = callbacks(walker, tally)
    parser.StartElementHandler, parser.EndElementHandler = _root(parser, walker, steps), steps.end
    doctype = Doctype(parser, source.head)
    try:
        for chunk in source.chunks():
            parser.Parse(chunk, False)  # noqa: FBT003 - expat's own signature
            doctype.search(chunk)
            if source.bytes - parser.CurrentByteIndex > _LONGEST_TOKEN:
                raise Refused(f"a single tag is longer than {_LONGEST_TOKEN >> 20} MiB")
            steps.between()
            if progress:
                progress(len(chunk))
        if not source.bytes:
            raise Refused("the file is empty")
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise Refused(_explain(error)) from error
    except (ValueError, LookupError) as error:
        if walker.begun:
            raise
        raise Refused(f"the encoding cannot be read: {error}; write the report as UTF-8") from error
    finally:
        # The handlers hold the parser and the parser holds the handlers.
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
        doctype.release()
        tally.close()
    walker.finish()


def _parser(source: Source, tally: Tally) -> expat.XMLParserType:
    # ElementTree and others write utf8, which is no name that expat knows.
    parser = expat.ParserCreate("UTF-8" if _UTF8.search(source.head) else None, intern=None)
    parser.buffer_text = True
    if tally.outputs.asked:
        parser.buffer_size = _HEARD_AT_ONCE
    return parser


def _root(parser: expat.XMLParserType, walker: Walker, steps: Callbacks) -> Callable[[str, Attributes], None]:
    """Return a handler for the root alone, which is never a case; after it the others take over."""

    def start(tag: str, attrs: Attributes) -> None:
        walker.enter(tag, attrs)
        parser.StartElementHandler = steps.start

    return start


def _explain(error: expat.ExpatError) -> str:
    where = f"line {error.lineno}, column {error.offset}"
    what = expat.ErrorString(error.code)
    if error.code in _CUT_SHORT:
        return f"the file ends too early at {where} ({what}): the runner was stopped, or is still writing"
    return f"malformed XML at {where}: {what}"
