# Derived from an async module by `cargo xtask gen`: do not edit.
"""One deployment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

from .._app import App, app_input
from .._connection import Connection, Download, OnProgress, to_timeout
from .._gate import CheckAppOptions, DeployOptions, check_request, deploy_request
from .._generated.operation_types import Backup, Copied, DeploymentData, DryRun, Release
from .._generated.operations import DeploymentApi
from .._generated.types import Plan, Report
from .._record import given
from ._backups import Backups, Place, _id
from ._deploy_keys import DeployKeys
from ._environment import Environment
from ._releases import Releases
from ._usage import Usage

if TYPE_CHECKING:
    from types import TracebackType
    from typing_extensions import Self, Unpack

ImportMode: TypeAlias = Literal["requireEmpty", "append", "replace", "replaceAll"]
"""Handling of existing documents by an import."""

ImportFormat: TypeAlias = Literal["csv", "jsonLines", "jsonArray", "zip"]
"""Format of an imported file."""


class DeploymentHandle:
    """Names a deployment. Makes no call until a verb is used."""

    _connection: Connection
    _path: Mapping[str, Any]

    def __init__(self, connection: Connection, path: Mapping[str, Any]) -> None:
        self.__dict__.update(_connection=connection, _path=path)

    @property
    def api(self) -> DeploymentApi:
        """Every operation of the deployment, as a method."""
        return DeploymentApi(self._connection, self._path)

    @property
    def deploy_keys(self) -> DeployKeys:
        """The deploy keys."""
        return DeployKeys(self)

    @property
    def backups(self) -> Backups:
        """The backups."""
        return Backups(self)

    @property
    def environment(self) -> Environment:
        """The environment variables."""
        return Environment(self._connection, "deployment.environment", {"deployment": self._path})

    @property
    def releases(self) -> Releases:
        """The releases."""
        return Releases(self)

    @property
    def usage(self) -> Usage:
        """The usage."""
        return Usage(self)

    def get(self) -> Deployment:
        """Gets the deployment."""
        return Deployment._of(self._connection, self._verb("get", {}))

    def ensure(self, *, expires_in: timedelta | None = None, region: str | None = None) -> Deployment:
        """Gets or creates the deployment, and waits until it responds. The options are those of a new one."""
        request = given({"expiresInMs": to_timeout(expires_in), "region": region})
        return Deployment._of(self._connection, self._verb("ensure", request))

    def delete(self) -> bool:
        """Deletes the deployment with all its data. False if it is absent."""
        deleted: bool = self._verb("delete", {})
        return deleted

    def confirm(self, name: str) -> Self:
        """Returns the handle with a confirmation: the deployment's name, which is compared before a change."""
        return self._confirmed({"name": name})

    def confirm_self(self) -> Self:
        """Returns the handle with a confirmation that needs no name. Only on `embedded:`."""
        return self._confirmed({})

    def check(self, app: App, **options: Unpack[CheckAppOptions]) -> Report:
        """Checks an app against what is live: the code, the schema, the documents and the scheduled calls.

        Nothing is changed. The options are those of `CheckAppOptions`.
        """
        return Report.from_json(self._verb("check", check_request(app, options), options.get("progress")))

    def plan(self, app: App, **options: Unpack[CheckAppOptions]) -> Plan:
        """Finds the deploys that lead safely from what is live to an app. The options are those of `CheckAppOptions`."""
        return Plan.from_json(self._verb("plan", check_request(app, options), options.get("progress")))

    @overload
    def deploy(
        self, app: App, *, dry_run: Literal[False] = False, **options: Unpack[DeployOptions]
    ) -> Release: ...

    @overload
    def deploy(self, app: App, *, dry_run: Literal[True], **options: Unpack[DeployOptions]) -> DryRun: ...

    def deploy(
        self, app: App, *, dry_run: bool = False, **options: Unpack[DeployOptions]
    ) -> Release | DryRun:
        """Deploys an app, if the gate lets it pass. Raises `DeployRefusedError` otherwise; nothing is changed then.

        - `app`: a place, an artifact, a release, or a deployment, whose latest release is deployed.
        - `dry_run`: only checks. A refusal of the gate is part of the result then.
        - `options`: those of `DeployOptions`, such as `message`, `fail_on`, `backup`, `timeout` and `progress`.
        """
        request = deploy_request({"app": app_input(app)}, options)
        if dry_run:
            return DryRun.from_json(self._verb("deployDryRun", request, options.get("progress")))
        return Release.from_json(self._verb("deploy", request, options.get("progress")))

    @overload
    def rollback(
        self, to: int | Release, *, dry_run: Literal[False] = False, **options: Unpack[DeployOptions]
    ) -> Release: ...

    @overload
    def rollback(
        self, to: int | Release, *, dry_run: Literal[True], **options: Unpack[DeployOptions]
    ) -> DryRun: ...

    def rollback(
        self, to: int | Release, *, dry_run: bool = False, **options: Unpack[DeployOptions]
    ) -> Release | DryRun:
        """Goes back to the artifact of an earlier release, if the gate lets it pass.

        The old code must run on the documents and scheduled calls of today, and serve the clients of today. A production
        deployment always needs a confirmation. The options are those of `deploy`.
        """
        request = deploy_request({"to": to if isinstance(to, int) else to.to_json()}, options)
        if dry_run:
            return DryRun.from_json(self._verb("rollbackDryRun", request, options.get("progress")))
        return Release.from_json(self._verb("rollback", request, options.get("progress")))

    def restore(self, backup: Backup | int, *, progress: OnProgress | None = None) -> Copied:
        """Replaces all data by that of a backup. `progress` receives the progress; an exception in it ends the wait."""
        return Copied.from_json(self._verb("restore", {"id": _id(backup)}, progress))

    def copy_data_from(
        self, source: DeploymentHandle, *, include_storage: bool = False, progress: OnProgress | None = None
    ) -> Copied:
        """Replaces all data by that of another deployment. An exception in `progress` cancels it."""
        request = {"source": source._path, "includeStorage": include_storage}
        return Copied.from_json(self._verb("copyDataFrom", request, progress))

    def import_data(
        self,
        path: Place,
        *,
        table: str | None = None,
        component: str | None = None,
        format: ImportFormat | None = None,
        mode: ImportMode = "requireEmpty",
        progress: OnProgress | None = None,
    ) -> Copied:
        """Imports a file. The format is that of the file's name by default. An exception in `progress` cancels it."""
        request = {"path": os.fspath(path), "table": table, "component": component, "format": format, "mode": mode}
        return Copied.from_json(self._verb("importData", given(request), progress))

    def export(
        self,
        *,
        include_storage: bool = False,
        component: str | None = None,
        timeout: timedelta | None = None,
        progress: OnProgress | None = None,
    ) -> Download:
        """Exports the data as a ZIP file, and returns it as a stream.

        `progress` receives the progress of the export and of reading the stream; an exception in it ends both.
        """
        request = given({"includeStorage": include_storage, "component": component, "timeoutMs": to_timeout(timeout)})
        connection, path = self._connection, self._path
        return connection.open("deployment.export", request, progress=progress, deployment=path)

    def _verb(self, name: str, request: Mapping[str, Any], progress: OnProgress | None = None) -> Any:
        call = f"deployment.{name}"
        return self._connection.call(call, request, progress=progress, deployment=self._path)

    def _confirmed(self, request: Mapping[str, Any]) -> Self:
        path = self._connection.call("deployment.confirm", request, deployment=self._path)
        confirmed = type(self).__new__(type(self))
        confirmed.__dict__.update({**self.__dict__, "_path": path})
        return confirmed

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict(self._path['selector'])!r})"


class Deployment(DeploymentHandle, DeploymentData):
    """A deployment: its handle, with its data."""

    @classmethod
    def _of(cls, connection: Connection, data: Mapping[str, Any]) -> Deployment:
        deployment = cls.from_json(data)
        deployment.__dict__.update(_connection=connection, _path=data["path"])
        return deployment

    __repr__ = DeploymentData.__repr__


class Target(DeploymentHandle):
    """The one deployment that a key or the environment names."""

    chosen_by: str
    """Rule that chose the deployment, such as `CONVEX_DEPLOY_KEY`."""

    def __init__(self, connection: Connection, path: Mapping[str, Any], chosen_by: str) -> None:
        self.__dict__.update(_connection=connection, _path=path, chosen_by=chosen_by)

    def close(self) -> None:
        """Closes the connection."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
