"""Runs the scenarios of `conformance/scenarios` through the generated methods, over HTTP and in the process."""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

import convex_ops as co
from convex_ops._record import Record

from serving import ROOT, Server, serve

FOLDER = ROOT / "conformance" / "scenarios"
SKIPS = ROOT / "conformance" / "skips.toml"

Scenario = Mapping[str, Any]


def scenarios() -> Iterator[tuple[str, Scenario]]:
    for file in sorted(FOLDER.glob("*.json")):
        for scenario in json.loads(file.read_text())["scenarios"]:
            yield f"{file.stem}: {scenario['name']}", scenario


ALL = dict(scenarios())
RAN: Counter[str] = Counter()


def skips(language: str) -> dict[str, str]:
    """Scenarios that a language skips, with the reasons. Python 3.10 has no parser of TOML."""
    found: dict[str, str] = {}
    for entry in SKIPS.read_text().split("[[skip]]")[1:]:
        fields = dict(re.findall(r'^(\w+) = "(.*)"$', entry, re.MULTILINE))
        if fields.get("language") == language:
            found[fields["scenario"]] = fields["reason"]
    return found


def snake(name: str) -> str:
    return re.sub("[A-Z]", lambda letter: "_" + letter.group().lower(), name)


def fill(template: Any, kept: Mapping[str, Any]) -> Any:
    if isinstance(template, str):
        whole = re.fullmatch(r"\$\{([^}]*)\}", template)
        if whole:
            return kept[whole[1]]
        return re.sub(r"\$\{([^}]*)\}", lambda found: str(kept[found[1]]), template)
    if isinstance(template, list):
        return [fill(item, kept) for item in template]
    if isinstance(template, dict):
        return {name: fill(item, kept) for name, item in template.items()}
    return template


START_MS = 1_700_000_000_000
"""The clock of the scenarios. Times on the machine's clock are later."""


def mismatch(expected: Any, found: Any) -> str | None:
    if isinstance(expected, dict) and isinstance(found, dict):
        for name, value in expected.items():
            if inner := mismatch(value, found.get(name)):
                return f".{name}{inner}"
        return None
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for index, (one, other) in enumerate(zip(expected, found)):
            if inner := mismatch(one, other):
                return f"[{index}]{inner}"
        return None
    if isinstance(expected, str) and expected.endswith("…") and isinstance(found, str):
        return None if found.startswith(expected[:-1]) else f" is {found!r} and should start like {expected!r}"
    return None if expected == found else f" is {found!r} and should be {expected!r}"


def at(answer: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        answer = answer[int(step)] if isinstance(answer, list) else answer[step.replace("~1", "/").replace("~0", "~")]
    return answer


def plain(answer: Any) -> Any:
    """The JSON form of an answer."""
    if isinstance(answer, Record):
        return answer.to_json()
    if isinstance(answer, co.Secret):
        return answer.expose()
    if isinstance(answer, (list, tuple)):
        return [plain(item) for item in answer]
    if isinstance(answer, dict):
        return {name: plain(item) for name, item in answer.items()}
    if isinstance(answer, bytes):
        return base64.b64encode(answer).decode()
    return answer


def call(api: Any, step: Mapping[str, Any], request: dict[str, Any]) -> Any:
    """Calls the method of an operation and returns its result in JSON form."""
    method = getattr(api, snake(step["call"]))
    names = {"limit": "page_size", "class": "class_", "from": "from_", "import": "import_"}
    if "request" in method.__code__.co_varnames[: method.__code__.co_argcount]:
        return plain(method(request))
    answer = method(**{names.get(name, snake(name)): value for name, value in request.items()})
    if not isinstance(answer, co.Pager):
        return plain(answer)
    page = next(answer.pages())
    pagination = {"hasMore": page.next_cursor is not None, "nextCursor": page.next_cursor}
    return {"items": plain(page.items), "pagination": pagination}


def run(scenario: Scenario, kept: dict[str, Any], admin: Any, api_of: Any) -> None:
    """Runs the steps of a scenario."""
    for index, step in enumerate(scenario["steps"]):
        where = f"step {index + 1} ({step.get('call') or step.get('admin')})"
        request = fill(step.get("with", {}), kept)
        try:
            answer = admin(step["admin"], request) if "admin" in step else call(api_of(step, kept), step, request)
        except co.ConvexOpsError as error:
            # Without HTTP, errors have no status.
            status, code = step.get("fails", "0 no error").split(" ", 1)
            assert error.code == code and error.status in (None, int(status)), f"{where}: {error!r}"
            continue
        assert "fails" not in step, f"{where}: {answer}"
        if "answers" in step:
            assert mismatch(fill(step["answers"], kept), answer) is None, f"{where}: {answer}"
        for name, pointer in step.get("keeps", {}).items():
            kept[name] = at(answer, pointer)


def over_http(scenario: Scenario, server: Server) -> None:
    def admin(action: str, body: Mapping[str, Any]) -> Any:
        status, answer = server.admin(action, body)
        if status >= 300:
            info = co.ErrorInfo(kind="invalidInput", message=answer["message"], code=answer["code"], status=status, retryable=False)
            raise co.InvalidInputError(info)
        return answer

    def api_of(step: Mapping[str, Any], kept: Mapping[str, Any]) -> Any:
        credential = kept[step.get("as", "me")]
        if "on" in step:
            return co.from_deploy_key(credential, url=kept[step["on"]]).api
        return co.connect(server.url, token=credential).api

    run(scenario, {**scenario.get("given", {}), "me": server.token, "team": server.team_id}, admin, api_of)


def in_process(scenario: Scenario) -> None:
    with co.connect("embedded:") as convex:

        def api_of(step: Mapping[str, Any], kept: Mapping[str, Any]) -> Any:
            return convex.api

        [team] = convex.teams.list()
        run(scenario, {**scenario.get("given", {}), "team": team.id}, None, api_of)


def is_of_member(scenario: Scenario) -> bool:
    """Checks if a scenario needs only one member, a paid plan and the machine's clock, as `embedded:` has."""
    text = json.dumps(scenario)
    own = all("admin" not in step and "on" not in step and "as" not in step for step in scenario["steps"])
    return own and "${me}" not in text and "s16" not in text and str(START_MS)[:4] not in text


@pytest.mark.parametrize("name", ALL)
def test_scenario_over_http(name: str) -> None:
    reason = skips("python").get(name)
    if reason is not None:
        RAN["skipped"] += 1
        pytest.skip(reason)
    with serve("--deterministic") as server:
        over_http(ALL[name], server)
    RAN["ran"] += 1


@pytest.mark.parametrize("name", [name for name, scenario in ALL.items() if is_of_member(scenario)])
def test_scenario_in_process(name: str) -> None:
    in_process(ALL[name])
    RAN["ran in the process"] += 1


def test_skips_name_scenarios() -> None:
    assert [name for name in skips("python") if name not in ALL] == []
    print(", ".join(f"{count} {what}" for what, count in RAN.items()))
