# Derived from an async module by `cargo xtask gen`: do not edit.
"""One project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._connection import Connection
from .._generated.operation_types import ProjectData
from ._deployment import DeploymentHandle
from ._deployments import Deployments
from ._environment import Environment


class ProjectHandle:
    """Names a project. Makes no call until a verb is used."""

    _connection: Connection
    _path: Mapping[str, str]

    def __init__(self, connection: Connection, team: str, slug: str) -> None:
        self.__dict__.update(_connection=connection, _path={"team": team, "project": slug})

    @property
    def deployments(self) -> Deployments:
        """The deployments of the project."""
        return Deployments(self._connection, "project", self._path)

    @property
    def default_environment(self) -> Environment:
        """The environment variables that new deployments get."""
        return Environment(self._connection, "project.defaultEnvironment", {"project": self._path})

    def get(self) -> Project:
        """Gets the project."""
        answer = self._connection.call("project.get", {}, project=self._path)
        return Project._of(self._connection, self._path["team"], answer)

    def ensure(self) -> Project:
        """Gets or creates the project."""
        answer = self._connection.call("project.ensure", {}, project=self._path)
        return Project._of(self._connection, self._path["team"], answer)

    def delete(self, *, confirm: str) -> bool:
        """Deletes the project with all its deployments and their data. `confirm` is its slug. False if it is absent."""
        deleted: bool = self._connection.call("project.delete", {"confirm": confirm}, project=self._path)
        return deleted

    def production(self) -> DeploymentHandle:
        """Returns a handle for the default production deployment."""
        return self._selected({"by": "production"})

    def dev(self) -> DeploymentHandle:
        """Returns a handle for the caller's default development deployment."""
        return self._selected({"by": "dev"})

    def preview(self, branch: str) -> DeploymentHandle:
        """Returns a handle for the preview of a branch."""
        return self._selected({"by": "preview", "branch": branch})

    def deployment(self, reference: str) -> DeploymentHandle:
        """Returns a handle for the deployment with a reference, such as `staging`."""
        return self._selected({"by": "reference", "reference": reference})

    def _selected(self, selector: dict[str, Any]) -> DeploymentHandle:
        return DeploymentHandle(self._connection, {"selector": {**selector, "project": self._path}})

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._path['team']!r}, {self._path['project']!r})"


class Project(ProjectHandle, ProjectData):
    """A project: its handle, with its data."""

    @classmethod
    def _of(cls, connection: Connection, team: str, data: Mapping[str, Any]) -> Project:
        project = cls.from_json(data)
        project.__dict__.update(_connection=connection, _path={"team": team, "project": data["slug"]})
        return project

    __repr__ = ProjectData.__repr__
