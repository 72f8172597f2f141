import pytest

from convex_ops import InvalidInputError, SubsetAnswer, ValidatorJson, subset

NULL: ValidatorJson = {"type": "null"}
BIGINT: ValidatorJson = {"type": "bigint"}
USERS: ValidatorJson = {"type": "id", "tableName": "users"}
POSTS: ValidatorJson = {"type": "id", "tableName": "posts"}


def test_yes() -> None:
    one: ValidatorJson = {"type": "literal", "value": 1.0}
    assert subset(one, {"type": "number"}) == SubsetAnswer(answer="yes")


def test_no_comes_with_a_witness() -> None:
    answer = subset({"type": "union", "value": [NULL, BIGINT]}, NULL)
    assert answer == SubsetAnswer(answer="no", witness={"$integer": "AAAAAAAAAAA="})
    assert SubsetAnswer.from_json(answer.to_json()) == answer


def test_ids_use_the_tables_of_the_answer() -> None:
    answer = subset(USERS, POSTS, tables={"users": 7})
    assert (answer.answer, answer.tables) == ("no", {"posts": 10001, "users": 7})


def test_open_reader_ignores_fields() -> None:
    wide: ValidatorJson = {"type": "object", "value": {"a": {"fieldType": NULL, "optional": False}}}
    narrow: ValidatorJson = {"type": "object", "value": {}}
    assert subset(wide, narrow).witness == {"a": None}
    assert subset(wide, narrow, reader="open").answer == "yes"


def test_exceeded_budget_is_undecided() -> None:
    assert subset(BIGINT, NULL, budget=0) == SubsetAnswer(answer="undecided")


def test_invalid_reader_is_an_error() -> None:
    with pytest.raises(InvalidInputError) as raised:
        subset(NULL, NULL, reader="ajar")  # type: ignore[arg-type]
    assert raised.value.location.path == ".reader"
