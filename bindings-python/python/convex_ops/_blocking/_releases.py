# Derived from an async module by `cargo xtask gen`: do not edit.
"""Releases of a deployment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._blocking._pager import Pager
from .._generated.operation_types import Release
from ._lists import _list

if TYPE_CHECKING:
    from ._deployment import DeploymentHandle


class Releases:
    """Releases of a deployment, in the release store of the connection."""

    __slots__ = ("_deployment",)

    def __init__(self, deployment: DeploymentHandle) -> None:
        self._deployment = deployment

    def list(self) -> Pager[Release]:
        """Lists the releases, latest first. Those whose deploy failed are among them."""
        connection, path = self._deployment._connection, self._deployment._path
        return _list(connection, "deployment.releases.list", Release.from_json, deployment=path)

    def get(self, number: int) -> Release:
        """Gets a release by its number."""
        return Release.from_json(self._deployment._verb("releases.get", {"number": number}))

    def latest(self) -> Release | None:
        """Gets the latest release that became live, if the store has one."""
        answer = self._deployment._verb("releases.latest", {})
        return None if answer is None else Release.from_json(answer)
