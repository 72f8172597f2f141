"""Apps to check and to deploy."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, Union

from ._crossing import call_interruptible
from ._generated.types import ErrorInfo
from .errors import InvalidInputError

if TYPE_CHECKING:
    from ._blocking._deployment import DeploymentHandle
    from ._generated.operation_types import Release
    from .aio._deployment import AsyncDeploymentHandle

Place: TypeAlias = "str | os.PathLike[str]"
"""A path. As an app: a folder, `git:REV[:FOLDER]`, or a file with a push request or an artifact."""


class Artifact:
    """An app as one file: byte-identical for identical code."""

    __slots__ = ("_text", "sha256")

    sha256: str
    """SHA-256 of the artifact, in hexadecimal digits."""

    def __init__(self, text: str, sha256: str) -> None:
        self._text = text
        self.sha256 = sha256

    @classmethod
    def load(cls, path: Place) -> Artifact:
        """Reads an artifact, or a push request, from a file."""
        return bundle(path)

    def save(self, path: Place) -> None:
        """Writes the artifact to a file, which is replaced if it exists."""
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Artifact) and other.sha256 == self.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __repr__(self) -> str:
        return f"Artifact(sha256={self.sha256[:12]!r}…)"


class Surface:
    """What a version of an app stores, accepts and returns: schemas, functions, routes, crons. It has no code."""

    __slots__ = ("_json",)

    def __init__(self, data: Any) -> None:
        self._json = data

    @classmethod
    def parse(cls, data: str | bytes | Mapping[str, Any]) -> Surface:
        """Reads a surface, a schema or a function spec: JSON text, or parsed JSON."""
        if not isinstance(data, (str, bytes)):
            return cls(data)
        try:
            return cls(json.loads(data))
        except ValueError as error:
            raise InvalidInputError(f"invalid surface: {error}") from None

    @classmethod
    def open(cls, app: Place) -> Surface:
        """Opens the app at a place: a folder, `git:REV[:FOLDER]`, an artifact, or a file with a surface. Ctrl-C cancels it."""
        return cls.parse(call_interruptible("openSurface", {"place": os.fspath(app)})["text"])

    def to_json(self) -> Any:
        """Returns the surface as JSON."""
        return self._json

    def __repr__(self) -> str:
        return "Surface(…)"


App: TypeAlias = Union[str, "os.PathLike[str]", Artifact, Surface, "Release", "DeploymentHandle", "AsyncDeploymentHandle"]
"""An app: a place, an artifact, a release, a deployment (what is live there), or a surface."""


def bundle(app: Place) -> Artifact:
    """Bundles the app at a place into an artifact: a folder, `git:REV[:FOLDER]`, or a file. Ctrl-C cancels it."""
    answer = call_interruptible("bundle", {"place": os.fspath(app)})
    return Artifact(answer["text"], answer["sha256"])


def app_input(app: App) -> dict[str, Any]:
    """Writes an app for a verb."""
    if isinstance(app, (str, os.PathLike)):
        return {"place": os.fspath(app)}
    if isinstance(app, Artifact):
        return {"artifact": app._text}
    if isinstance(app, Surface):
        return {"surface": app._json}
    path = getattr(app, "_path", None)
    if path is not None:
        return {"deployment": path}
    from ._generated.operation_types import Release

    if isinstance(app, Release):
        return {"release": app.to_json()}
    raise InvalidInputError(
        ErrorInfo(
            kind="invalidInput",
            message=f"cannot read an app from a value of type {type(app).__name__}",
            help="use a path, `git:REV`, an Artifact, a Release, a deployment, or `Surface.parse(…)`",
            retryable=False,
        )
    )
