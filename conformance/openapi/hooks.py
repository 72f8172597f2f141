"""What schemathesis does around each of its calls: names what there is, counts, and judges the answer."""

from __future__ import annotations

import json
import os
from collections import Counter
from typing import Any

import patches
import schemathesis
from judge import fault
from real import parts_of
from world import World

API = os.environ["CONVEX_OPS_API"]
TALLY = os.environ["CONVEX_OPS_TALLY"]

world = World(**json.loads(os.environ["CONVEX_OPS_WORLD"]))
# How often each operation was called, and how its calls ended.
turns: Counter[str] = Counter()
ended: dict[str, Counter[int]] = {}


def name_of(case: Any) -> str:
    """The operation's name: `POST /teams/{team_id}/create_project`."""
    return f"{case.operation.method.upper()} {case.operation.path}"


def credentials(operation: str, turn: int) -> str | None:
    """What the call presents: nearly always what opens the operation, so that its answers are seen."""
    if turn % 16 == 15:
        return None
    if API == "management":
        right = world.team_token if operation == "GET /token_details" else world.token
        others = [world.team_token, world.member["token"], world.application]
        return "Bearer " + (others[turn // 8 % 3] if turn % 8 == 7 else right)
    others = [world.team_token, world.application, f"{world.deploy_key}x"]
    return "Convex " + (others[turn // 8 % 3] if turn % 8 == 7 else world.deploy_key)


def takes_what_all_need(operation: str, case: Any) -> bool:
    """Whether a made-up request happens to name what the next ones need: projects and tokens have small ids."""
    if operation.split("_")[-1] == "token" and "delete" in operation:
        return True
    named = str((case.path_parameters or {}).get("project_id", "")).strip("+0")
    return case.method != "GET" and named == str(world.project)


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Two requests of three name what there is; the third is left as it was made up."""
    operation = name_of(case)
    turn = turns[operation]
    turns[operation] += 1
    headers = {name: value for name, value in (case.headers or {}).items() if name.lower() != "authorization"}
    authorization = credentials(operation, turn)
    if authorization is not None:
        headers["Authorization"] = authorization
    case.headers = headers
    if turn % 3 == 2 and not takes_what_all_need(operation, case):
        return
    parts = parts_of(operation, world)
    made = case.path_parameters or {}
    case.path_parameters = {name: parts.path.get(name, value) for name, value in made.items()}
    if parts.query:
        query = {**(case.query or {}), **parts.query}
        case.query = {name: value for name, value in query.items() if value is not None}
    if isinstance(case.body, dict) and (parts.body or parts.without):
        kept = {name: value for name, value in case.body.items() if name not in parts.without}
        case.body = {**kept, **parts.body}


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    """Counts how the call ended. Calls with another method than the operation's are none of it."""
    if case.method.upper() == case.operation.method.upper():
        ended.setdefault(name_of(case), Counter())[response.status_code] += 1


@schemathesis.check
def answers_as_convex(ctx: Any, response: Any, case: Any) -> None:
    """A success is described, and what is none is a 4xx with `{code, message}`."""
    content_type = (response.headers.get("content-type") or [None])[0]
    described = case.operation.definition.raw
    found = fault(described, case.method.upper(), response.status_code, content_type, response.content)
    assert found is None, found


@schemathesis.check
def opens_with_a_key_alone(ctx: Any, response: Any, case: Any) -> None:
    """Who presents nothing gets nothing, and is told so."""
    is_of_operation = case.method.upper() == case.operation.method.upper()
    if is_of_operation and "Authorization" not in (case.headers or {}):
        assert response.status_code == 401, f"the status is {response.status_code} without a token or key"


@schemathesis.check
class Tally:
    """Keeps what was counted, for whoever started the run."""

    def after_run(self, ctx: Any) -> None:
        with open(TALLY, "w") as file:
            json.dump(ended, file)


@schemathesis.hook
def before_load_schema(context: Any, raw_schema: dict[str, Any]) -> None:
    """Repairs the description."""
    patches.apply(raw_schema)
