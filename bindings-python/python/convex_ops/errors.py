"""The errors: one base class, and a subclass for each kind."""

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
    """What went wrong, where, and what to do about it. Branch on the class or on `kind`, never on text."""

    kind: ErrorKind
    """What kind of thing went wrong."""

    message: str
    """What went wrong."""

    code: str | None
    """Convex's own name for it: `DeploymentNotFound`."""

    help: str | None
    """What to do about it."""

    location: Location
    """Where the input is wrong; its fields are `None` where that is not known."""

    operation: str | None
    """The operation that failed: `createProject`."""

    status: int | None
    """The HTTP status that the other side answered with."""

    request_id: str | None
    """By what the other side's operators find the request."""

    retry_after_ms: int | None
    """How long the other side asked to wait before the next try, in milliseconds."""

    retryable: bool
    """Whether the same call can succeed later without a change."""

    causes: tuple[str, ...]
    """What caused it, outermost first."""

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
        """The error as data."""
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
    """The input is not what was expected; the same call fails again."""


class UnauthenticatedError(ConvexOpsError):
    """The caller is not known: a missing, malformed or expired credential."""


class PermissionDeniedError(ConvexOpsError, PermissionError):
    """The caller is known and may not do this."""


class NotFoundError(ConvexOpsError, LookupError):
    """What was named does not exist."""


class ConflictError(ConvexOpsError):
    """It exists already, or somebody else changed it meanwhile."""


class LimitExceededError(ConvexOpsError):
    """A documented limit would be exceeded."""


class RateLimitedError(ConvexOpsError):
    """Too many calls; wait and try again."""


class UnavailableError(ConvexOpsError, ConnectionError):
    """The other side can't be reached or can't answer now."""


class TimedOutError(ConvexOpsError, TimeoutError):
    """It took longer than allowed."""


class CancelledError(ConvexOpsError):
    """The caller gave up."""


class UnsupportedError(ConvexOpsError, NotImplementedError):
    """Not available in this build or on this platform."""


class IoError(ConvexOpsError, OSError):
    """A file or stream could not be read or written."""


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
    """The error of the class for its kind."""
    return _CLASSES.get(info.kind, ConvexOpsError)(info)


def _text(info: ErrorInfo) -> str:
    location = info.location or Location()
    place = f"{location.file or 'line'}:{location.line}: " if location.line else f"{location.file}: " if location.file else ""
    inside = f" (at `{location.path}`)" if location.path else ""
    causes = "".join(f": {cause}" for cause in info.causes)
    help = f"; {info.help}" if info.help else ""
    return f"{place}{info.message}{inside}{causes}{help}"
