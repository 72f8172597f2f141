"""Teams, projects, deployments and keys on the server, for requests."""

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
    """Returns the time in milliseconds since the Unix epoch."""
    return int(time.time() * 1000)


@dataclass
class Fixtures:
    """Resources on the server. Creates more if requests use them up."""

    url: str
    token: str
    team: int
    project: int = 0
    slug: str = ""
    deployment: str = ""
    address: str = ""
    member: dict[str, Any] = field(default_factory=dict)
    # For operations of the deployment, with the scheme `Convex`.
    deploy_key: str = ""
    team_token: str = ""
    application: str = ""

    def __post_init__(self) -> None:
        self.session = requests.Session()
        self.numbers = count()

    def create(self) -> Fixtures:
        """Creates the resources that most requests need."""
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
        """Sends a request, which must succeed, and returns its response."""
        answer = self.session.request(method, url, json=body, headers={"Authorization": authorization})
        if not answer.ok:
            raise RuntimeError(f"{method} {url}: {answer.status_code} {answer.text}")
        return answer.json() if answer.content else None

    def manage(self, method: str, path: str, body: Any = None) -> Any:
        """Calls the management API as the first member."""
        return self.send(method, f"{self.url}/v1{path}", f"Bearer {self.token}", body)

    def call_deployment(self, method: str, path: str, body: Any = None) -> Any:
        """Calls the API of the deployment."""
        return self.send(method, f"{self.address}/api/v1{path}", f"Convex {self.deploy_key}", body)

    def admin(self, action: str, body: Any) -> Any:
        """Calls the server's admin API, for actions outside of Convex's API."""
        return self.send("POST", f"{self.url}/admin/{action}", f"Bearer {self.token}", body)

    def of_deployment(self, operation: str) -> str:
        """Returns the path of an operation on the deployment."""
        return f"/deployments/{self.deployment}/{operation}"

    def name(self) -> str:
        """Returns an unused name."""
        return f"thing {next(self.numbers)}"

    def new_project(self) -> int:
        """Creates a disposable project."""
        made = self.manage("POST", f"/teams/{self.team}/create_project", {"projectName": self.name()})
        return int(made["projectId"])

    def new_deployment(self) -> str:
        """Creates a disposable deployment."""
        made = self.manage("POST", f"/projects/{self.project}/create_deployment", {"type": "preview"})
        return str(made["name"])

    def new_key(self, path: str) -> str:
        """Creates a disposable token or key and returns its name."""
        name = self.name()
        self.manage("POST", path, {"name": name})
        return name

    def new_role(self) -> int:
        """Creates an unassigned custom role."""
        path = f"/teams/{self.team}/create_custom_role"
        return int(self.manage("POST", path, {"name": self.name(), "statements": STATEMENTS})["id"])

    def new_invitation(self) -> str:
        """Creates an invitation and returns its email address."""
        email = f"guest-{next(self.numbers)}@example.com"
        self.manage("POST", f"/teams/{self.team}/invite_team_member", {"email": email, "role": "developer"})
        return email

    def new_domain(self) -> dict[str, str]:
        """Creates a disposable custom domain."""
        body = {"requestDestination": "convexCloud", "domain": f"d{next(self.numbers)}.example.com"}
        self.manage("POST", self.of_deployment("create_custom_domain"), body)
        return body

    def delete_limits(self) -> None:
        """Deletes all usage limits, so that any limit can be created."""
        for limit in self.call_deployment("GET", "/list_usage_limits")["usageLimits"]:
            self.call_deployment("POST", f"/delete_usage_limit/{limit['id']}")

    def new_limit(self) -> str:
        """Creates the only usage limit and returns its id."""
        self.delete_limits()
        return str(self.call_deployment("POST", "/create_usage_limit", LIMIT)["usageLimit"]["id"])

    def delete_streams(self) -> None:
        """Deletes all log streams, so that any stream can be created."""
        for stream in self.call_deployment("GET", "/list_log_streams"):
            self.call_deployment("POST", f"/delete_log_stream/{stream['id']}")

    def new_stream(self) -> str:
        """Creates a webhook as the only log stream and returns its id."""
        self.delete_streams()
        return str(self.call_deployment("POST", "/create_log_stream", WEBHOOK)["id"])
