"""A native connection, and calls on it."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Mapping
from datetime import timedelta
from io import RawIOBase
from typing import Any, TypeAlias, Union

from . import _native
from ._crossing import answer_of, encode
from ._generated.types import ErrorInfo
from ._secret import Secret
from .errors import UnsupportedError, error_from_info

Token: TypeAlias = Union[str, Secret, Callable[[], Union[str, Secret]]]
"""An access token, or a function that returns one for each call."""


class Connection:
    """A native connection, opened again in a forked process."""

    __slots__ = ("_in_memory", "_native", "_options", "_process", "_token")

    def __init__(
        self,
        location: str | None = None,
        *,
        token: Token | None = None,
        timeout: timedelta | None = None,
        max_attempts: int | None = None,
    ) -> None:
        options = {
            "location": location,
            "token": None if callable(token) else token,
            "tokenPerCall": callable(token),
            "timeoutMs": to_timeout(timeout),
            "maxAttempts": max_attempts,
        }
        self._token = token if callable(token) else None
        self._start(options)

    @classmethod
    def of_environment(cls, environ: Mapping[str, str] | None) -> Connection:
        """Connects to the deployment that the environment names."""
        connection = cls.__new__(cls)
        connection._token = None
        connection._start({"environment": True if environ is None else dict(environ)})
        return connection

    @classmethod
    def of_key(cls, key: str | Secret, url: str | None) -> Connection:
        """Connects to the deployment that a key belongs to."""
        connection = cls.__new__(cls)
        connection._token = None
        connection._start({"deployKey": key, "deploymentUrl": url})
        return connection

    def _start(self, options: dict[str, Any]) -> None:
        self._options = encode({name: value for name, value in options.items() if value is not None})
        self._in_memory = options.get("location") == "embedded:"
        self._native: _native.Connection | None = _open(self._options)
        self._process = os.getpid()

    def call(self, name: str, request: Mapping[str, Any], **receiver: Any) -> Any:
        """Calls an operation or a verb and returns its answer as JSON. Ctrl-C cancels it."""
        return answer_of(self._get().call(self._text(name, request, receiver)))

    async def call_async(self, name: str, request: Mapping[str, Any], **receiver: Any) -> Any:
        """Calls like `call` without blocking the event loop. Cancelling the task cancels the call."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[str] = loop.create_future()

        def set_answer(answer: str) -> None:
            if not future.done():
                future.set_result(answer)

        def done(answer: str) -> None:
            loop.call_soon_threadsafe(set_answer, answer)

        running = self._get().start(self._text(name, request, receiver), done)
        try:
            return answer_of(await future)
        except asyncio.CancelledError:
            running.cancel()
            raise

    def open(self, name: str, request: Mapping[str, Any], **receiver: Any) -> Download:
        """Makes a call that returns a file."""
        try:
            return Download(self._get().open(self._text(name, request, receiver)))
        except _native.Failure as failure:
            raise _error(failure) from None

    async def open_async(self, name: str, request: Mapping[str, Any], **receiver: Any) -> Download:
        """Makes a call that returns a file, without blocking the event loop."""
        return await asyncio.to_thread(self.open, name, request, **receiver)

    def close(self) -> None:
        """Closes the connection. Later calls fail."""
        self._native = None

    def _get(self) -> _native.Connection:
        if self._native is None:
            raise error_from_info(
                ErrorInfo(kind="invalidInput", message="cannot make the call: the connection is closed", retryable=False)
            )
        if self._process != os.getpid():
            if self._in_memory:
                raise UnsupportedError(
                    ErrorInfo(
                        kind="unsupported",
                        message="cannot use an in-memory platform in a forked process",
                        help="connect in the new process, or use `embedded:PATH`",
                        retryable=False,
                    )
                )
            self._native = _open(self._options)
            self._process = os.getpid()
        return self._native

    def _text(self, name: str, request: Mapping[str, Any], receiver: Mapping[str, Any]) -> str:
        call: dict[str, Any] = {"call": name, "request": request}
        call.update((key, value) for key, value in receiver.items() if value is not None)
        if self._token is not None:
            call["token"] = self._token()
        return encode(call)


class Download(RawIOBase):
    """A file that is received in pieces: a binary stream. Memory stays flat, and it is never complete after an error."""

    def __init__(self, file: _native.File) -> None:
        self._file = file
        self._rest = b""
        self._ended = False

    def readable(self) -> bool:
        """Returns True."""
        return True

    def read(self, size: int | None = -1) -> bytes:
        """Reads `size` bytes, or the rest of the file."""
        if self.closed:
            raise ValueError("cannot read: the download is closed")
        if size is None or size < 0:
            pieces = [self._rest]
            self._rest = b""
            while piece := self._next():
                pieces.append(piece)
            return b"".join(pieces)
        while len(self._rest) < size and (piece := self._next()):
            self._rest += piece
        data, self._rest = self._rest[:size], self._rest[size:]
        return data

    def readall(self) -> bytes:
        """Reads the rest of the file."""
        return self.read()

    def readinto(self, buffer: Any) -> int:
        """Reads into a buffer and returns the number of bytes."""
        view = memoryview(buffer).cast("B")
        if not self._rest:
            self._rest = self._next() or b""
        data, self._rest = self._rest[: len(view)], self._rest[len(view) :]
        view[: len(data)] = data
        return len(data)

    def _next(self) -> bytes | None:
        if self._ended:
            return None
        try:
            piece = self._file.next_piece()
        except _native.Failure as failure:
            raise _error(failure) from None
        self._ended = piece is None
        return piece


def to_timeout(time: timedelta | None) -> int | None:
    """Returns a duration in milliseconds."""
    return None if time is None else round(time.total_seconds() * 1000)


def _open(options: str) -> _native.Connection:
    try:
        return _native.Connection(options)
    except _native.Failure as failure:
        raise _error(failure) from None


def _error(failure: _native.Failure) -> Exception:
    return error_from_info(ErrorInfo.from_json(json.loads(failure.args[0])["error"]))
