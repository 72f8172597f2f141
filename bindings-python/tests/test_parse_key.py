import traceback
from typing import Any

import pytest
from corpus import cases

from convex_ops import InvalidInputError, ParseKeyAnswer, parse_key


@pytest.mark.parametrize("case", cases("keys/valid.json"), ids=lambda case: case["name"])
def test_valid_key(case: Any) -> None:
    answer = parse_key(case["key"])
    assert answer.to_json() == case["answer"]
    assert ParseKeyAnswer.from_json(case["answer"]) == answer
    secret = case["key"].split("|", 1)[-1]
    assert secret not in repr(answer)


@pytest.mark.parametrize("case", cases("keys/invalid.json"), ids=lambda case: case["name"])
def test_invalid_key_is_an_error_without_the_secret(case: Any) -> None:
    with pytest.raises(InvalidInputError) as raised:
        parse_key(case["key"])
    error = raised.value
    assert isinstance(error, ValueError)
    assert (error.kind, error.retryable) == ("invalidInput", False)
    assert case["message"] in str(error)
    shown = "".join(traceback.format_exception(error)) + repr(error) + str(error.info())
    assert not case["secret"] or case["secret"] not in shown


def test_values_other_than_strings_are_errors() -> None:
    with pytest.raises(InvalidInputError):
        parse_key(b"prod:tall-forest-123|eyJ2MiI6")  # type: ignore[arg-type]
