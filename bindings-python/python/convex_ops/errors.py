"""Errors: a base class, and a subclass for each kind."""

from __future__ import annotations

from collections.abc import Callable

from ._generated.types import ErrorInfo, ErrorKind, Location

__all__ = [
    "CancelledError",
    "ConflictError",
    "ConvexOpsError",
    "InternalError",
    "InvalidInputError",
    "IoError",
    "LimitExceededError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitedError",
    "TimedOutError",
    "UnauthenticatedError",
    "UnavailableError",
    "UnsupportedError",
    "error_from_info",
]


class ConvexOpsError(Exception):
    """An error of convex-ops. Branch on the class or on `kind`, never on the message."""

    kind: ErrorKind
    """The kind of the error."""

    message: str
    """The message."""

    code: str | None
    """Convex's error code, such as `DeploymentNotFound`."""

    help: str | None
    """Help for fixing it."""

    location: Location
    """Location of the invalid input; its fields are `None` if unknown."""

    operation: str | None
    """The operation that failed, such as `createProject`."""

    status: int | None
    """HTTP status of the response."""

    request_id: str | None
    """Request ID assigned by the server."""

    retry_after_ms: int | None
    """Time to wait before the next attempt, as requested by the server, in milliseconds."""

    retryable: bool
    """True if the same call may succeed later."""

    causes: tuple[str, ...]
    """The causes, outermost first."""

    def __init__(self, info: ErrorInfo) -> None:
        super().__init__(_text(info))
        self.kind = info.kind
        self.message = info.message
        self.code = info.code
        self.help = info.help
        self.location = info.location or Location()
        self.operation = info.operation
        self.status = info.status
        self.request_id = info.request_id
        self.retry_after_ms = info.retry_after_ms
        self.retryable = info.retryable
        self.causes = info.causes

    def info(self) -> ErrorInfo:
        """Returns the error as data."""
        return ErrorInfo(
            kind=self.kind,
            message=self.message,
            code=self.code,
            help=self.help,
            location=self.location,
            operation=self.operation,
            status=self.status,
            request_id=self.request_id,
            retry_after_ms=self.retry_after_ms,
            retryable=self.retryable,
            causes=self.causes,
        )

    def __reduce__(self) -> tuple[Callable[[ErrorInfo], ConvexOpsError], tuple[ErrorInfo]]:
        return error_from_info, (self.info(),)


class InvalidInputError(ConvexOpsError, ValueError):
    """The input is invalid; the same call fails again."""


class UnauthenticatedError(ConvexOpsError):
    """The credential is missing, malformed or expired."""


class PermissionDeniedError(ConvexOpsError, PermissionError):
    """The caller lacks the permission."""


class NotFoundError(ConvexOpsError, LookupError):
    """The resource does not exist."""


class ConflictError(ConvexOpsError):
    """The resource already exists or was changed concurrently."""


class LimitExceededError(ConvexOpsError):
    """A documented limit was exceeded."""


class RateLimitedError(ConvexOpsError):
    """Too many calls; wait and try again."""


class UnavailableError(ConvexOpsError, ConnectionError):
    """The server cannot be reached or cannot respond."""


class TimedOutError(ConvexOpsError, TimeoutError):
    """The call took too long."""


class CancelledError(ConvexOpsError):
    """The caller cancelled the call."""


class UnsupportedError(ConvexOpsError, NotImplementedError):
    """Not available in this build or on this platform."""


class IoError(ConvexOpsError, OSError):
    """A file or stream cannot be read or written."""


class InternalError(ConvexOpsError, RuntimeError):
    """A bug in convex-ops."""


_CLASSES: dict[ErrorKind, type[ConvexOpsError]] = {
    "invalidInput": InvalidInputError,
    "unauthenticated": UnauthenticatedError,
    "permissionDenied": PermissionDeniedError,
    "notFound": NotFoundError,
    "conflict": ConflictError,
    "limitExceeded": LimitExceededError,
    "rateLimited": RateLimitedError,
    "unavailable": UnavailableError,
    "timeout": TimedOutError,
    "cancelled": CancelledError,
    "unsupported": UnsupportedError,
    "io": IoError,
    "internal": InternalError,
}


def error_from_info(info: ErrorInfo) -> ConvexOpsError:
    """Returns an error of the class for its kind."""
    return _CLASSES.get(info.kind, ConvexOpsError)(info)


def _text(info: ErrorInfo) -> str:
    location = info.location or Location()
    place = f"{location.file or 'line'}:{location.line}: " if location.line else f"{location.file}: " if location.file else ""
    inside = f" (at `{location.path}`)" if location.path else ""
    causes = "".join(f": {cause}" for cause in info.causes)
    help = f"; {info.help}" if info.help else ""
    return f"{place}{info.message}{inside}{causes}{help}"
