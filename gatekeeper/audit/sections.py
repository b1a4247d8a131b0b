"""What a heading, a label or an introducing line says about the text below it: the document's own state, or something else."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Section(StrEnum):
    """What stands in a section."""

    OWN = "its own state"
    CRITERIA = "criteria or targets"
    PLAN = "a plan"
    PAST = "a former state or a problem"
    HOWTO = "instructions or examples"
    FEATURES = "features"


_WISHED = (
    r"criteri(?:a|on)|goals?|targets?|objectives?|requirements?|metrics|plans?|steps?|tasks?|todos?|deliverables|recommendations"
    r"|actions?|milestones?|mission|roadmap"
)
_REACHED = r"met|achieved|completed?|satisfied|done|passed|accomplished|delivered|fulfilled|exceeded|verified|validated|taken|made|executed"
_REPORTED = r"status|results?|progress|verification|validation|assessment|summary|report|review"
_OWN = (
    rf"\b(?:{_WISHED})\b.{{0,30}}\b(?:{_REACHED}|{_REPORTED})\b|^(?:{_REACHED}|all)\b.{{0,30}}\b(?:{_WISHED})\b"
    r"|\b(?:current|actual|overall|final) (?:\w+ )?(?:state|status|results?)\b|(?<!expected )(?<!desired )\b(?:results?|achievements?"
    r"|accomplishments?|outcomes?)\b"
    r"|^(?:where|how far) (?:we|things|it) (?:are|is|stands?)\b|^(?:state of|as of|today)\b"
    r"|(?<!in )\b(?:status|progress|findings)(?: report| summary| update| overview)?\s*$|^(?:after|now)\b|^to(?: this)?\s*:?\s*$"
    r"|^(?:completed|implemented|delivered|finished|working|verified|fixed|resolved)\b"
    r"|^what (?:works|worked|was (?:done|built|fixed)|has been done|we (?:did|built|fixed)|is working)"
    r"|\b(?:complete|completed|resolved|fixed|operational|passed|working|broken|failing|validated|verified|confirmed|implemented"
    r"|(?<!definition of )done|achieved|finished|made|taken|delivered|met)\s*:?\s*$"
)
_CRITERIA = (
    r"\bcriteri(?:a|on)\b|\bdefinition of done\b|\btarget (?:state|metrics?|architecture|values?|performance|coverage|date)\b"
    r"|^(?:\w+ ){0,2}(?:targets?|goals?|objectives?|requirements?|kpis?|okrs?|thresholds?|slos?|slas?)(?: are| is)?\s*(?:[:(]|$)"
    r"|^(?:targets?|goals?|objectives?|requirements?|expected|expectations?|desired|ideal)\b"
    r"|\bexpected (?:\w+ )?(?:results?|outcomes?|behaviou?rs?|outputs?|impacts?|improvements?|benefits?|state)\b|\bmust[- ]haves?\b"
    r"|\bquality gates?\b"
    r"|^(?:mission|vision)(?: statement)?\s*:?$|\bprerequisites\b"
)
_LATER = (
    r"recommended|proposed|suggested|immediate|required|planned|upcoming|remaining|outstanding|future|next|further|additional"
    r"|short-?\s?term|long-?\s?term|"
    r"medium-?\s?term|strategic|priority|follow-?up|preventive|preventative|corrective|critical|urgent|needed|necessary|optional"
    r"|potential|possible|open"
)
_WORK = (
    r"actions?|steps?|work|tasks?|items?|improvements?|enhancements?|changes|phases?|priorities|features|development|activities"
    r"|iterations?|"
    r"sprints?|milestones?|focus|considerations|directions?|plans?|scope|todos?|recommendations?|optimi[sz]ations?|additions|solutions?"
    r"|options?"
)
_PLAN = (
    rf"\b(?:{_LATER})(?:[ /&,]+\w+){{0,2}}? (?:{_WORK})\b|\b(?:next steps?|action items?|roadmap|to-?dos?|backlog|what(?:'s| is) next"
    rf"|what needs|what(?:'s| is)? (?:left|missing|remaining|remains))\b"
    r"|\b(?:plans?|strateg(?:y|ies)|proposals?|timeline|schedule|approach|next)\s*(?:[:(\u2013\u2014]|- |$)|^(?:\w+ ){0,2}(?:plan"
    r"|strategy)\b"
    r"|\b(?:not (?:yet )?started|in progress|pending|planned|upcoming|to be done|to do|work in progress|coming soon|deferred|under"
    r" development)\b"
    r"|^(?:next|recommended|proposed|suggested|future|upcoming|long-term|short-term)\b|^(?:solutions?|mitigations?)\s*:?\s*$|^(?:\w+"
    r" ){0,4}recommendations?\s*(?:\(|:?\s*$)"
    r"|^(?:priority|phase|step|week|day|sprint) \d+\s*(?:[:(-].*)?\((?:[^)]*(?:days?|weeks?|hours?|priority)[^)]*)\)"
)
_PAST = (
    r"^(?:the |a )?(?:original|previous|former|old|initial|prior|past)(?:ly)? (?:\w+ ){0,2}(?:issues?|problems?|states?|status"
    r"|behaviou?rs?|situation|failures?|results?|hypothes[ie]s|findings?|design|approach)\b|^before\b|\bbefore (?:fix|remediation|the"
    r"|migration|refactor|state)|\(before\)"
    r"|^(?:the |key |core |main |primary )?(?:problems?|challenges?)(?: statements?| description| summary| overview)?\s*:?\s*$"
    r"|^(?:history|background|motivation|context|description|why|was|from(?: this)?)\s*(?::|$)"
    r"|^root causes?(?: analysis)?\s*:?\s*$|^(?:\w+ )?symptoms?\b|^(?:\w+ ){0,2}risks?\s*(?::|$)|\brisk (?:assessment|analysis|factors"
    r"|mitigation)\b|^hypothes|\b(?:possible|potential|likely) (?:causes?|explanations?|reasons?|issues|problems|scenarios)\b"
    r"|^(?:assumptions?|answer|theory|scenarios?|discussion)\b"
)
_HOWTO = (
    r"\bhow (?:to|do|we|it)\b|^usage\b|^install|^set-?up\b|\bgetting started\b|^(?:\w+ )?commands?\s*(?::|$)|\bquick ?start\b"
    r"|\btroubleshooting\b|\binstructions?\b"
    r"|\b(?:style |user |developer |reference )?guide(?:lines?)?\b|^(?:\w+ )?examples?\b|\bexamples?\s*(?::|$)|\btemplates?\b|\bbest"
    r" practices\b|\bconventions?\b|^(?:\w+ )?rules?\s*(?::|$)"
    r"|^(?:\w+ )?polic(?:y|ies)\b(?! (?:coverage|tests?|checks?)\b)"
    r"|^glossary|^definitions?\b|^legend|^faqs?\b|^(?:\w+ )?questions?\b|^references?\b|^resources\b|^see"
    r" also|^related\b|^appendix|\bcontents\s*$|^(?:quick )?(?:navigation|links)\b"
    r"|^(?:good|bad|do|don't|wrong|right|correct|incorrect|labels?|format|naming|usage|run|running)\s*(?::|$)|^(?:how|what|when"
    r"|where)\b.*\?$|^to (?:run|test|reproduce|verify|deploy|use)\b|\breproduc(?:e|tion)\b"
    r"|^(?:running|executing|using|configuring|installing) (?:the |all |your )?(?:\w+ ){0,2}(?:tests?|suite|project|app|server|code|cli"
    r"|locally)\s*:?\s*$"
)
_FEATURES = (
    r"^(?:\w+ ){0,2}(?:features?|capabilit(?:y|ies)|highlights|benefits?|advantages|use cases)(?: overview| list)?\s*(?:[:(&]|$)"
    r"|\bwhat(?:'s| is) (?:included|new)\b"
)
_ORDER = (
    (Section.OWN, _OWN),
    (Section.CRITERIA, _CRITERIA),
    (Section.PLAN, _PLAN),
    (Section.PAST, _PAST),
    (Section.HOWTO, _HOWTO),
    (Section.FEATURES, _FEATURES),
)
_LEAD = re.compile(
    r"^(?:[^\w(]+|\d+(?:\.\d+)*[.):]?\s+|(?:phase|step|part|section|task|issue|gap|option|scenario|level|tier"
    r"|priority)\s+#?\d+[a-z]?\s*(?:[:.)-]|\u2013|\u2014)\s*)+"
)


@cache
def _patterns() -> tuple[tuple[Section, re.Pattern[str]], ...]:
    return tuple((section, re.compile(pattern)) for section, pattern in _ORDER)


@cache
def section(text: str) -> Section | None:
    """Return what a heading or label announces, or None when it says nothing about that."""
    low = _LEAD.sub("", " ".join(text.lower().split()))
    if "?" in low:
        return None
    return next((found for found, pattern in _patterns() if pattern.search(low)), None)


def standing(trail: Sequence[str]) -> tuple[Section | None, str]:
    """Return what the innermost telling heading announces, and that heading."""
    for text in reversed(trail):
        found = section(text[:200])
        if found:
            return found, text
    return None, ""
