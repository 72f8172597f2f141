"""Checks, deploys and releases through handles."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import convex_ops as co
from convex_ops import aio

from serving import ROOT

OLD = ROOT / "conformance" / "story" / "old.json"
NEW = ROOT / "conformance" / "story" / "new.json"


@pytest.fixture
def project() -> Iterator[co.ProjectHandle]:
    with co.connect("embedded:") as convex:
        yield convex.team("first-team").project("todo").ensure()


@pytest.fixture
def dev(project: co.ProjectHandle) -> co.Deployment:
    return project.dev().ensure()


def test_refused_deploy_raises_with_report_and_plan(dev: co.Deployment) -> None:
    dev.deploy(OLD)
    with pytest.raises(co.DeployRefusedError) as caught:
        dev.deploy(NEW)
    refused = caught.value
    assert refused.kind == "deployRefused" and refused.deployment_name == dev.name and not refused.retryable
    assert refused.report.findings[0].rule == "args-field-required"
    assert len(refused.plan.steps) == 2
    again = pickle.loads(pickle.dumps(refused))
    assert isinstance(again, co.DeployRefusedError) and again.report == refused.report
    assert [release.number for release in dev.releases.list()] == [1]


def test_dry_run_changes_nothing(dev: co.Deployment) -> None:
    first = dev.deploy(OLD, dry_run=True)
    assert first.plan is None and first.report.verdict == "safe" and first.announcement.live_functions == 0
    assert dev.releases.latest() is None
    dev.deploy(OLD)
    refused = dev.deploy(NEW, dry_run=True)
    assert refused.plan is not None and refused.report.verdict == "breaking"
    dev.deploy(NEW, fail_on=None, message="anyway")
    back = dev.rollback(1, dry_run=True)
    assert back.differences == ()


def test_releases_are_listed_found_and_deployed_elsewhere(project: co.ProjectHandle, dev: co.Deployment) -> None:
    first = dev.deploy(OLD, message="first", author="ada")
    assert (first.number, first.state, first.author, first.url) == (1, "live", "ada", dev.url)
    assert first.started <= (first.deployed or first.started)
    assert dev.releases.get(1) == first == dev.releases.latest()
    with pytest.raises(co.NotFoundError) as caught:
        dev.releases.get(2)
    assert caught.value.code == "ReleaseNotFound"
    staging = project.deployment("staging").ensure()
    mirrored = staging.deploy(dev, backup=True, timeout=timedelta(minutes=1))
    assert mirrored.artifact == first.artifact and mirrored.backup is not None
    assert len(staging.backups.list().all()) == 1
    assert staging.rollback(first).back_to == 1


def test_promotion_checks_all_deployments_first(tmp_path: Path) -> None:
    tasks = tmp_path / "tasks.jsonl"
    tasks.write_text('{"text": "buy milk", "done": true}\n')
    with co.connect("embedded:") as convex:
        todo = convex.team("first-team").project("todo").ensure()
        dev, production, staging = todo.dev().ensure(), todo.production().ensure(), todo.deployment("staging").ensure()
        first = dev.deploy(OLD, message="first")
        staging.deploy(NEW)
        staging.import_data(tasks, table="tasks")
        with pytest.raises(co.DeployRefusedError) as caught:
            convex.promote(first, to=[production.name, staging])
        assert caught.value.deployment_name == staging.name
        assert production.releases.latest() is None
        [released] = convex.promote(first, to=[production.name])
        assert released.promoted_from is not None and released.promoted_from.deployment == dev.name
        assert released.message == "first"


def test_apps_are_places_artifacts_and_surfaces(dev: co.Deployment, tmp_path: Path) -> None:
    artifact = co.bundle(OLD)
    artifact.save(tmp_path / "app.json")
    assert co.Artifact.load(tmp_path / "app.json") == artifact
    assert dev.deploy(artifact).artifact == artifact.sha256
    surface = co.Surface.parse('{"functions": []}')
    assert {finding.rule for finding in dev.check(surface).findings} == {"function-removed"}
    for app in (surface, 3):
        with pytest.raises(co.InvalidInputError):
            dev.deploy(app)  # type: ignore[arg-type]
    with pytest.raises(co.NotFoundError):
        dev.check(tmp_path / "missing")
    with pytest.raises(co.InvalidInputError):
        co.Surface.parse("{")


def test_reports_have_methods(dev: co.Deployment) -> None:
    dev.deploy(OLD)
    report = dev.check(NEW)
    breaking = report.at_least("breaking")
    assert breaking and set(breaking) <= set(report.at_least("info"))
    assert "args-field-required" in report.render("markdown")
    assert report.render("html").lower().startswith("<!doctype html>")
    with pytest.raises(co.FindingsError) as caught:
        report.raise_for_findings()
    assert caught.value.report == report and isinstance(caught.value, ValueError)
    assert pickle.loads(pickle.dumps(caught.value)).report == report
    same = dev.check(OLD, skip_documents=True)
    assert same.raise_for_findings(fail_on="risky") is same


def test_exception_in_progress_cancels_before_the_push(dev: co.Deployment) -> None:
    def stop(progress: co.Progress) -> None:
        raise KeyError(progress.phase)

    with pytest.raises(KeyError):
        dev.deploy(OLD, progress=stop)
    assert dev.releases.latest() is None
    seen = set()
    dev.deploy(OLD, progress=lambda progress: seen.add(progress.phase))
    assert {"bundle", "push"} <= seen


def test_async_deploy() -> None:
    async def run() -> None:
        async with aio.connect("embedded:") as convex:
            dev = await (await convex.team("first-team").project("todo").ensure()).dev().ensure()
            first = await dev.deploy(OLD)
            with pytest.raises(co.DeployRefusedError):
                await dev.deploy(NEW)
            assert [release async for release in dev.releases.list()] == [first]
            assert (await dev.rollback(first, dry_run=True)).report.verdict == "safe"

    asyncio.run(run())


def test_errors_can_be_made_in_tests() -> None:
    error = co.NotFoundError("project not found", code="ProjectNotFound")
    assert (error.kind, error.code, str(error)) == ("notFound", "ProjectNotFound", "project not found")
    assert isinstance(error, LookupError)
    assert co.UnavailableError("down").retryable


def test_unknown_options_are_refused(dev: co.Deployment) -> None:
    with pytest.raises(TypeError, match="unexpected option 'messag'"):
        dev.deploy(OLD, messag="first")  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="unexpected option 'message'"):
        dev.check(OLD, message="first")  # type: ignore[call-arg]
    assert dev.deploy(NEW, fail_on="info", dry_run=True, timeout=None).plan is not None
    assert dev.deploy(NEW, fail_on=None, dry_run=True).plan is None


def test_production_needs_a_confirmation(project: co.ProjectHandle) -> None:
    production = project.production().ensure()
    with pytest.raises(co.ConfirmationRequiredError) as caught:
        production.deploy(OLD)
    assert caught.value.deployment_name == production.name
    production.confirm(production.name).deploy(OLD)
