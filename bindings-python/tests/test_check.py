import faulthandler
import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from convex_ops import InvalidInputError, NotFoundError, Report, check

SAMPLE = Path(__file__).parents[2] / "examples" / "sample"
BASELINE = (SAMPLE / "baseline.json").read_text(encoding="utf-8")
CANDIDATE = (SAMPLE / "candidate.json").read_text(encoding="utf-8")


def takes(kind: str) -> Any:
    args = {"type": "object", "value": {"id": {"fieldType": {"type": kind}, "optional": False}}}
    return [{"identifier": "users.js:get", "functionType": "Query", "visibility": {"kind": "public"}, "args": args}]


def rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


def test_narrowed_argument_breaks_with_a_witness() -> None:
    report = check(takes("string"), takes("bigint"), now=0)
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
            baseline, candidate, data=SAMPLE / "export", scheduled=scheduled, environment_variables=names, now=0
        )

    report = sample(BASELINE, CANDIDATE)
    assert report.verdict == "breaking"
    assert sample(json.loads(BASELINE), json.loads(CANDIDATE)) == report
    assert Report.from_json(json.loads(json.dumps(report.to_json()))) == report


def test_policy_applies_until_it_expires() -> None:
    finding = check(takes("string"), takes("bigint"), now=0).findings[0]
    accept: Any = {"fingerprint": finding.fingerprint, "reason": "known", "expires": "2026-06-30"}

    def verdict(now: datetime) -> str:
        return check(takes("string"), takes("bigint"), policy={"accept": [accept]}, now=now).verdict

    assert verdict(datetime(2026, 6, 30, tzinfo=timezone.utc)) == "safe"
    assert verdict(datetime(2026, 7, 1, tzinfo=timezone.utc)) == "breaking"


def test_invalid_inputs_are_errors_with_a_location() -> None:
    with pytest.raises(InvalidInputError) as raised:
        check([], {"functions": [{}]})
    assert (raised.value.location.path or "").startswith(".candidate.functions")
    with pytest.raises(NotFoundError):
        check([], [], data="no-such-export.zip")
    with pytest.raises(InvalidInputError):
        check("{", "{}")


def test_other_threads_keep_running(tmp_path: Path) -> None:
    # The check reads a pipe that another thread fills: it would block forever if that thread could not run.
    faulthandler.dump_traceback_later(60, exit=True)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(check, [], [], data=pipe)
        pipe.write_text("{}")
        error = waiting.exception()
    faulthandler.cancel_dump_traceback_later()
    assert isinstance(error, InvalidInputError)
    assert error.location.file == str(pipe)
