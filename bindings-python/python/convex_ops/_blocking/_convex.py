# Derived from an async module by `cargo xtask gen`: do not edit.
"""Convex: the root of all handles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .._blocking._pager import Pager
from .._connection import Connection
from .._gate import DeployOptions, deploy_request
from .._generated.operation_types import Identity, Release
from .._generated.operations import PlatformApi
from ._deployment import DeploymentHandle
from ._lists import _list
from ._team import Team, TeamHandle

if TYPE_CHECKING:
    from types import TracebackType
    from typing_extensions import Self, Unpack


class Convex:
    """Convex: the root of all handles."""

    api: PlatformApi
    """Every operation of the platform, as a method."""

    teams: Teams
    """The teams of the member who owns the token."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.api = PlatformApi(connection)
        self.teams = Teams(connection)

    def team(self, slug: str) -> TeamHandle:
        """Returns a handle for a team, by slug or ID."""
        return TeamHandle(self._connection, slug)

    def deployment(self, name: str) -> DeploymentHandle:
        """Returns a handle for a deployment, by its full name, such as `happy-otter-123`."""
        return DeploymentHandle(self._connection, {"selector": {"by": "name", "name": name}})

    def promote(
        self,
        release: Release,
        *,
        to: DeploymentHandle | str | Iterable[DeploymentHandle | str],
        **options: Unpack[DeployOptions],
    ) -> tuple[Release, ...]:
        """Deploys a release to other deployments, or to one: handles, or full names.

        All of them are checked before the first is changed. The options are those of `deploy`.
        """
        targets = [to] if isinstance(to, (str, DeploymentHandle)) else to
        paths = [(self.deployment(target) if isinstance(target, str) else target)._path for target in targets]
        request = deploy_request({"release": release.to_json(), "to": paths}, options)
        answer = self._connection.call("promote", request, progress=options.get("progress"))
        return tuple(Release.from_json(item) for item in answer)

    def whoami(self) -> Identity:
        """Returns the caller that the token belongs to."""
        return Identity.from_json(self._connection.call("whoami", {}))

    def close(self) -> None:
        """Closes the connection."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class Teams:
    """Teams."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self, *, page_size: int | None = None) -> Pager[Team]:
        """Lists the teams."""

        def make(data: Mapping[str, Any]) -> Team:
            return Team._of(self._connection, data)

        return _list(self._connection, "teams.list", make, {"pageSize": page_size})
