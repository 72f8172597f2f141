"""Which parts of a request name what there is, so that it can succeed: the others stay as they were made up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from world import HOUR, STATEMENTS, WEBHOOK, World, now


@dataclass
class Parts:
    """The parts of one request that are replaced. `without` is what is taken away from a made-up body."""

    path: dict[str, Any] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()


# The default production; `None` takes away what was made up.
DEFAULT = {"defaultProd": "true", "defaultDev": None, "reference": None}


def _team_token(world: World) -> Parts:
    return Parts(body={"id": world.new_key(f"/teams/{world.team}/create_access_token")})


def _no_limits(world: World) -> Parts:
    world.no_limits()
    return Parts()


def _no_streams(world: World) -> Parts:
    world.no_streams()
    return Parts()


# What an operation needs beyond what all of its kind need.
PARTS: dict[str, Callable[[World], Parts]] = {
    "PATCH /projects/{project_id}": lambda world: Parts(path={"project_id": world.new_project()}, without=("slug",)),
    "POST /projects/{project_id}/delete": lambda world: Parts(path={"project_id": world.new_project()}),
    "GET /projects/{project_id}/deployment": lambda _: Parts(query=DEFAULT),
    "GET /teams/{team_id_or_slug}/projects/{project_slug}/deployment": lambda _: Parts(query=DEFAULT),
    "POST /projects/{project_id}/create_deployment": lambda world: Parts(
        path={"project_id": world.new_project()}, without=("class", "region", "reference", "expiresAt")
    ),
    "POST /deployments/{deployment_name}/delete": lambda world: Parts(path={"deployment_name": world.new_deployment()}),
    "PATCH /deployments/{deployment_name}": lambda world: Parts(
        path={"deployment_name": world.new_deployment()}, without=("reference", "expiresAt")
    ),
    "POST /deployments/{deployment_name}/transfer": lambda world: Parts(
        path={"deployment_name": world.new_deployment()}, body={"destinationProjectId": world.new_project()}
    ),
    "POST /deployments/{deployment_name}/create_deploy_key": lambda world: Parts(
        body={"name": world.name(), "expiresAt": now() + HOUR}
    ),
    "POST /deployments/{deployment_name}/delete_deploy_key": lambda world: Parts(
        body={"id": world.new_key(world.of_deployment("create_deploy_key"))}
    ),
    "POST /projects/{project_id}/create_preview_deploy_key": lambda world: Parts(
        body={"name": world.name(), "expiresAt": now() + HOUR}
    ),
    "POST /projects/{project_id}/delete_preview_deploy_key": lambda world: Parts(
        body={"id": world.new_key(f"/projects/{world.project}/create_preview_deploy_key")}
    ),
    "POST /create_personal_access_token": lambda world: Parts(body={"name": world.name(), "expiresAt": now() + HOUR}),
    "POST /delete_personal_access_token": lambda world: Parts(
        body={"id": world.new_key("/create_personal_access_token")}
    ),
    "POST /teams/{team_id}/create_access_token": lambda world: Parts(
        body={"name": world.name(), "expiresAt": now() + HOUR}
    ),
    "POST /teams/{team_id}/delete_access_token": _team_token,
    "POST /deployments/{deployment_name}/create_custom_domain": lambda world: Parts(
        body={"domain": f"d{next(world.numbers)}.example.com"}
    ),
    "POST /deployments/{deployment_name}/delete_custom_domain": lambda world: Parts(body=world.new_domain()),
    "GET /teams/{team_id}/list_audit_log_events": lambda _: Parts(query={"from": now() - HOUR, "to": now()}),
    "POST /teams/{team_id}/invite_team_member": lambda world: Parts(
        body={"email": f"new-{next(world.numbers)}@example.com", "role": "developer"}, without=("customRoles",)
    ),
    "POST /teams/{team_id}/cancel_team_member_invite": lambda world: Parts(body={"email": world.new_invitation()}),
    "POST /teams/{team_id}/create_custom_role": lambda world: Parts(
        body={"name": world.name(), "statements": STATEMENTS}
    ),
    "POST /teams/{team_id}/update_custom_role": lambda world: Parts(
        body={"id": world.new_role(), "name": world.name(), "statements": STATEMENTS}
    ),
    "POST /teams/{team_id}/delete_custom_role": lambda world: Parts(body={"id": world.new_role()}),
    "POST /teams/{team_id}/update_team_member_role": lambda world: Parts(
        body={"memberId": world.member["memberId"], "role": "developer"}, without=("customRoles",)
    ),
    "GET /list_audit_log_events": lambda _: Parts(query={"from": now() - HOUR}),
    "POST /create_usage_limit": _no_limits,
    "POST /update_usage_limit/{id}": lambda world: Parts(path={"id": world.new_limit()}),
    "POST /delete_usage_limit/{id}": lambda world: Parts(path={"id": world.new_limit()}),
    "POST /update_canonical_url": lambda _: Parts(body={"url": "https://api.example.com"}),
    "POST /create_log_stream": _no_streams,
    "GET /get_log_stream/{id}": lambda world: Parts(path={"id": world.new_stream()}),
    "POST /delete_log_stream/{id}": lambda world: Parts(path={"id": world.new_stream()}),
    "POST /update_log_stream/{id}": lambda world: Parts(path={"id": world.new_stream()}, body=WEBHOOK),
    "POST /rotate_webhook_secret/{id}": lambda world: Parts(path={"id": world.new_stream()}),
}


def parts_of(operation: str, world: World) -> Parts:
    """The parts of a request for the operation that name what there is."""
    parts = PARTS.get(operation, lambda _: Parts())(world)
    everybody = {
        "team_id": world.team,
        "team_id_or_slug": "first-team",
        "project_id": world.project,
        "project_slug": world.slug,
        "deployment_name": world.deployment,
    }
    parts.path = {**everybody, **parts.path}
    return parts
