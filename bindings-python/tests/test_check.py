import faulthandler
import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from convex_ops import UNSET, InvalidInputError, NotFoundError, Report, check, plan, verify

SAMPLE = Path(__file__).parents[2] / "examples" / "sample"
BASELINE = (SAMPLE / "baseline.json").read_text(encoding="utf-8")
CANDIDATE = (SAMPLE / "candidate.json").read_text(encoding="utf-8")


NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)
NOTHING: Any = {"functions": []}


def takes(kind: str) -> Any:
    args = {"type": "object", "value": {"id": {"fieldType": {"type": kind}, "optional": False}}}
    return [{"identifier": "users.js:get", "functionType": "Query", "visibility": {"kind": "public"}, "args": args}]


def rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


def test_narrowed_argument_breaks_with_a_witness() -> None:
    report = check(takes("string"), takes("bigint"), now=NOW)
    assert (report.verdict, rules(report)) == ("breaking", ["args-type-narrowed"])
    finding = report.findings[0]
    assert (finding.level, finding.breaks) == ("breaking", ("deployed-clients",))
    assert finding.subject.function == "users.js:get"
    assert isinstance(finding.witness["id"], str)


def test_identical_surfaces_are_safe() -> None:
    report = check(BASELINE, BASELINE)
    assert report.verdict == "safe"
    assert report.not_checked


def test_surfaces_are_json_or_text() -> None:
    def sample(baseline: Any, candidate: Any) -> Report:
        scheduled = (SAMPLE / "scheduled.jsonl").read_text(encoding="utf-8")
        names = {"NOTHING"}
        return check(
            baseline, candidate, data=SAMPLE / "export", scheduled=scheduled, environment_variables=names, now=NOW
        )

    report = sample(BASELINE, CANDIDATE)
    assert report.verdict == "breaking"
    assert sample(json.loads(BASELINE), json.loads(CANDIDATE)) == report
    assert Report.from_json(json.loads(json.dumps(report.to_json()))) == report


def test_policy_applies_until_it_expires() -> None:
    finding = check(takes("string"), takes("bigint"), now=NOW).findings[0]
    accept: Any = {"fingerprint": finding.fingerprint, "reason": "known", "expires": "2026-06-30"}

    def verdict(now: datetime) -> str:
        return check(takes("string"), takes("bigint"), policy={"accept": [accept]}, now=now).verdict

    assert verdict(datetime(2026, 6, 30, tzinfo=timezone.utc)) == "safe"
    assert verdict(datetime(2026, 7, 1, tzinfo=timezone.utc)) == "breaking"


def test_invalid_inputs_are_errors_with_a_location() -> None:
    with pytest.raises(InvalidInputError) as raised:
        check(NOTHING, {"functions": [{}]})
    assert (raised.value.location.path or "").startswith(".candidate.functions")
    with pytest.raises(NotFoundError):
        check(NOTHING, NOTHING, data="no-such-export.zip")
    with pytest.raises(InvalidInputError):
        check("{", "{}")


def test_other_threads_keep_running(tmp_path: Path) -> None:
    # The check reads a pipe that another thread fills: it would block forever if that thread could not run.
    faulthandler.dump_traceback_later(60, exit=True)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(check, NOTHING, NOTHING, data=pipe)
        pipe.write_text("{}")
        error = waiting.exception()
    faulthandler.cancel_dump_traceback_later()
    assert isinstance(error, InvalidInputError)
    assert error.location.file == str(pipe)


def test_empty_and_misspelt_surfaces_are_refused() -> None:
    surfaces: tuple[Any, ...] = ({}, [], {"schema": None, "functons": []})
    for wrong in surfaces:
        with pytest.raises(InvalidInputError):
            check(NOTHING, wrong)


def test_required_input_that_is_absent_is_undecided() -> None:
    report = check(NOTHING, NOTHING, now=NOW, require=["schema", "data"])
    assert report.verdict == "undecided"
    assert report.missing == ("baseline schema", "candidate schema", "stored documents")
    assert check(NOTHING, NOTHING, now=NOW, require=["functions"]).verdict == "safe"
    assert check({"crons": {}}, NOTHING, now=NOW).missing == ("baseline schema and functions",)


def test_one_string_is_not_a_list_of_strings() -> None:
    for arguments in ({"environment_variables": "API_KEY"}, {"require": "data"}, {"parts": "text"}):
        with pytest.raises(InvalidInputError) as raised:
            check(NOTHING, NOTHING, **arguments)  # type: ignore[arg-type]
        assert "expected several strings" in str(raised.value)


def test_time_needs_a_time_zone() -> None:
    for wrong in (datetime(2026, 1, 1), 1_767_225_600, 1_767_225_600_000.0):
        with pytest.raises(InvalidInputError):
            check(NOTHING, NOTHING, now=wrong)  # type: ignore[arg-type]
    there = NOW.astimezone(timezone(timedelta(hours=13)))
    assert check(NOTHING, NOTHING, now=there).verdict == "safe"


def test_variable_with_a_refused_value_is_a_finding() -> None:
    validator = {"type": "literal", "value": "eu"}
    declared = {"environmentVariables": [{"name": "REGION", "required": True, "validator": validator}], "schema": None}
    report = check(NOTHING, declared, environment_values={"REGION": "mars"})
    assert rules(report) == ["env-var-mismatch"]
    assert "mars" not in json.dumps(report.to_json())


def test_null_witness_differs_from_none() -> None:
    def one_of(*kinds: str) -> Any:
        returns = {"type": "union", "value": [{"type": kind} for kind in kinds]}
        return [{"identifier": "users.js:get", "functionType": "Query", "args": None, "returns": returns}]

    finding = check(one_of("string"), one_of("string", "null")).findings[0]
    assert finding.witness is None
    assert "witness" in finding.to_json()
    assert Report.from_json(check(one_of("string"), one_of("string", "null")).to_json()).findings[0].witness is None
    removed = check(takes("string"), {"functions": []}).findings[0]
    assert removed.witness is UNSET
    assert "witness" not in removed.to_json()


def test_report_is_its_own_proof() -> None:
    report = check(BASELINE, CANDIDATE, now=NOW)
    proof = verify(report, BASELINE, CANDIDATE)
    assert proof.refuted == ()
    assert proof.confirmed > 5
    assert verify(report.to_json(), BASELINE, CANDIDATE) == proof
    wrong = verify(report, CANDIDATE, CANDIDATE)
    assert wrong.refuted
    assert wrong.confirmed < proof.confirmed


def test_plan_leads_to_the_candidate() -> None:
    steps = plan(takes("string"), takes("bigint"), now=NOW).steps
    assert [step.number for step in steps] == [1, 2]
    assert steps[0].waits_for is None
    assert steps[1].waits_for == "no client from before step 1 is in use"
    assert [precondition.kind for precondition in steps[1].preconditions] == ["clients"]
    assert steps[0].obligations[0].text == "`users.js:get` accepts the old arguments and the new ones"
