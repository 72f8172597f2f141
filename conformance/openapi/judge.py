"""Checks responses, except for the schema of the body, which schemathesis checks."""

from __future__ import annotations

import json
from typing import Any


def fault(described: dict[str, Any], method: str, status: int, content_type: str | None, body: bytes) -> str | None:
    """Returns the fault of a response to the described operation, or to another method on its path."""
    if method == "OPTIONS" and status == 200:
        # A CORS preflight request, allowed for any path.
        return "a response to OPTIONS has a body" if body else None
    if status < 300:
        answer = described["responses"].get(str(status))
        if answer is None:
            return f"the success {status} is not described"
        if ("content" in answer) != bool(body):
            return f"expected {'a' if 'content' in answer else 'no'} body, got {'one' if body else 'none'}"
        return None
    return refusal_fault(method, status, content_type, body)


def refusal_fault(method: str, status: int, content_type: str | None, body: bytes) -> str | None:
    """Returns the fault of an error response: it must be a 4xx with `{code, message}`, neither of them empty."""
    if not 400 <= status < 500:
        return f"the status is {status}"
    if method == "HEAD":
        return None
    if content_type != "application/json":
        return f"the content type is {content_type}"
    try:
        error = json.loads(body)
    except ValueError:
        return "the body is not JSON"
    if not isinstance(error, dict) or sorted(error) != ["code", "message"]:
        return "the body is not {code, message}"
    if not all(isinstance(text, str) and text for text in error.values()):
        return "the code or the message is empty"
    return None


def try_out() -> None:
    """Tests that faulty responses are detected and sound ones are not."""
    described = {"responses": {"200": {"content": {}}, "204": {}}}
    error = b'{"code":"NotFound","message":"no"}'
    json_type = "application/json"
    sound = [
        ("GET", 200, json_type, b"{}"),
        ("GET", 204, None, b""),
        ("GET", 404, json_type, error),
        ("OPTIONS", 200, None, b""),
        ("HEAD", 405, None, b""),
    ]
    faulty = [
        ("GET", 200, json_type, b""),
        ("GET", 201, json_type, b"{}"),
        ("GET", 204, json_type, b"{}"),
        ("GET", 302, None, b""),
        ("GET", 404, None, b""),
        ("GET", 404, "text/plain", error),
        ("GET", 404, json_type, b'{"code":"NotFound"}'),
        ("GET", 404, json_type, b'{"code":"NotFound","message":""}'),
        ("GET", 404, json_type, b'{"code":"NotFound","message":"no","more":1}'),
        ("GET", 404, json_type, b"[]"),
        ("GET", 500, json_type, error),
        ("OPTIONS", 200, json_type, b"{}"),
    ]
    for answer in sound:
        assert fault(described, *answer) is None, answer
    for answer in faulty:
        assert fault(described, *answer) is not None, answer
