"""Releases of a deployment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._awaiting._pager import AsyncPager
from .._generated.operation_types import Release
from ._lists import _list

if TYPE_CHECKING:
    from ._deployment import AsyncDeploymentHandle


class AsyncReleases:
    """Releases of a deployment, in the release store of the connection."""

    __slots__ = ("_deployment",)

    def __init__(self, deployment: AsyncDeploymentHandle) -> None:
        self._deployment = deployment

    def list(self) -> AsyncPager[Release]:
        """Lists the releases, latest first. Those whose deploy failed are among them."""
        connection, path = self._deployment._connection, self._deployment._path
        return _list(connection, "deployment.releases.list", Release.from_json, deployment=path)

    async def get(self, number: int) -> Release:
        """Gets a release by its number."""
        return Release.from_json(await self._deployment._verb("releases.get", {"number": number}))

    async def latest(self) -> Release | None:
        """Gets the latest release that became live, if the store has one."""
        answer = await self._deployment._verb("releases.latest", {})
        return None if answer is None else Release.from_json(answer)
