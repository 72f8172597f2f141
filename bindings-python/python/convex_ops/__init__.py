"""Operate Convex projects, and prove that a change breaks nobody before it goes live.

Every function is pure: it looks at what it is given. Every error is a `ConvexOpsError`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from ._crossing import call, call_interruptible
from ._generated.types import (
    Accept,
    Acceptance,
    Answer,
    Breaks,
    DataPart,
    DataReading,
    DataShard,
    DeploymentType,
    Encoding,
    ErrorInfo,
    ErrorKind,
    FieldJson,
    Finding,
    Json,
    KeyKind,
    Level,
    Location,
    NotChecked,
    ParseKeyAnswer,
    Policy,
    Reader,
    Reason,
    Refusal,
    Report,
    Sample,
    Subject,
    SubsetAnswer,
    SurfaceInput,
    TableDocuments,
    Tables,
    Undecided,
    ValidateAnswer,
    ValidatorJson,
    Verdict,
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
    "Accept",
    "Acceptance",
    "Answer",
    "Breaks",
    "CancelledError",
    "ConflictError",
    "ConvexOpsError",
    "DataPart",
    "DataReading",
    "DataShard",
    "DeploymentType",
    "Encoding",
    "ErrorInfo",
    "ErrorKind",
    "FieldJson",
    "Finding",
    "InternalError",
    "InvalidInputError",
    "IoError",
    "Json",
    "KeyKind",
    "Level",
    "LimitExceededError",
    "Location",
    "NotChecked",
    "NotFoundError",
    "ParseKeyAnswer",
    "PermissionDeniedError",
    "Policy",
    "RateLimitedError",
    "Reader",
    "Reason",
    "Refusal",
    "Report",
    "Sample",
    "Subject",
    "SubsetAnswer",
    "SurfaceInput",
    "TableDocuments",
    "Tables",
    "TimedOutError",
    "UnauthenticatedError",
    "UnavailableError",
    "Undecided",
    "UnsupportedError",
    "ValidateAnswer",
    "ValidatorJson",
    "Verdict",
    "check",
    "check_data",
    "merge_data",
    "parse_key",
    "subset",
    "validate",
]


def check(
    baseline: SurfaceInput,
    candidate: SurfaceInput,
    *,
    data: str | os.PathLike[str] | Sequence[TableDocuments] | None = None,
    parts: Iterable[DataPart] | None = None,
    scheduled: str | None = None,
    environment_variables: Iterable[str] | None = None,
    policy: Policy | None = None,
    now: datetime | float | None = None,
    values: bool = False,
    budget: int | None = None,
    baseline_name: str | None = None,
    reading: DataReading | None = None,
) -> Report:
    """Checks what a candidate breaks that the baseline allows.

    A surface is parsed JSON or its text. `data` is the path of an export, or the documents themselves; `parts`, in its
    place, what `check_data` found in all of them with the candidate, in any order; `scheduled` the text of
    `_scheduled_functions` documents, one a line; `now` the time of the check in milliseconds since the Unix epoch,
    or a `datetime`. With `values`, samples hold the values of stored documents and arguments, which are private.
    `reading` says how an export is read: what it may unpack to, and whether all ids are compared. Other threads run
    meanwhile, and Ctrl-C cancels it.
    """
    options = {
        "now": now.timestamp() * 1000 if isinstance(now, datetime) else now,
        "values": values,
        "budget": budget,
        "policy": policy,
        "baselineName": baseline_name,
        "reading": reading,
    }
    answer = call_interruptible(
        "check",
        {"baseline": baseline, "candidate": candidate},
        data=_data(data, parts),
        scheduled=scheduled,
        environmentVariables=None if environment_variables is None else list(environment_variables),
        options={name: value for name, value in options.items() if value is not None},
    )
    return Report.from_json(answer)


def check_data(
    schema: SurfaceInput,
    data: str | os.PathLike[str] | Sequence[TableDocuments],
    *,
    shard: DataShard | None = None,
    reading: DataReading | None = None,
) -> DataPart:
    """Checks a part of the stored documents against a schema: an export, or some lines of one table.

    A `shard` names a table and a range of bytes of its file, and stands for the lines that start in it; documents in
    memory say themselves where in their file they start. The parts of all documents, given to `check`, make the report
    that one pass makes. Other threads run meanwhile, and Ctrl-C cancels it.
    """
    request = {"schema": schema, "data": _data(data)}
    part: DataPart = call_interruptible("checkData", request, shard=shard, reading=reading)
    return part


def merge_data(parts: Iterable[DataPart]) -> DataPart:
    """Makes one part of several. The order is of no matter, nor is what was merged before."""
    part: DataPart = call("mergeData", {"parts": list(parts)})
    return part


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


def _data(
    data: str | os.PathLike[str] | Sequence[TableDocuments] | None,
    parts: Iterable[DataPart] | None = None,
) -> Any:
    forms: dict[str, Any] = {}
    if isinstance(data, (str, os.PathLike)):
        forms["path"] = os.fspath(data)
    elif data is not None:
        forms["tables"] = list(data)
    if parts is not None:
        forms["parts"] = list(parts)
    return forms or None
