"""Handles to be awaited.

```
async with aio.connect() as convex:
    async for team in convex.teams.list():
        print(team.slug)
```
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import timedelta

from .._awaiting._pager import AsyncPager
from .._connection import Connection, Token
from .._generated.operations import AsyncDeploymentApi, AsyncPlatformApi
from .._secret import Secret
from ._backups import AsyncBackupJob, AsyncBackups
from ._convex import AsyncConvex, AsyncTeams
from ._deploy_keys import AsyncDeployKeys
from ._deployment import AsyncDeployment, AsyncDeploymentHandle, AsyncTarget
from ._deployments import AsyncDeployments
from ._environment import AsyncEnvironment
from ._project import AsyncProject, AsyncProjectHandle
from ._releases import AsyncReleases
from ._team import (
    AsyncAuditLog,
    AsyncMembers,
    AsyncProjects,
    AsyncTeam,
    AsyncTeamHandle,
    AsyncTokens,
)
from ._usage import AsyncUsage

__all__ = [
    "AsyncAuditLog",
    "AsyncBackupJob",
    "AsyncBackups",
    "AsyncConvex",
    "AsyncDeployKeys",
    "AsyncDeployment",
    "AsyncDeploymentApi",
    "AsyncDeploymentHandle",
    "AsyncDeployments",
    "AsyncEnvironment",
    "AsyncMembers",
    "AsyncPager",
    "AsyncPlatformApi",
    "AsyncProject",
    "AsyncProjectHandle",
    "AsyncProjects",
    "AsyncReleases",
    "AsyncTarget",
    "AsyncTeam",
    "AsyncTeamHandle",
    "AsyncTeams",
    "AsyncTokens",
    "AsyncUsage",
    "connect",
    "from_deploy_key",
    "from_env",
]


def connect(
    location: str | None = None,
    *,
    token: Token | None = None,
    timeout: timedelta | None = None,
    max_attempts: int | None = None,
    releases: str | os.PathLike[str] | None = None,
) -> AsyncConvex:
    """Connects to the platform at `location`, like `convex_ops.connect`."""
    return AsyncConvex(
        Connection(location, token=token, timeout=timeout, max_attempts=max_attempts, releases=releases)
    )


def from_env(
    environ: Mapping[str, str] | None = None, *, releases: str | os.PathLike[str] | None = None
) -> AsyncTarget:
    """Returns the deployment that the environment names, like `convex_ops.from_env`."""
    return _target(Connection.of_environment(environ, releases))


def from_deploy_key(
    key: str | Secret, *, url: str | None = None, releases: str | os.PathLike[str] | None = None
) -> AsyncTarget:
    """Returns the deployment that a key belongs to, like `convex_ops.from_deploy_key`."""
    return _target(Connection.of_key(key, url, releases))


def _target(connection: Connection) -> AsyncTarget:
    chosen = connection.call("target", {})
    return AsyncTarget(connection, chosen["path"], chosen["chosenBy"])
