"""What there is on the server: teams, projects, deployments and keys that requests can name."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import requests

HOUR = 3_600_000
WEBHOOK = {"logStreamType": "webhook", "url": "https://logs.example.com/in", "format": "json"}
LIMIT = {"metric": "functionCalls", "window": "day", "limitType": "disable", "limit": 5, "enabled": True}
STATEMENTS = [{"effect": "allow", "actions": ["project:view"], "resource": "project:*"}]


def now() -> int:
    """The time in milliseconds."""
    return int(time.time() * 1000)


@dataclass
class World:
    """What there is, and how to make more of it where a request uses it up."""

    url: str
    token: str
    team: int
    project: int = 0
    slug: str = ""
    deployment: str = ""
    address: str = ""
    member: dict[str, Any] = field(default_factory=dict)
    # For operations of the deployment, each behind the scheme `Convex`.
    deploy_key: str = ""
    team_token: str = ""
    application: str = ""

    def __post_init__(self) -> None:
        self.session = requests.Session()
        self.numbers = count()

    def furnish(self) -> World:
        """Makes what nearly all requests name."""
        self.admin("set_plan", {"teamId": self.team, "plan": "enterprise"})
        home = {"projectName": "Home", "deploymentType": "prod"}
        made = self.manage("POST", f"/teams/{self.team}/create_project", home)
        self.project, self.slug = made["projectId"], made["slug"]
        self.deployment = self.new_deployment()
        self.address = self.manage("GET", f"/deployments/{self.deployment}")["deploymentUrl"]
        member = {"teamId": self.team, "email": "ann@example.com", "role": "developer"}
        self.member = self.admin("add_member", member)
        self.deploy_key = self.manage("POST", self.of_deployment("create_deploy_key"), {"name": "all"})["deployKey"]
        made = self.manage("POST", f"/teams/{self.team}/create_access_token", {"name": "bot"})
        self.team_token = made["accessToken"]
        grant = {"projectId": self.project, "memberId": self.member["memberId"], "clientId": "an-application"}
        self.application = self.admin("authorize_application", grant)["key"]
        return self

    def send(self, method: str, url: str, authorization: str, body: Any) -> Any:
        """Makes something, or says why that failed."""
        answer = self.session.request(method, url, json=body, headers={"Authorization": authorization})
        if not answer.ok:
            raise RuntimeError(f"{method} {url}: {answer.status_code} {answer.text}")
        return answer.json() if answer.content else None

    def manage(self, method: str, path: str, body: Any = None) -> Any:
        """Calls the management API as the first member."""
        return self.send(method, f"{self.url}/v1{path}", f"Bearer {self.token}", body)

    def settle(self, method: str, path: str, body: Any = None) -> Any:
        """Calls the API of the deployment."""
        return self.send(method, f"{self.address}/api/v1{path}", f"Convex {self.deploy_key}", body)

    def admin(self, deed: str, body: Any) -> Any:
        """Does what Convex does outside its API."""
        return self.send("POST", f"{self.url}/admin/{deed}", f"Bearer {self.token}", body)

    def of_deployment(self, operation: str) -> str:
        """The path of an operation on the deployment."""
        return f"/deployments/{self.deployment}/{operation}"

    def name(self) -> str:
        """A name that nothing has yet."""
        return f"thing {next(self.numbers)}"

    def new_project(self) -> int:
        """A project that may be deleted."""
        made = self.manage("POST", f"/teams/{self.team}/create_project", {"projectName": self.name()})
        return int(made["projectId"])

    def new_deployment(self) -> str:
        """A deployment that may be deleted."""
        made = self.manage("POST", f"/projects/{self.project}/create_deployment", {"type": "preview"})
        return str(made["name"])

    def new_key(self, path: str) -> str:
        """A token or key that may be deleted: its name."""
        name = self.name()
        self.manage("POST", path, {"name": name})
        return name

    def new_role(self) -> int:
        """A custom role that nobody has."""
        path = f"/teams/{self.team}/create_custom_role"
        return int(self.manage("POST", path, {"name": self.name(), "statements": STATEMENTS})["id"])

    def new_invitation(self) -> str:
        """Somebody who is invited: their address."""
        email = f"guest-{next(self.numbers)}@example.com"
        self.manage("POST", f"/teams/{self.team}/invite_team_member", {"email": email, "role": "developer"})
        return email

    def new_domain(self) -> dict[str, str]:
        """A custom domain that may be deleted."""
        body = {"requestDestination": "convexCloud", "domain": f"d{next(self.numbers)}.example.com"}
        self.manage("POST", self.of_deployment("create_custom_domain"), body)
        return body

    def no_limits(self) -> None:
        """Takes all usage limits away, so that any can be made."""
        for limit in self.settle("GET", "/list_usage_limits")["usageLimits"]:
            self.settle("POST", f"/delete_usage_limit/{limit['id']}")

    def new_limit(self) -> str:
        """The only usage limit: its id."""
        self.no_limits()
        return str(self.settle("POST", "/create_usage_limit", LIMIT)["usageLimit"]["id"])

    def no_streams(self) -> None:
        """Takes all log streams away, so that any can be made."""
        for stream in self.settle("GET", "/list_log_streams"):
            self.settle("POST", f"/delete_log_stream/{stream['id']}")

    def new_stream(self) -> str:
        """The only log stream, a webhook: its id."""
        self.no_streams()
        return str(self.settle("POST", "/create_log_stream", WEBHOOK)["id"])
