"""A native connection, and calls on it."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Mapping
from datetime import timedelta
from io import RawIOBase
from typing import TYPE_CHECKING, Any, TypeAlias, Union

from . import _native
from ._crossing import answer_of, encode
from ._generated.types import ErrorInfo
from ._secret import Secret
from .errors import UnsupportedError, error_from_info

if TYPE_CHECKING:
    from ._generated.operation_types import Progress

OnProgress: TypeAlias = "Callable[[Progress], None]"
"""Receives the progress of long work, in the caller's thread or event loop. An exception in it cancels the work."""

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
        releases: str | os.PathLike[str] | None = None,
    ) -> None:
        options = {
            "location": location,
            "token": None if callable(token) else token,
            "tokenPerCall": callable(token),
            "timeoutMs": to_timeout(timeout),
            "maxAttempts": max_attempts,
            "releases": _path(releases),
        }
        self._token = token if callable(token) else None
        self._start(options)

    @classmethod
    def of_environment(
        cls, environ: Mapping[str, str] | None, releases: str | os.PathLike[str] | None = None
    ) -> Connection:
        """Connects to the deployment that the environment names."""
        connection = cls.__new__(cls)
        connection._token = None
        variables = True if environ is None else dict(environ)
        connection._start({"environment": variables, "releases": _path(releases)})
        return connection

    @classmethod
    def of_key(
        cls, key: str | Secret, url: str | None, releases: str | os.PathLike[str] | None = None
    ) -> Connection:
        """Connects to the deployment that a key belongs to."""
        connection = cls.__new__(cls)
        connection._token = None
        connection._start({"deployKey": key, "deploymentUrl": url, "releases": _path(releases)})
        return connection

    def _start(self, options: dict[str, Any]) -> None:
        self._options = encode({name: value for name, value in options.items() if value is not None})
        self._in_memory = options.get("location") == "embedded:"
        self._native: _native.Connection | None = _open(self._options)
        self._process = os.getpid()

    def call(
        self, name: str, request: Mapping[str, Any], *, progress: OnProgress | None = None, **receiver: Any
    ) -> Any:
        """Calls an operation or a verb and returns its answer as JSON. Ctrl-C and exceptions of `progress` cancel it."""
        return answer_of(self._get().call(self._text(name, request, receiver), _reader(progress)))

    async def call_async(
        self, name: str, request: Mapping[str, Any], *, progress: OnProgress | None = None, **receiver: Any
    ) -> Any:
        """Calls like `call` without blocking the event loop. Cancelling the task cancels the call."""
        return answer_of(await self._wait(self._text(name, request, receiver), _reader(progress)))

    async def _wait(self, text: str, report: Callable[[str], None] | None) -> str:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[str] = loop.create_future()

        def set_answer(answer: str) -> None:
            if not future.done():
                future.set_result(answer)

        def done(answer: str) -> None:
            loop.call_soon_threadsafe(set_answer, answer)

        def set_progress(text: str) -> None:
            if report is None or future.done():
                return
            try:
                report(text)
            except BaseException as error:
                future.set_exception(error)

        def reported(text: str) -> None:
            loop.call_soon_threadsafe(set_progress, text)

        running = self._get().start(text, done, None if report is None else reported)
        try:
            return await future
        except BaseException:
            running.cancel()
            raise

    def open(
        self, name: str, request: Mapping[str, Any], *, progress: OnProgress | None = None, **receiver: Any
    ) -> Download:
        """Makes a call that returns a file. `progress` also receives that of the transfer."""
        try:
            return Download(self._get().open(self._text(name, request, receiver), _reader(progress)), progress)
        except _native.Failure as failure:
            raise _error(failure) from None

    async def open_async(
        self, name: str, request: Mapping[str, Any], *, progress: OnProgress | None = None, **receiver: Any
    ) -> Download:
        """Makes a call that returns a file, without blocking the event loop."""
        loop = asyncio.get_running_loop()

        def report(progressed: Progress) -> None:
            if progress is not None:
                asyncio.run_coroutine_threadsafe(_run(progress, progressed), loop).result()

        opening = None if progress is None else report
        download = await asyncio.to_thread(self.open, name, request, progress=opening, **receiver)
        download.progress = progress
        return download

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

    progress: OnProgress | None
    """Receives the progress of the transfer. An exception in it ends the transfer."""

    def __init__(self, file: _native.File, progress: OnProgress | None = None) -> None:
        self._file = file
        self._received = 0
        self.progress = progress
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
        if piece is not None:
            self._received += len(piece)
            if self.progress is not None:
                self.progress(_progress({"phase": "download", "done": self._received, "unit": "bytes"}))
        return piece


def to_timeout(time: timedelta | None) -> int | None:
    """Returns a duration in milliseconds."""
    return None if time is None else round(time.total_seconds() * 1000)


def _reader(progress: OnProgress | None) -> Callable[[str], None] | None:
    if progress is None:
        return None
    return lambda text: progress(_progress(json.loads(text)["progress"]))


def _progress(data: Mapping[str, Any]) -> Progress:
    from ._generated.operation_types import Progress

    return Progress.from_json(data)


async def _run(progress: OnProgress, progressed: Progress) -> None:
    progress(progressed)


def _open(options: str) -> _native.Connection:
    try:
        return _native.Connection(options)
    except _native.Failure as failure:
        raise _error(failure) from None


def _error(failure: _native.Failure) -> Exception:
    return error_from_info(ErrorInfo.from_json(json.loads(failure.args[0])["error"]))


def _path(path: str | os.PathLike[str] | None) -> str | None:
    return None if path is None else os.fspath(path)
