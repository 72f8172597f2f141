"""Operate Convex projects, and prove that a change breaks nobody before it goes live.

Every function is pure: it looks at what it is given. Every error is a `ConvexOpsError`.
"""

from __future__ import annotations

from ._crossing import call
from ._generated.types import (
    DeploymentType,
    Encoding,
    ErrorInfo,
    ErrorKind,
    FieldJson,
    Json,
    KeyKind,
    Location,
    ParseKeyAnswer,
    Reason,
    Refusal,
    Tables,
    ValidateAnswer,
    ValidatorJson,
)
from .errors import (
    CancelledError,
    ConflictError,
    ConvexOpsError,
    InternalError,
    InvalidInputError,
    IoError,
    LimitExceededError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitedError,
    TimedOutError,
    UnauthenticatedError,
    UnavailableError,
    UnsupportedError,
)

__all__ = [
    "CancelledError",
    "ConflictError",
    "ConvexOpsError",
    "DeploymentType",
    "Encoding",
    "ErrorInfo",
    "ErrorKind",
    "FieldJson",
    "InternalError",
    "InvalidInputError",
    "IoError",
    "Json",
    "KeyKind",
    "LimitExceededError",
    "Location",
    "NotFoundError",
    "ParseKeyAnswer",
    "PermissionDeniedError",
    "RateLimitedError",
    "Reason",
    "Refusal",
    "Tables",
    "TimedOutError",
    "UnauthenticatedError",
    "UnavailableError",
    "UnsupportedError",
    "ValidateAnswer",
    "ValidatorJson",
    "parse_key",
    "validate",
]


def validate(
    validator: ValidatorJson,
    value: Json,
    *,
    tables: Tables | None = None,
    encoding: Encoding = "export",
) -> ValidateAnswer:
    """Says whether a value is one of a validator's, and every place where it is not.

    An `int` is an int64 and a `float` a float64; with `encoding="encoded"` every plain number is a float64. Without the
    numbers of the tables no text is an id.
    """
    request = {"validator": validator, "value": value, "encoding": encoding}
    return ValidateAnswer.from_json(call("validate", request, tables=tables))


def parse_key(key: str) -> ParseKeyAnswer:
    """Says what a deploy key names. Neither the answer nor an error holds the secret."""
    return ParseKeyAnswer.from_json(call("parseKey", {"key": key}))
