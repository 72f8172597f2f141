# Derived from an async module by `cargo xtask gen`: do not edit.
"""Deploy keys of a deployment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .._blocking._pager import Pager
from .._connection import to_timeout
from .._generated.operation_types import DeployKey, NewDeployKey
from .._record import given
from .._secret import Secret
from ._lists import _list

if TYPE_CHECKING:
    from ._deployment import DeploymentHandle

Preset: TypeAlias = Literal["prGate", "deployer", "backup", "full"]
"""Purpose of a deploy key, with the permissions for it."""


class DeployKeys:
    """Deploy keys of a deployment."""

    __slots__ = ("_deployment",)

    def __init__(self, deployment: DeploymentHandle) -> None:
        self._deployment = deployment

    def list(self) -> Pager[DeployKey]:
        """Lists the keys, without their secrets."""
        connection, path = self._deployment._connection, self._deployment._path
        return _list(connection, "deployment.deployKeys.list", DeployKey.from_json, deployment=path)

    def create(
        self,
        name: str,
        *,
        preset: Preset | None = None,
        actions: Iterable[str] | None = None,
        expires_in: timedelta | None = None,
    ) -> NewDeployKey:
        """Creates a key with the permissions of a preset, or with exactly these actions."""
        allowed = None if actions is None else [*actions]
        request = {"name": name, "preset": preset, "actions": allowed, "expiresInMs": to_timeout(expires_in)}
        return NewDeployKey.from_json(self._deployment._verb("deployKeys.create", given(request)))

    def rotate(
        self, name: str, *, install: Callable[[Secret], Any], expires_in: timedelta | None = None
    ) -> NewDeployKey:
        """Replaces a key. `install` receives the new one; the previous one is deleted only when it returns."""
        request = {"name": name, "expiresInMs": to_timeout(expires_in)}
        rotation = self._deployment._verb("deployKeys.startRotation", given(request))
        key = NewDeployKey.from_json(rotation["key"])
        try:
            install(key.secret)
        except BaseException:
            self._deployment._verb("deployKeys.undoRotation", rotation)
            raise
        self._deployment._verb("deployKeys.finishRotation", rotation)
        return key

    def delete(self, name: str) -> bool:
        """Deletes a key by name. False if it is absent."""
        deleted: bool = self._deployment._verb("deployKeys.delete", {"name": name})
        return deleted
