"""Errors: a base class, and a subclass for each kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ._generated.types import ErrorInfo, ErrorKind, Location, Plan, Report
from ._report import ReportMethods

__all__ = [
    "CancelledError",
    "ConfirmationRequiredError",
    "ConflictError",
    "ConvexOpsError",
    "DeployRefusedError",
    "FindingsError",
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

    deployment_name: str | None
    """Deployment that must be confirmed, or was confirmed under another name."""

    may_have_happened: bool
    """True if the change may have happened although the call failed, such as when its response was lost."""

    retryable: bool
    """True if the same call may succeed later."""

    causes: tuple[str, ...]
    """The causes, outermost first."""

    _kind: ErrorKind = "internal"

    def __init__(self, info: ErrorInfo | str, **details: Any) -> None:
        """Creates an error from its data or, such as in tests, from a message and fields of `ErrorInfo`."""
        if isinstance(info, str):
            retryable = self._kind in ("rateLimited", "unavailable", "timeout")
            info = ErrorInfo(**{"kind": self._kind, "message": info, "retryable": retryable, **details})
        super().__init__(_text(info))
        self._info = info
        self.kind = info.kind
        self.message = info.message
        self.code = info.code
        self.help = info.help
        self.location = info.location or Location()
        self.operation = info.operation
        self.status = info.status
        self.request_id = info.request_id
        self.retry_after_ms = info.retry_after_ms
        self.deployment_name = info.deployment_name
        self.may_have_happened = info.may_have_happened or False
        self.retryable = info.retryable
        self.causes = info.causes

    def info(self) -> ErrorInfo:
        """Returns the error as data."""
        return self._info

    def __reduce__(self) -> tuple[Callable[[ErrorInfo], ConvexOpsError], tuple[ErrorInfo]]:
        return error_from_info, (self.info(),)


class InvalidInputError(ConvexOpsError, ValueError):
    """The input is invalid; the same call fails again."""

    _kind = "invalidInput"


class ConfirmationRequiredError(InvalidInputError):
    """A change to a production deployment was not confirmed: see `deployment_name`, then use `confirm`."""

    deployment_name: str


class FindingsError(InvalidInputError):
    """A report has findings that `raise_for_findings` does not allow, or is undecided."""

    report: Report
    """The report."""

    def __init__(self, info: ErrorInfo | str, report: ReportMethods) -> None:
        super().__init__(info)
        assert isinstance(report, Report)
        self.report = report

    def __reduce__(self) -> Any:
        return FindingsError, (self.info(), self.report)


class UnauthenticatedError(ConvexOpsError):
    """The credential is missing, malformed or expired."""

    _kind = "unauthenticated"


class PermissionDeniedError(ConvexOpsError, PermissionError):
    """The caller lacks the permission."""

    _kind = "permissionDenied"


class NotFoundError(ConvexOpsError, LookupError):
    """The resource does not exist."""

    _kind = "notFound"


class ConflictError(ConvexOpsError):
    """The resource already exists or was changed concurrently."""

    _kind = "conflict"


class DeployRefusedError(ConvexOpsError):
    """The gate refused a deploy. Nothing was changed."""

    _kind = "deployRefused"

    @property
    def report(self) -> Report:
        """The report of the gate."""
        return Report.from_json(self._refusal()["report"])

    @property
    def plan(self) -> Plan:
        """The deploys that lead to the app safely."""
        return Plan.from_json(self._refusal()["plan"])

    def _refusal(self) -> Any:
        if self._info.refusal is None:
            raise AttributeError("the error has no refusal")
        return self._info.refusal


class LimitExceededError(ConvexOpsError):
    """A documented limit was exceeded."""

    _kind = "limitExceeded"


class RateLimitedError(ConvexOpsError):
    """Too many calls; wait and try again."""

    _kind = "rateLimited"


class UnavailableError(ConvexOpsError, ConnectionError):
    """The server cannot be reached or cannot respond."""

    _kind = "unavailable"


class TimedOutError(ConvexOpsError, TimeoutError):
    """The call took too long."""

    _kind = "timeout"


class CancelledError(ConvexOpsError):
    """The caller cancelled the call."""

    _kind = "cancelled"


class UnsupportedError(ConvexOpsError, NotImplementedError):
    """Not available in this build or on this platform."""

    _kind = "unsupported"


class IoError(ConvexOpsError, OSError):
    """A file or stream cannot be read or written."""

    _kind = "io"


class InternalError(ConvexOpsError, RuntimeError):
    """A bug in convex-ops."""

    _kind = "internal"


_CLASSES: dict[ErrorKind, type[ConvexOpsError]] = {
    "invalidInput": InvalidInputError,
    "unauthenticated": UnauthenticatedError,
    "permissionDenied": PermissionDeniedError,
    "notFound": NotFoundError,
    "conflict": ConflictError,
    "deployRefused": DeployRefusedError,
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
    if info.code == "ConfirmationRequired":
        return ConfirmationRequiredError(info)
    return _CLASSES.get(info.kind, ConvexOpsError)(info)


def _text(info: ErrorInfo) -> str:
    location = info.location or Location()
    place = f"{location.file or 'line'}:{location.line}: " if location.line else f"{location.file}: " if location.file else ""
    inside = f" (at `{location.path}`)" if location.path else ""
    causes = "".join(f": {cause}" for cause in info.causes)
    help = f"; {info.help}" if info.help else ""
    return f"{place}{info.message}{inside}{causes}{help}"
