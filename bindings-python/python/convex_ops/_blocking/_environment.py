# Derived from an async module by `cargo xtask gen`: do not edit.
"""Environment variables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._connection import Connection
from .._secret import Secret


class Environment:
    """Environment variables of a deployment, or defaults of a project."""

    __slots__ = ("_connection", "_receiver", "_verbs")

    def __init__(self, connection: Connection, verbs: str, receiver: dict[str, Any]) -> None:
        self._connection, self._verbs, self._receiver = connection, verbs, receiver

    def get(self) -> Mapping[str, Secret]:
        """Returns the values by name."""
        values = self._connection.call(f"{self._verbs}.get", {}, **self._receiver)
        return {name: Secret(value) for name, value in values.items()}

    def names(self) -> frozenset[str]:
        """Returns the names."""
        return frozenset(self.get())

    def update(self, changes: Mapping[str, str | Secret | None]) -> None:
        """Sets variables. `None` removes one. All changes are made, or none."""
        self._connection.call(f"{self._verbs}.update", {"changes": changes}, **self._receiver)
