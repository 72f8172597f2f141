"""Deployments of a project or a team."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from .._awaiting._pager import AsyncPager
from .._connection import Connection
from .._generated.operation_types import DeploymentType
from ._deployment import AsyncDeployment
from ._lists import _list


class AsyncDeployments:
    """Deployments of a project, or of a team."""

    __slots__ = ("_connection", "_of", "_receiver")

    def __init__(self, connection: Connection, of: Literal["team", "project"], path: Any) -> None:
        self._connection, self._of, self._receiver = connection, of, {of: path}

    def list(
        self, *, type: DeploymentType | None = None, page_size: int | None = None
    ) -> AsyncPager[AsyncDeployment]:
        """Lists the cloud deployments, optionally of one type."""

        def make(data: Mapping[str, Any]) -> AsyncDeployment:
            return AsyncDeployment._of(self._connection, data)

        request = {"type": type, "pageSize": page_size}
        return _list(self._connection, f"{self._of}.deployments.list", make, request, **self._receiver)
