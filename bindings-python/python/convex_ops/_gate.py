"""Options of checks and deploys, and their form in verbs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypedDict

from ._app import App, app_input
from ._connection import OnProgress, to_timeout
from ._record import given

if TYPE_CHECKING:
    from ._generated.types import Level, Policy


class CheckAppOptions(TypedDict, total=False):
    """Options of a check of an app, or of its plan."""

    policy: Policy | None
    """Policy that grades findings."""

    skip_documents: bool
    """Leaves out the stored documents. Convex itself still checks them against the schema."""

    timeout: timedelta | None
    """Maximum time. A push that was finished before is not undone."""

    progress: OnProgress | None
    """Receives the progress. An exception in it cancels the work."""


class DeployOptions(CheckAppOptions, total=False):
    """Options of a deploy, a rollback or a promotion."""

    message: str | None
    """Message for Convex's audit log and the release."""

    author: str | None
    """Author, for the release."""

    fail_on: Level | None
    """Minimum level of a finding that refuses the app: `"breaking"` by default. `None` refuses none."""

    allow_undecided: bool
    """Deploys although questions are undecided."""

    backup: bool
    """Backs the deployment up before the push: in the cloud with a member's token, else as an export that stays on the
    deployment until it expires."""

    allow_large_indexes: bool
    """Creates and removes indexes of large tables, which takes long."""

    allow_unstaging: bool
    """Discards staged validators that have validated documents."""


def check_request(app: App, options: CheckAppOptions) -> dict[str, Any]:
    """Writes the request of a check or a plan."""
    return {"app": app_input(app), "options": _written(options, CheckAppOptions)}


def deploy_request(subject: dict[str, Any], options: DeployOptions) -> dict[str, Any]:
    """Writes the request of a deploy, a rollback or a promotion."""
    written = _written(options, DeployOptions)
    if "fail_on" in options:
        written["failOn"] = options["fail_on"] or "none"
    return {**subject, "options": written}


def _written(options: Mapping[str, Any], known: type) -> dict[str, Any]:
    names = known.__annotations__.keys() | CheckAppOptions.__annotations__.keys()
    for name in options:
        if name not in names:
            raise TypeError(f"unexpected option {name!r}; the options are {', '.join(sorted(names))}")
    written = {_camel(name): value for name, value in options.items() if name not in ("progress", "timeout")}
    return given({**written, "timeoutMs": to_timeout(options.get("timeout"))})


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)
