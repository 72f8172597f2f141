# Derived from an async module by `cargo xtask gen`: do not edit.
"""Backups of a deployment."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from .._blocking._pager import Pager
from .._connection import Download, OnProgress, to_timeout
from .._generated.operation_types import Backup
from .._record import given
from ._lists import _list

if TYPE_CHECKING:
    from ._deployment import DeploymentHandle

Place: TypeAlias = "str | os.PathLike[str]"
"""Path of a file or folder."""


class Backups:
    """Backups of a deployment."""

    __slots__ = ("_deployment",)

    def __init__(self, deployment: DeploymentHandle) -> None:
        self._deployment = deployment

    def list(self) -> Pager[Backup]:
        """Lists the backups, newest first."""
        connection, path = self._deployment._connection, self._deployment._path
        return _list(connection, "deployment.backups.list", Backup.from_json, deployment=path)

    def get(self, backup: Backup | int) -> Backup:
        """Gets a backup."""
        return Backup.from_json(self._deployment._verb("backups.get", {"id": _id(backup)}))

    def create(
        self,
        *,
        include_storage: bool = False,
        timeout: timedelta | None = None,
        progress: OnProgress | None = None,
    ) -> Backup:
        """Creates a backup and waits for it. `progress` receives the progress; an exception in it ends the wait."""
        job = self.begin(include_storage=include_storage)
        return job.wait(timeout=timeout, progress=progress)

    def begin(self, *, include_storage: bool = False) -> BackupJob:
        """Requests a backup, to be waited for later."""
        answer = self._deployment._verb("backups.begin", {"includeStorage": include_storage})
        return BackupJob(self._deployment, Backup.from_json(answer))

    def download(self, backup: Backup | int, to: Place, *, progress: OnProgress | None = None) -> int:
        """Saves a backup to a new file. Returns the number of bytes. An exception in `progress` cancels it."""
        request = {"id": _id(backup), "path": os.fspath(to)}
        size: int = self._deployment._verb("backups.save", request, progress)
        return size

    def open(self, backup: Backup | int, *, progress: OnProgress | None = None) -> Download:
        """Returns a backup as a stream. `progress` receives the progress of reading it."""
        path = self._deployment._path
        connection = self._deployment._connection
        request = {"id": _id(backup)}
        return connection.open("deployment.backups.open", request, progress=progress, deployment=path)

    def delete(self, backup: Backup | int) -> bool:
        """Deletes a backup. False if it is absent."""
        deleted: bool = self._deployment._verb("backups.delete", {"id": _id(backup)})
        return deleted


class BackupJob:
    """A backup that was requested."""

    __slots__ = ("_deployment", "id")

    def __init__(self, deployment: DeploymentHandle, backup: Backup) -> None:
        self._deployment = deployment
        self.id = backup.id

    def wait(self, *, timeout: timedelta | None = None, progress: OnProgress | None = None) -> Backup:
        """Waits for the backup. `progress` receives the progress; an exception in it ends the wait."""
        request = given({"id": self.id, "timeoutMs": to_timeout(timeout)})
        return Backup.from_json(self._deployment._verb("backups.wait", request, progress))

    def cancel(self) -> None:
        """Cancels the backup."""
        self._deployment._verb("backups.cancel", {"id": self.id})


def _id(backup: Backup | int) -> int:
    return backup if isinstance(backup, int) else backup.id
