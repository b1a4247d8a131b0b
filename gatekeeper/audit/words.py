"""The words of claims: which state each asserts, and which other words take an assertion back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatekeeper.audit.claim import Kind


def listed(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


TICKS = "\u2705\u2714\u2713\u2611\U0001f7e2\U0001f44d"
CROSSES = "\u274c\u2717\u2718\u2716\U0001f534\U0001f6ab\u26d4"
OPEN_MARKS = (
    "\u26a0\U0001f527\U0001f504\u23f3\U0001f6a7\U0001f512\U0001f7e1\U0001f7e0\U0001f51c\U0001f4cb\U0001f532\u2b1c\u2610\u23f8\u2753"
)

_GOOD = """
complete completed done finished resolved fixed closed operational functional working works passing passed passes pass success
successful successfully succeeded succeeds healthy stable stabilized validated verified confirmed implemented deployed shipped merged
released live active available accessible enabled compliant optimized secured secure restored migrated consolidated unified eliminated
achieved accomplished met approved accepted certified green ok delivered integrated functioning running online ready supported
maintained preserved intact clean correct correctly enforced proven demonstrated addressed mitigated prevented protected
unblocked clear satisfied exceeded excellent perfect flawless trusted solved cleared converted upgraded stabilised optimised
fulfilled finalized finalised patched remediated corrected established configured initialized responsive reachable up finalised
discoverable good ready backed aligned persisted valid resilient accurate perfectly properly healthy functionally
"""
_BAD = """
failed failing fails fail failure failures broken breaks crashed crashing crashes blocked blocking blocker blockers
offline down unavailable unhealthy incomplete missing critical crisis degraded poor unresolved open stuck rejected
vulnerable outage unstable flaky corrupted inaccessible unreachable nonfunctional non-functional inoperable unusable
undetected red persistent persists error errors absent lost unimplemented unfixed blocks prevents unsupported
incompatible inconsistent timeout timeouts fragmented breakdown
"""
# Words that describe as often as they assert: they need a mark, a label, capitals or a verb before them.
_WEAK = """
blocks prevents
active available live up down open clean clear good ok green red critical error errors missing secure stable supported closed failure
failures success integrated unified poor lost correct excellent met released
blocking blocker blockers pass fail passes fails works ready enabled crisis merged outage
perfect online absent done valid resilient breakdown timeout timeouts responsive persistent
"""
NOT = listed("not no never n't cannot isn't aren't wasn't hasn't haven't doesn't don't didn't won't can't without neither nor none")
BE = listed(
    "is are has have been now remains remain stays stay fully still completely it's we're they're totally entirely already currently"
)
MODAL = listed(
    "should must will shall would could may might ought need needs require requires required want wants plan plans planned intend"
    " intends aim aims "
    "expected expect expects supposed let's goal todo tbd pending unvalidated unverified untested unknown unclear verify ensure recommend "
    "recommended suggest suggested proposed hopefully probably likely possibly perhaps potential potentially appears seems apparently "
    "we'll you'll it'll i'll they'll won't wouldn't shouldn't tobe hypothesis hypothetical "
    "re-measurement needed upcoming underway ongoing in-progress claimed claiming alleged allegedly being supposedly"
)
CONDITION = listed(
    "if unless until when whenever once whether before after while where wherever although though otherwise which who whose because"
)
PAST = listed("was were had wasn't weren't hadn't previously originally formerly earlier initially historically used yesterday couldn't")
# A bullet that begins with one of these asks for something.
ORDERS = listed(
    "always never don't prefer please do fix add implement ensure verify check run update create remove test validate write "
    "improve investigate review monitor deploy document integrate configure use make refactor build set enable disable install "
    "migrate convert replace increase reduce decrease complete finish resolve address execute establish maintain keep continue "
    "consider start stop open close see read follow avoid prevent restore modify eliminate audit halt achieve extend confirm "
    "perform require include allow define identify analyze optimize enhance upgrade rename move merge push pull commit try rerun "
    "re-run schedule prepare plan note remember provide track measure get apply adjust support handle expose design adopt "
    "introduce expand evaluate explore begin develop conduct generate ask publish release ship setup clean delete drop triage "
    "assign rewrite simplify standardize consolidate switch call pass send return skip choose select copy paste click navigate "
    "visit download clone report mark post collect"
)
# Those of them that are names of things as often: these ask only before an article or the like.
NOUNS = listed(
    "test fix build release start pass report document plan support check update monitor track set post close open measure review "
    "schedule design call return use follow run clean complete address get audit include handle finish increase reduce decrease "
    "provide send require allow maintain keep confirm perform"
)
OBJECTS = listed(
    "the all any a an each every for that whether if it this these those our your remaining new failing missing up to into with on as"
    " both more "
    "existing additional against regularly further only"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """Which words and phrases make a claim beside the built-in ones, by kind."""

    extra: Mapping[Kind, tuple[str, ...]] = field(default_factory=dict)


POLARITY: Mapping[str, bool] = {**dict.fromkeys(listed(_GOOD), True), **dict.fromkeys(listed(_BAD), False)}
WEAK = listed(_WEAK)
TROUBLE = listed("error errors failure failures crisis outage breakdown timeout timeouts blocker blockers issues")
BEGUN = listed("validated verified resolved fixed completed confirmed eliminated achieved restored migrated")
DONE = BEGUN | listed(
    "updated created implemented added removed modified executed configured deployed tested identified enhanced improved refactored "
    "integrated established built extended replaced converted applied corrected documented delivered exceeded optimized"
)
ADVERBS = listed(
    "fully completely successfully properly correctly now all entirely partially still totally mostly definitively comprehensively "
    "finally strategically not highly overall phase immediately actively clean cleanly also both been independently empirically "
    "technically complete partial major total"
)
