"""The one crossing into the native module: text in, text out."""

from __future__ import annotations

import json
from typing import Any

from . import _native
from ._generated.types import ErrorInfo
from .errors import error_from_info


def call(operation: str, request: dict[str, Any], **options: Any) -> Any:
    """Calls an operation; an option that is `None` is left out. Raises the error that it answers."""
    text = _text(request | {name: value for name, value in options.items() if value is not None})
    answer = json.loads(_native.call(operation, text))
    if "error" in answer:
        raise error_from_info(ErrorInfo.from_json(answer["error"]))
    return answer["ok"]


def _text(request: dict[str, Any]) -> str:
    try:
        return json.dumps(request, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError) as error:
        # Not chained: its traceback would keep the request, which may hold a secret.
        raise error_from_info(_not_json(error)) from None


def _not_json(error: Exception) -> ErrorInfo:
    return ErrorInfo(
        kind="invalidInput",
        message="the request can't be written as JSON",
        help="special floats, and bytes, are written as `$float` and `$bytes`",
        causes=(str(error),),
        retryable=False,
    )
