"""Calls the native module: JSON text in, JSON text out."""

from __future__ import annotations

import json
from typing import Any

from . import _native
from ._generated.types import ErrorInfo
from .errors import error_from_info


def call(operation: str, request: dict[str, Any], **options: Any) -> Any:
    """Calls an operation, without options that are `None`. Raises the error of the operation."""
    return _answer(_native.call(operation, _text(request, options)))


def call_interruptible(operation: str, request: dict[str, Any], **options: Any) -> Any:
    """Calls an operation like `call`; Ctrl-C cancels it."""
    return _answer(_native.call_interruptible(operation, _text(request, options)))


def _answer(text: str) -> Any:
    answer = json.loads(text)
    if "error" in answer:
        raise error_from_info(ErrorInfo.from_json(answer["error"]))
    return answer["ok"]


def _text(request: dict[str, Any], options: dict[str, Any]) -> str:
    given = {name: value for name, value in options.items() if value is not None}
    try:
        return json.dumps(request | given, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError) as error:
        # Not chained: its traceback would keep the request, which may hold a secret.
        raise error_from_info(_not_json(error)) from None


def _not_json(error: Exception) -> ErrorInfo:
    return ErrorInfo(
        kind="invalidInput",
        message="cannot serialize the request as JSON",
        help="use `$float` for special floats and `$bytes` for bytes",
        causes=(str(error),),
        retryable=False,
    )
