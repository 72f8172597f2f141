"""One project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._connection import Connection
from .._generated.operation_types import ProjectData
from ._deployment import AsyncDeploymentHandle
from ._deployments import AsyncDeployments
from ._environment import AsyncEnvironment


class AsyncProjectHandle:
    """Names a project. Makes no call until a verb is used."""

    _connection: Connection
    _path: Mapping[str, str]

    def __init__(self, connection: Connection, team: str, slug: str) -> None:
        self.__dict__.update(_connection=connection, _path={"team": team, "project": slug})

    @property
    def deployments(self) -> AsyncDeployments:
        """The deployments of the project."""
        return AsyncDeployments(self._connection, "project", self._path)

    @property
    def default_environment(self) -> AsyncEnvironment:
        """The environment variables that new deployments get."""
        return AsyncEnvironment(self._connection, "project.defaultEnvironment", {"project": self._path})

    async def get(self) -> AsyncProject:
        """Gets the project."""
        answer = await self._connection.call_async("project.get", {}, project=self._path)
        return AsyncProject._of(self._connection, self._path["team"], answer)

    async def ensure(self) -> AsyncProject:
        """Gets or creates the project."""
        answer = await self._connection.call_async("project.ensure", {}, project=self._path)
        return AsyncProject._of(self._connection, self._path["team"], answer)

    async def delete(self, *, confirm: str) -> bool:
        """Deletes the project with all its deployments and their data. `confirm` is its slug. False if it is absent."""
        deleted: bool = await self._connection.call_async("project.delete", {"confirm": confirm}, project=self._path)
        return deleted

    def production(self) -> AsyncDeploymentHandle:
        """Returns a handle for the default production deployment."""
        return self._selected({"by": "production"})

    def dev(self) -> AsyncDeploymentHandle:
        """Returns a handle for the caller's default development deployment."""
        return self._selected({"by": "dev"})

    def preview(self, branch: str) -> AsyncDeploymentHandle:
        """Returns a handle for the preview of a branch."""
        return self._selected({"by": "preview", "branch": branch})

    def deployment(self, reference: str) -> AsyncDeploymentHandle:
        """Returns a handle for the deployment with a reference, such as `staging`."""
        return self._selected({"by": "reference", "reference": reference})

    def _selected(self, selector: dict[str, Any]) -> AsyncDeploymentHandle:
        return AsyncDeploymentHandle(self._connection, {"selector": {**selector, "project": self._path}})

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._path['team']!r}, {self._path['project']!r})"


class AsyncProject(AsyncProjectHandle, ProjectData):
    """A project: its handle, with its data."""

    @classmethod
    def _of(cls, connection: Connection, team: str, data: Mapping[str, Any]) -> AsyncProject:
        project = cls.from_json(data)
        project.__dict__.update(_connection=connection, _path={"team": team, "project": data["slug"]})
        return project

    __repr__ = ProjectData.__repr__
