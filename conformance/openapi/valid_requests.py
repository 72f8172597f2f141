"""Replaces parts of generated requests by valid ones, so that the requests can succeed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fixtures import HOUR, STATEMENTS, WEBHOOK, Fixtures, now


@dataclass
class Parts:
    """The replaced parts of a request. `without` lists keys to remove from a generated body."""

    path: dict[str, Any] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()


# The default production deployment; `None` removes a generated parameter.
DEFAULT = {"defaultProd": "true", "defaultDev": None, "reference": None}


def _team_token(fixtures: Fixtures) -> Parts:
    return Parts(body={"id": fixtures.new_key(f"/teams/{fixtures.team}/create_access_token")})


def _delete_limits(fixtures: Fixtures) -> Parts:
    fixtures.delete_limits()
    return Parts()


def _delete_streams(fixtures: Fixtures) -> Parts:
    fixtures.delete_streams()
    return Parts()


# The parts that each operation needs besides the defaults.
PARTS: dict[str, Callable[[Fixtures], Parts]] = {
    "PATCH /projects/{project_id}": lambda fixtures: Parts(path={"project_id": fixtures.new_project()}, without=("slug",)),
    "POST /projects/{project_id}/delete": lambda fixtures: Parts(path={"project_id": fixtures.new_project()}),
    "GET /projects/{project_id}/deployment": lambda _: Parts(query=DEFAULT),
    "GET /teams/{team_id_or_slug}/projects/{project_slug}/deployment": lambda _: Parts(query=DEFAULT),
    "POST /projects/{project_id}/create_deployment": lambda fixtures: Parts(
        path={"project_id": fixtures.new_project()}, without=("class", "region", "reference", "expiresAt")
    ),
    "POST /deployments/{deployment_name}/delete": lambda fixtures: Parts(path={"deployment_name": fixtures.new_deployment()}),
    "PATCH /deployments/{deployment_name}": lambda fixtures: Parts(
        path={"deployment_name": fixtures.new_deployment()}, without=("reference", "expiresAt")
    ),
    "POST /deployments/{deployment_name}/transfer": lambda fixtures: Parts(
        path={"deployment_name": fixtures.new_deployment()}, body={"destinationProjectId": fixtures.new_project()}
    ),
    "POST /deployments/{deployment_name}/create_deploy_key": lambda fixtures: Parts(
        body={"name": fixtures.name(), "expiresAt": now() + HOUR}
    ),
    "POST /deployments/{deployment_name}/delete_deploy_key": lambda fixtures: Parts(
        body={"id": fixtures.new_key(fixtures.of_deployment("create_deploy_key"))}
    ),
    "POST /projects/{project_id}/create_preview_deploy_key": lambda fixtures: Parts(
        body={"name": fixtures.name(), "expiresAt": now() + HOUR}
    ),
    "POST /projects/{project_id}/delete_preview_deploy_key": lambda fixtures: Parts(
        body={"id": fixtures.new_key(f"/projects/{fixtures.project}/create_preview_deploy_key")}
    ),
    "POST /create_personal_access_token": lambda fixtures: Parts(body={"name": fixtures.name(), "expiresAt": now() + HOUR}),
    "POST /delete_personal_access_token": lambda fixtures: Parts(
        body={"id": fixtures.new_key("/create_personal_access_token")}
    ),
    "POST /teams/{team_id}/create_access_token": lambda fixtures: Parts(
        body={"name": fixtures.name(), "expiresAt": now() + HOUR}
    ),
    "POST /teams/{team_id}/delete_access_token": _team_token,
    "POST /deployments/{deployment_name}/create_custom_domain": lambda fixtures: Parts(
        body={"domain": f"d{next(fixtures.numbers)}.example.com"}
    ),
    "POST /deployments/{deployment_name}/delete_custom_domain": lambda fixtures: Parts(body=fixtures.new_domain()),
    "GET /teams/{team_id}/list_audit_log_events": lambda _: Parts(query={"from": now() - HOUR, "to": now()}),
    "POST /teams/{team_id}/invite_team_member": lambda fixtures: Parts(
        body={"email": f"new-{next(fixtures.numbers)}@example.com", "role": "developer"}, without=("customRoles",)
    ),
    "POST /teams/{team_id}/cancel_team_member_invite": lambda fixtures: Parts(body={"email": fixtures.new_invitation()}),
    "POST /teams/{team_id}/create_custom_role": lambda fixtures: Parts(
        body={"name": fixtures.name(), "statements": STATEMENTS}
    ),
    "POST /teams/{team_id}/update_custom_role": lambda fixtures: Parts(
        body={"id": fixtures.new_role(), "name": fixtures.name(), "statements": STATEMENTS}
    ),
    "POST /teams/{team_id}/delete_custom_role": lambda fixtures: Parts(body={"id": fixtures.new_role()}),
    "POST /teams/{team_id}/update_team_member_role": lambda fixtures: Parts(
        body={"memberId": fixtures.member["memberId"], "role": "developer"}, without=("customRoles",)
    ),
    "GET /list_audit_log_events": lambda _: Parts(query={"from": now() - HOUR}),
    "POST /create_usage_limit": _delete_limits,
    "POST /update_usage_limit/{id}": lambda fixtures: Parts(path={"id": fixtures.new_limit()}),
    "POST /delete_usage_limit/{id}": lambda fixtures: Parts(path={"id": fixtures.new_limit()}),
    "POST /update_canonical_url": lambda _: Parts(body={"url": "https://api.example.com"}),
    "POST /create_log_stream": _delete_streams,
    "GET /get_log_stream/{id}": lambda fixtures: Parts(path={"id": fixtures.new_stream()}),
    "POST /delete_log_stream/{id}": lambda fixtures: Parts(path={"id": fixtures.new_stream()}),
    "POST /update_log_stream/{id}": lambda fixtures: Parts(path={"id": fixtures.new_stream()}, body=WEBHOOK),
    "POST /rotate_webhook_secret/{id}": lambda fixtures: Parts(path={"id": fixtures.new_stream()}),
}


def valid_parts(operation: str, fixtures: Fixtures) -> Parts:
    """Returns the valid parts of a request for the operation."""
    parts = PARTS.get(operation, lambda _: Parts())(fixtures)
    defaults = {
        "team_id": fixtures.team,
        "team_id_or_slug": "first-team",
        "project_id": fixtures.project,
        "project_slug": fixtures.slug,
        "deployment_name": fixtures.deployment,
    }
    parts.path = {**defaults, **parts.path}
    return parts
