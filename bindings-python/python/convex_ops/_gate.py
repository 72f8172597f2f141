"""Options of checks and deploys, as verbs take them."""

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
    options = given({"policy": policy, "skipDocuments": skip_documents, "timeoutMs": to_timeout(timeout)})
    return {"app": app_input(app), "options": options}


def deploy_request(
    subject: dict[str, Any],
    *,
    message: str | None,
    author: str | None,
    fail_on: Level | None,
    allow_undecided: bool,
    policy: Policy | None,
    skip_documents: bool,
    backup: bool,
    allow_large_indexes: bool,
    allow_unstaging: bool,
    timeout: timedelta | None,
) -> dict[str, Any]:
    """Writes the request of a deploy, a rollback or a promotion."""
    options = {
        "message": message,
        "author": author,
        "failOn": "none" if fail_on is None else fail_on,
        "allowUndecided": allow_undecided,
        "policy": policy,
        "skipDocuments": skip_documents,
        "backup": backup,
        "allowLargeIndexes": allow_large_indexes,
        "allowUnstaging": allow_unstaging,
        "timeoutMs": to_timeout(timeout),
    }
    return {**subject, "options": given(options)}
