"""Operate Convex projects, and prove that a change breaks nobody before it goes live.

Every function is pure: it looks at what it is given. Every error is a `ConvexOpsError`.
"""

from __future__ import annotations

from ._crossing import call
from ._generated.types import (
    Answer,
    DeploymentType,
    Encoding,
    ErrorInfo,
    ErrorKind,
    FieldJson,
    Json,
    KeyKind,
    Location,
    ParseKeyAnswer,
    Reader,
    Reason,
    Refusal,
    SubsetAnswer,
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
    "Answer",
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
    "Reader",
    "Reason",
    "Refusal",
    "SubsetAnswer",
    "Tables",
    "TimedOutError",
    "UnauthenticatedError",
    "UnavailableError",
    "UnsupportedError",
    "ValidateAnswer",
    "ValidatorJson",
    "parse_key",
    "subset",
    "validate",
]


def subset(
    a: ValidatorJson,
    b: ValidatorJson,
    *,
    reader: Reader = "closed",
    tables: Tables | None = None,
    budget: int | None = None,
) -> SubsetAnswer:
    """Decides whether every value of `a` is a value of `b`; if not, the answer has one that isn't.

    An open reader ignores fields that it does not know, as clients do with results.
    """
    request = {"a": a, "b": b, "reader": reader}
    return SubsetAnswer.from_json(call("subset", request, tables=tables, budget=budget))


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
