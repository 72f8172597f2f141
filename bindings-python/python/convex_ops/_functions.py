"""Functions on data. They have no side effects."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from ._app import Surface
from ._crossing import call, call_interruptible
from ._generated.types import (
    DataPart,
    DataReading,
    DataShard,
    Encoding,
    ErrorInfo,
    Json,
    ParseKeyAnswer,
    Plan,
    Policy,
    Reader,
    Report,
    Requirement,
    SubsetAnswer,
    SurfaceInput,
    TableDocuments,
    Tables,
    ValidateAnswer,
    ValidatorJson,
    Verification,
)
from .errors import InvalidInputError


def check(
    baseline: Surface | SurfaceInput,
    candidate: Surface | SurfaceInput,
    *,
    data: str | os.PathLike[str] | Sequence[TableDocuments] | None = None,
    parts: Iterable[DataPart] | None = None,
    scheduled: str | None = None,
    usage: str | None = None,
    earlier: Mapping[str, Surface | SurfaceInput] | None = None,
    environment_variables: Iterable[str] | None = None,
    environment_values: Mapping[str, str] | None = None,
    require: Iterable[Requirement] = (),
    policy: Policy | None = None,
    now: datetime | None = None,
    values: bool = False,
    budget: int | None = None,
    baseline_name: str | None = None,
    reading: DataReading | None = None,
) -> Report:
    """Compares two versions of an app and reports what would break.

    A version is a `Surface`, such as of `Surface.open("git:main")`, parsed JSON or its text.

    - `data`: the path of an export, or the documents.
    - `parts`: instead of `data`, results of `check_data` with the candidate that together cover all documents, in any order.
    - `scheduled`: `_scheduled_functions` documents, as JSON Lines.
    - `usage`: events of a log stream, or the output of `npx convex logs --jsonl`.
    - `earlier`: versions before the baseline whose clients may still be in use, by name.
    - `environment_values`: values of environment variables. These are secrets: no report contains them.
    - `require`: inputs without which the verdict is `undecided` instead of `safe`.
    - `now`: the time of the check, with a time zone.
    - `values`: includes values of stored documents and arguments in samples. These may be private.
    - `reading`: limits for reading an export, and the search for duplicate ids.

    Other threads keep running, and Ctrl-C cancels the call.
    """
    options = {
        "now": _milliseconds(now),
        "values": values,
        "budget": budget,
        "require": _texts("require", require) or None,
        "policy": policy,
        "baselineName": baseline_name,
        "reading": reading,
    }
    answer = call_interruptible(
        "check",
        {"baseline": _surface(baseline), "candidate": _surface(candidate)},
        data=_data(data, parts),
        scheduled=scheduled,
        usage=usage,
        earlier=None if earlier is None else [{"name": name, "app": _surface(app)} for name, app in earlier.items()],
        environmentVariables=None if environment_variables is None else _texts("environment_variables", environment_variables),
        environmentValues=None if environment_values is None else dict(environment_values),
        options={name: value for name, value in options.items() if value is not None},
    )
    return Report.from_json(answer)


def plan(
    baseline: Surface | SurfaceInput,
    candidate: Surface | SurfaceInput,
    *,
    data: str | os.PathLike[str] | Sequence[TableDocuments] | None = None,
    parts: Iterable[DataPart] | None = None,
    scheduled: str | None = None,
    usage: str | None = None,
    environment_variables: Iterable[str] | None = None,
    policy: Policy | None = None,
    now: datetime | None = None,
    budget: int | None = None,
    reading: DataReading | None = None,
) -> Plan:
    """Finds the deploys that lead to a change without breaking data, clients or scheduled calls.

    A plan has at most three steps, and the last one deploys the candidate. The arguments are those of `check`. Other
    threads keep running, and Ctrl-C cancels the call.
    """
    options = {"now": _milliseconds(now), "budget": budget, "policy": policy, "reading": reading}
    answer = call_interruptible(
        "plan",
        {"baseline": _surface(baseline), "candidate": _surface(candidate)},
        data=_data(data, parts),
        scheduled=scheduled,
        usage=usage,
        environmentVariables=None if environment_variables is None else _texts("environment_variables", environment_variables),
        options={name: value for name, value in options.items() if value is not None},
    )
    return Plan.from_json(answer)


def check_data(
    schema: Surface | SurfaceInput,
    data: str | os.PathLike[str] | Sequence[TableDocuments],
    *,
    shard: DataShard | None = None,
    reading: DataReading | None = None,
) -> DataPart:
    """Checks a part of the stored documents against a schema: an export, or some lines of one table.

    A `shard` selects the lines of a table that start within a byte range of its file. For documents in memory, use
    `start` of `TableDocuments` instead. Pass the parts of all documents to `check` to get the same report as from a
    single pass. Other threads keep running, and Ctrl-C cancels the call.
    """
    request = {"schema": _surface(schema), "data": _data(data)}
    part: DataPart = call_interruptible("checkData", request, shard=shard, reading=reading)
    return part


def merge_data(parts: Iterable[DataPart]) -> DataPart:
    """Merges several results of `check_data` into one. The order and previous merges make no difference."""
    part: DataPart = call("mergeData", {"parts": _texts("parts", parts)})
    return part


def subset(
    a: ValidatorJson,
    b: ValidatorJson,
    *,
    reader: Reader = "closed",
    tables: Tables | None = None,
    budget: int | None = None,
) -> SubsetAnswer:
    """Decides if `b` accepts every value of `a`. If not, the answer has a value that `b` refuses.

    An open reader ignores unknown fields, as clients do with results.
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
    """Checks a value against a validator and returns every mismatch.

    An `int` is an int64 and a `float` a float64; with `encoding="encoded"`, every plain number is a float64. Without
    `tables`, no string is an id.
    """
    request = {"validator": validator, "value": value, "encoding": encoding}
    return ValidateAnswer.from_json(call("validate", request, tables=tables))


def verify(
    report: Report | Json, baseline: Surface | SurfaceInput, candidate: Surface | SurfaceInput
) -> Verification:
    """Rechecks every witness of a report with the plain validator alone: one version accepts it, the other refuses it."""
    data = report.to_json() if isinstance(report, Report) else report
    request = {"report": data, "baseline": _surface(baseline), "candidate": _surface(candidate)}
    return Verification.from_json(call("verify", request))


def parse_key(key: str) -> ParseKeyAnswer:
    """Parses a deploy key. The secret is never part of answers or errors."""
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
        forms["parts"] = _texts("parts", parts)
    return forms or None


def _surface(app: Surface | SurfaceInput) -> Any:
    if isinstance(app, Surface):
        return app.to_json()
    if isinstance(app, os.PathLike):
        raise _invalid(f"invalid surface: a path, {os.fspath(app)!r}", "use `Surface.open(path)`")
    return app


def _texts(name: str, texts: Iterable[str]) -> list[str]:
    """Lists texts. One text alone would be read as its characters."""
    if isinstance(texts, (str, bytes)):
        raise _invalid(f"expected several strings as `{name}`, found one", f"use `{name}=[...]`")
    return list(texts)


def _milliseconds(time: datetime | None) -> float | None:
    """Converts a time to milliseconds since the Unix epoch. A number could be in seconds or in milliseconds."""
    if time is None:
        return None
    if not isinstance(time, datetime):
        raise _invalid(f"expected a `datetime` as `now`, found {type(time).__name__}", "use `datetime.now(timezone.utc)`")
    if time.utcoffset() is None:
        raise _invalid("the time `now` has no time zone", "use `datetime.now(timezone.utc)`")
    return time.timestamp() * 1000


def _invalid(message: str, help: str) -> InvalidInputError:
    return InvalidInputError(ErrorInfo(kind="invalidInput", message=message, help=help, retryable=False))
