"""Faults that a test asked for: a wrong answer, none, half of one, a late one, or the work of somebody else in between."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from github_world.exchange import Answer, Asked
from github_world.people import token_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from github_world.hub import Hub

HOWS = {"skip", "status", "headers", "body", "delay", "reset", "truncate", "after", "before", "then"}


def next_fault(faults: Iterable[dict[str, Any]], asked: Asked) -> dict[str, Any] | None:
    """Return the fault that is due for a request, and count it. Its pattern sees the line with the query, and without."""
    lines = (f"{asked.method} {asked.path}", f"{asked.method} {asked.target}")
    for fault in faults:
        if fault["times"] > 0 and any(re.search(fault["match"], line) for line in lines):
            if fault.get("skip", 0) > 0:
                fault["skip"] -= 1
                continue
            fault["times"] -= 1
            return fault
    return None


def with_fault(hub: Hub, asked: Asked, fault: Mapping[str, Any]) -> Answer:
    """Answer a request as the fault wants it."""
    _others(hub, fault.get("before", ()))
    answers_itself = bool(fault.get("status") or fault.get("reset"))
    given = Answer(status=0) if answers_itself and not fault.get("after") else hub.answer(asked)
    _others(hub, fault.get("then", ()))
    time.sleep(fault.get("delay", 0))
    if fault.get("reset"):
        return replace(given, gone=True)
    if fault.get("status"):
        body = fault.get("body", "")
        text = body if isinstance(body, str) else json.dumps(body)
        return Answer(status=fault["status"], body=text.encode(), headers={"Content-Type": "application/json", **fault.get("headers", {})})
    return replace(given, cut=bool(fault.get("truncate")), headers={**given.headers, **fault.get("headers", {})})


def _others(hub: Hub, requests: Iterable[Mapping[str, Any]]) -> None:
    for each in requests:
        headers = {"authorization": f"token {token_of(each.get('by', 'maint'))}"}
        body = json.dumps(each["json"]).encode() if "json" in each else b""
        hub.answer(Asked(method=each["method"], target=each["path"], headers=headers, body=body, backstage=True))
