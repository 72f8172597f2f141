"""Convex: the root of all handles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .._awaiting._pager import AsyncPager
from .._connection import Connection
from .._gate import DeployOptions, deploy_request
from .._generated.operation_types import Identity, Release
from .._generated.operations import AsyncPlatformApi
from ._deployment import AsyncDeploymentHandle
from ._lists import _list
from ._team import AsyncTeam, AsyncTeamHandle

if TYPE_CHECKING:
    from types import TracebackType
    from typing_extensions import Self, Unpack


class AsyncConvex:
    """Convex: the root of all handles."""

    api: AsyncPlatformApi
    """Every operation of the platform, as a method."""

    teams: AsyncTeams
    """The teams of the member who owns the token."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.api = AsyncPlatformApi(connection)
        self.teams = AsyncTeams(connection)

    def team(self, slug: str) -> AsyncTeamHandle:
        """Returns a handle for a team, by slug or ID."""
        return AsyncTeamHandle(self._connection, slug)

    def deployment(self, name: str) -> AsyncDeploymentHandle:
        """Returns a handle for a deployment, by its full name, such as `happy-otter-123`."""
        return AsyncDeploymentHandle(self._connection, {"selector": {"by": "name", "name": name}})

    async def promote(
        self,
        release: Release,
        *,
        to: AsyncDeploymentHandle | str | Iterable[AsyncDeploymentHandle | str],
        **options: Unpack[DeployOptions],
    ) -> tuple[Release, ...]:
        """Deploys a release to other deployments, or to one: handles, or full names.

        All of them are checked before the first is changed. The options are those of `deploy`.
        """
        targets = [to] if isinstance(to, (str, AsyncDeploymentHandle)) else to
        paths = [(self.deployment(target) if isinstance(target, str) else target)._path for target in targets]
        request = deploy_request({"release": release.to_json(), "to": paths}, options)
        answer = await self._connection.call_async("promote", request, progress=options.get("progress"))
        return tuple(Release.from_json(item) for item in answer)

    async def whoami(self) -> Identity:
        """Returns the caller that the token belongs to."""
        return Identity.from_json(await self._connection.call_async("whoami", {}))

    async def close(self) -> None:
        """Closes the connection."""
        self._connection.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class AsyncTeams:
    """Teams."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self, *, page_size: int | None = None) -> AsyncPager[AsyncTeam]:
        """Lists the teams."""

        def make(data: Mapping[str, Any]) -> AsyncTeam:
            return AsyncTeam._of(self._connection, data)

        return _list(self._connection, "teams.list", make, {"pageSize": page_size})
