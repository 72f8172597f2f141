import pytest

from convex_ops import InvalidInputError, Json, ValidatorJson, validate

STRING: ValidatorJson = {"type": "string"}


@pytest.mark.parametrize(
    ("validator", "value", "valid"),
    [
        ({"type": "bigint"}, 1, True),
        ({"type": "bigint"}, 1.0, False),
        ({"type": "number"}, 1.0, True),
        ({"type": "number"}, 1, False),
        ({"type": "bigint"}, 2**63 - 1, True),
        ({"type": "null"}, None, True),
        ({"type": "string"}, None, False),
        ({"type": "bytes"}, {"$bytes": "AA=="}, True),
    ],
)
def test_values_are_distinguished(validator: ValidatorJson, value: Json, valid: bool) -> None:
    assert validate(validator, value).valid is valid


def test_plain_numbers_are_floats_in_encoded_json() -> None:
    assert validate({"type": "number"}, 1, encoding="encoded").valid


def test_every_mismatch_is_returned() -> None:
    validator: ValidatorJson = {
        "type": "object",
        "value": {
            "a": {"fieldType": STRING, "optional": False},
            "b": {"fieldType": {"type": "union", "value": [{"type": "null"}, STRING]}, "optional": True},
        },
    }
    answer = validate(validator, {"b": True, "c": None})
    assert not answer.valid
    assert [(error.path, error.reason) for error in answer.errors] == [
        (".a", "missing-field"),
        (".b", "no-union-member"),
        (".c", "extra-field"),
    ]
    assert [error.reason for error in answer.errors[1].members] == ["wrong-type"]


def test_ids_require_the_number_of_their_table() -> None:
    users: ValidatorJson = {"type": "id", "tableName": "users"}
    assert validate(users, "not an id").errors[0].reason == "not-an-id"


def test_invalid_validator_is_an_error_with_a_location() -> None:
    with pytest.raises(InvalidInputError) as raised:
        validate({"type": "array", "value": {"type": "id"}}, [])  # type: ignore[misc, arg-type]
    assert raised.value.location.path == ".validator.value"


def test_validator_type_of_a_newer_version_is_an_error_with_its_place_and_not_a_mismatch() -> None:
    with pytest.raises(InvalidInputError) as raised:
        validate({"type": "array", "value": {"type": "nul"}}, [])  # type: ignore[misc, arg-type]
    assert raised.value.location.path == ".validator.value.type"


def test_values_that_json_cannot_represent_are_errors() -> None:
    for value in (float("nan"), b"bytes", object()):
        with pytest.raises(InvalidInputError) as raised:
            validate(STRING, value)
        assert raised.value.help is not None
