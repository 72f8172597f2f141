"""Calls the native module: JSON text in, JSON text out."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from . import _native
from ._record import write


def call(operation: str, request: dict[str, Any], **options: Any) -> Any:
    """Calls an operation, without options that are `None`. Raises the error of the operation."""
    return answer_of(_native.call(operation, _text(request, options)))


def call_interruptible(operation: str, request: dict[str, Any], **options: Any) -> Any:
    """Calls an operation like `call`; Ctrl-C cancels it."""
    return answer_of(_native.call_interruptible(operation, _text(request, options)))


def answer_of(text: str) -> Any:
    """Returns the answer, or raises the error, of `{"ok": …}` or `{"error": …}`."""
    answer = json.loads(text)
    if "error" in answer:
        from ._generated.types import ErrorInfo
        from .errors import error_from_info

        raise error_from_info(ErrorInfo.from_json(answer["error"]))
    return answer["ok"]


def encode(value: Any) -> str:
    """Writes a request as JSON: records as objects, times in milliseconds, bytes in base64, and secrets in full."""
    return _encode(value, _default)


def _encode(value: Any, default: Callable[[Any], Any] | None = None) -> str:
    try:
        return json.dumps(value, allow_nan=False, separators=(",", ":"), default=default)
    except (TypeError, ValueError) as error:
        reason = str(error)
    # Raised outside of the handler: the traceback of the cause would keep the request, which may hold a secret.
    from ._generated.types import ErrorInfo
    from .errors import error_from_info

    raise error_from_info(
        ErrorInfo(
            kind="invalidInput",
            message="cannot serialize the request as JSON",
            help="use `$float` for special floats and `$bytes` for bytes",
            causes=(reason,),
            retryable=False,
        )
    )


def _default(value: Any) -> Any:
    written = write(value)
    if written is value:
        raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")
    return written


def _text(request: dict[str, Any], options: dict[str, Any]) -> str:
    return _encode(request | {name: value for name, value in options.items() if value is not None})
