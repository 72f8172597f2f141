# Derived from an async module by `cargo xtask gen`: do not edit.
"""One deployment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

from .._app import App, app_input
from .._connection import Connection, Download, OnProgress, to_timeout
from .._gate import check_request, deploy_request
from .._generated.operation_types import Backup, Copied, DeploymentData, DryRun, Release
from .._generated.operations import DeploymentApi
from .._generated.types import Level, Plan, Policy, Report
from .._record import given
from ._backups import Backups, Place, _id
from ._deploy_keys import DeployKeys
from ._environment import Environment
from ._releases import Releases
from ._usage import Usage

if TYPE_CHECKING:
    from types import TracebackType
    from typing_extensions import Self

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

    def check(
        self,
        app: App,
        *,
        policy: Policy | None = None,
        skip_documents: bool = False,
        timeout: timedelta | None = None,
        progress: OnProgress | None = None,
    ) -> Report:
        """Checks an app against what is live: the code, the schema, the documents and the scheduled calls.

        Nothing is changed. `skip_documents` leaves out the documents. An exception in `progress` cancels it.
        """
        request = check_request(app, policy, skip_documents, timeout)
        return Report.from_json(self._verb("check", request, progress))

    def plan(
        self,
        app: App,
        *,
        policy: Policy | None = None,
        skip_documents: bool = False,
        timeout: timedelta | None = None,
        progress: OnProgress | None = None,
    ) -> Plan:
        """Finds the deploys that lead safely from what is live to an app. The arguments are those of `check`."""
        request = check_request(app, policy, skip_documents, timeout)
        return Plan.from_json(self._verb("plan", request, progress))

    @overload
    def deploy(
        self,
        app: App,
        *,
        message: str | None = None,
        author: str | None = None,
        fail_on: Level | None = "breaking",
        allow_undecided: bool = False,
        policy: Policy | None = None,
        skip_documents: bool = False,
        backup: bool = False,
        allow_large_indexes: bool = False,
        allow_unstaging: bool = False,
        dry_run: Literal[False] = False,
        timeout: timedelta | None = None,
        progress: OnProgress | None = None,
    ) -> Release: ...

    @overload
    def deploy(
        self,
        app: App,
        *,
        message: str | None = None,
        author: str | None = None,
        fail_on: Level | None = "breaking",
        allow_undecided: bool = False,
        policy: Policy | None = None,
        skip_documents: bool = False,
        backup: bool = False,
        allow_large_indexes: bool = False,
        allow_unstaging: bool = False,
        dry_run: Literal[True],
        timeout: timedelta | None = None,
        progress: OnProgress | None = None,
    ) -> DryRun: ...

    def deploy(
        self,
        app: App,
        *,
        message: str | None = None,
        author: str | None = None,
        fail_on: Level | None = "breaking",
        allow_undecided: bool = False,
        policy: Policy | None = None,
        skip_documents: bool = False,
        backup: bool = False,
        allow_large_indexes: bool = False,
        allow_unstaging: bool = False,
        dry_run: bool = False,
        timeout: timedelta | None = None,
        progress: OnProgress | None = None,
    ) -> Release | DryRun:
        """Deploys an app, if the gate lets it pass. Raises `DeployRefusedError` otherwise; nothing is changed then.

        - `app`: a place, an artifact, a release, or a deployment, whose latest release is deployed.
        - `message`: for Convex's audit log and the release.
        - `author`: for the release.
        - `fail_on`: minimum level of a finding that refuses the app. `None` refuses none.
        - `allow_undecided`: deploys although questions are undecided.
        - `skip_documents`: leaves out the stored documents. Convex itself still checks them against the schema.
        - `backup`: backs the deployment up before the push: in the cloud with a member's token, else as an export that stays on the
          deployment until it expires.
        - `allow_large_indexes`: creates and removes indexes of large tables, which takes long.
        - `allow_unstaging`: discards staged validators that have validated documents.
        - `dry_run`: only checks. A refusal of the gate is part of the result then.
        - `timeout`: maximum time. A push that was finished before is not undone.
        - `progress`: receives the progress; an exception in it cancels the deploy.
        """
        request = deploy_request(
            {"app": app_input(app)},
            message=message,
            author=author,
            fail_on=fail_on,
            allow_undecided=allow_undecided,
            policy=policy,
            skip_documents=skip_documents,
            backup=backup,
            allow_large_indexes=allow_large_indexes,
            allow_unstaging=allow_unstaging,
            timeout=timeout,
        )
        if dry_run:
            return DryRun.from_json(self._verb("deployDryRun", request, progress))
        return Release.from_json(self._verb("deploy", request, progress))

    @overload
    def rollback(
        self,
        to: int | Release,
        *,
        message: str | None = None,
        author: str | None = None,
        fail_on: Level | None = "breaking",
        allow_undecided: bool = False,
        policy: Policy | None = None,
        skip_documents: bool = False,
        backup: bool = False,
        allow_large_indexes: bool = False,
        allow_unstaging: bool = False,
        dry_run: Literal[False] = False,
        timeout: timedelta | None = None,
        progress: OnProgress | None = None,
    ) -> Release: ...

    @overload
    def rollback(
        self,
        to: int | Release,
        *,
        message: str | None = None,
        author: str | None = None,
        fail_on: Level | None = "breaking",
        allow_undecided: bool = False,
        policy: Policy | None = None,
        skip_documents: bool = False,
        backup: bool = False,
        allow_large_indexes: bool = False,
        allow_unstaging: bool = False,
        dry_run: Literal[True],
        timeout: timedelta | None = None,
        progress: OnProgress | None = None,
    ) -> DryRun: ...

    def rollback(
        self,
        to: int | Release,
        *,
        message: str | None = None,
        author: str | None = None,
        fail_on: Level | None = "breaking",
        allow_undecided: bool = False,
        policy: Policy | None = None,
        skip_documents: bool = False,
        backup: bool = False,
        allow_large_indexes: bool = False,
        allow_unstaging: bool = False,
        dry_run: bool = False,
        timeout: timedelta | None = None,
        progress: OnProgress | None = None,
    ) -> Release | DryRun:
        """Goes back to the artifact of an earlier release, if the gate lets it pass.

        The old code must run on the documents and scheduled calls of today, and serve the clients of today. A production
        deployment always needs a confirmation. The other arguments are those of `deploy`.
        """
        request = deploy_request(
            {"to": to if isinstance(to, int) else to.to_json()},
            message=message,
            author=author,
            fail_on=fail_on,
            allow_undecided=allow_undecided,
            policy=policy,
            skip_documents=skip_documents,
            backup=backup,
            allow_large_indexes=allow_large_indexes,
            allow_unstaging=allow_unstaging,
            timeout=timeout,
        )
        if dry_run:
            return DryRun.from_json(self._verb("rollbackDryRun", request, progress))
        return Release.from_json(self._verb("rollback", request, progress))

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
