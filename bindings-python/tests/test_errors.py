import pickle
from typing import Any

import pytest
from corpus import cases

import convex_ops
from convex_ops import ConvexOpsError, ErrorInfo, Location, errors
from convex_ops._generated.types import ERROR_KINDS

KINDS = cases("errors.json")["kinds"]
LOCATION = Location(file="schema.json", line=3, path=".tables[0]")


def info(kind: Any, *, retryable: bool = False) -> ErrorInfo:
    return ErrorInfo(
        kind=kind, message="it broke", help="mend it", location=LOCATION, retryable=retryable, causes=("a cause",)
    )


@pytest.mark.parametrize("case", KINDS, ids=lambda case: case["kind"])
def test_every_kind_has_a_class(case: Any) -> None:
    error = errors.error_from_info(info(case["kind"], retryable=case["retryable"]))
    assert isinstance(error, ConvexOpsError)
    assert type(error) is not ConvexOpsError
    assert (error.kind, error.retryable) == (case["kind"], case["retryable"])
    assert (error.message, error.help, error.location, error.causes) == ("it broke", "mend it", LOCATION, ("a cause",))
    assert str(error) == "schema.json:3: it broke (at `.tables[0]`): a cause; mend it"
    assert getattr(convex_ops, type(error).__name__) is type(error)


@pytest.mark.parametrize("case", KINDS, ids=lambda case: case["kind"])
def test_errors_can_be_pickled(case: Any) -> None:
    error = errors.error_from_info(info(case["kind"]))
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert (copy.info(), str(copy)) == (error.info(), str(error))


def test_list_of_kinds_matches_the_core() -> None:
    assert list(ERROR_KINDS) == [case["kind"] for case in KINDS]
    classes = {type(errors.error_from_info(info(kind))) for kind in ERROR_KINDS}
    assert len(classes) == len(ERROR_KINDS)


def test_unknown_kinds_of_a_newer_core_are_errors() -> None:
    assert type(errors.error_from_info(info("somethingNew"))) is ConvexOpsError


def test_text_without_details_is_the_message() -> None:
    assert str(errors.error_from_info(ErrorInfo(kind="io", message="it broke", retryable=False))) == "it broke"
