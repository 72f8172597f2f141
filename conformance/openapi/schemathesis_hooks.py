"""Hooks of schemathesis: make requests valid, count the calls, and check the responses."""

from __future__ import annotations

import json
import os
from collections import Counter
from typing import Any

import patches
import schemathesis
from judge import fault
from valid_requests import valid_parts
from fixtures import Fixtures

API = os.environ["CONVEX_OPS_API"]
TALLY = os.environ["CONVEX_OPS_TALLY"]

fixtures = Fixtures(**json.loads(os.environ["CONVEX_OPS_FIXTURES"]))
# Number of calls per operation, and the statuses of their responses.
turns: Counter[str] = Counter()
ended: dict[str, Counter[int]] = {}


def name_of(case: Any) -> str:
    """Returns the operation's name, such as `POST /teams/{team_id}/create_project`."""
    return f"{case.operation.method.upper()} {case.operation.path}"


def credentials(operation: str, turn: int) -> str | None:
    """Returns the credential of a call: mostly a valid one, so that operations succeed."""
    if turn % 16 == 15:
        return None
    if API == "management":
        right = fixtures.team_token if operation == "GET /token_details" else fixtures.token
        others = [fixtures.team_token, fixtures.member["token"], fixtures.application]
        return "Bearer " + (others[turn // 8 % 3] if turn % 8 == 7 else right)
    others = [fixtures.team_token, fixtures.application, f"{fixtures.deploy_key}x"]
    return "Convex " + (others[turn // 8 % 3] if turn % 8 == 7 else fixtures.deploy_key)


def uses_up_fixtures(operation: str, case: Any) -> bool:
    """Checks if a generated request would delete or change a fixture. Ids of projects and tokens are small numbers."""
    if operation.split("_")[-1] == "token" and "delete" in operation:
        return True
    named = str((case.path_parameters or {}).get("project_id", "")).strip("+0")
    return case.method != "GET" and named == str(fixtures.project)


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Makes two of three requests valid and leaves the third as generated."""
    operation = name_of(case)
    turn = turns[operation]
    turns[operation] += 1
    headers = {name: value for name, value in (case.headers or {}).items() if name.lower() != "authorization"}
    authorization = credentials(operation, turn)
    if authorization is not None:
        headers["Authorization"] = authorization
    case.headers = headers
    if turn % 3 == 2 and not uses_up_fixtures(operation, case):
        return
    parts = valid_parts(operation, fixtures)
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
    """Counts the status of the response. Ignores calls with another method than the operation's."""
    if case.method.upper() == case.operation.method.upper():
        ended.setdefault(name_of(case), Counter())[response.status_code] += 1


@schemathesis.check
def answers_as_convex(ctx: Any, response: Any, case: Any) -> None:
    """Checks that a success is described, and that other responses are a 4xx with `{code, message}`."""
    content_type = (response.headers.get("content-type") or [None])[0]
    described = case.operation.definition.raw
    found = fault(described, case.method.upper(), response.status_code, content_type, response.content)
    assert found is None, found


@schemathesis.check
def opens_with_a_key_alone(ctx: Any, response: Any, case: Any) -> None:
    """Checks that a call without a credential returns 401."""
    is_of_operation = case.method.upper() == case.operation.method.upper()
    if is_of_operation and "Authorization" not in (case.headers or {}):
        assert response.status_code == 401, f"the status is {response.status_code} without a token or key"


@schemathesis.check
class Tally:
    """Writes the counts to a file at the end of the run."""

    def after_run(self, ctx: Any) -> None:
        with open(TALLY, "w") as file:
            json.dump(ended, file)


@schemathesis.hook
def before_load_schema(context: Any, raw_schema: dict[str, Any]) -> None:
    """Patches the description."""
    patches.apply(raw_schema)
