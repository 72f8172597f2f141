"""Options of the gate, as verbs take them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ._app import App, app_input
from ._connection import to_timeout
from ._record import given

if TYPE_CHECKING:
    from ._generated.types import Level, Policy


def check_request(app: App, policy: Policy | None, skip_documents: bool, timeout: timedelta | None) -> dict[str, Any]:
    """Writes the request of a check or a plan."""
    gate = given({"policy": policy, "skipDocuments": skip_documents})
    return given({"app": app_input(app), "gate": gate, "timeoutMs": to_timeout(timeout)})


def deploy_request(
    subject: dict[str, Any],
    message: str | None,
    author: str | None,
    fail_on: Level | None,
    allow_undecided: bool,
    policy: Policy | None,
    skip_documents: bool,
    timeout: timedelta | None,
) -> dict[str, Any]:
    """Writes the request of a deploy, a rollback or a promotion."""
    gate = given(
        {
            "failOn": "none" if fail_on is None else fail_on,
            "allowUndecided": allow_undecided,
            "policy": policy,
            "skipDocuments": skip_documents,
        }
    )
    return given({**subject, "message": message, "author": author, "gate": gate, "timeoutMs": to_timeout(timeout)})
