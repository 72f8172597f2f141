"""The fixtures for tests of users."""

from __future__ import annotations

import pytest

import convex_ops as co

from serving import ROOT

pytest_plugins = ["pytester"]

OLD = str(ROOT / "conformance" / "story" / "old.json")


def test_platforms_are_empty(convex: co.Convex) -> None:
    [team] = convex.teams.list()
    assert team.projects.list().all() == []
    team.project("left-behind").ensure()


def test_platforms_are_not_shared(convex: co.Convex) -> None:
    [team] = convex.teams.list()
    assert team.projects.list().all() == []


@pytest.mark.convex_app(OLD)
def test_app_of_the_marker_is_deployed(convex_deployment: co.Deployment) -> None:
    assert convex_deployment.type == "prod"
    latest = convex_deployment.releases.latest()
    assert latest is not None and latest.message == "test"
    convex_deployment.environment.update({"SITE_URL": "https://todo.example"})


def test_deployment_without_an_app_is_empty(convex_deployment: co.Deployment) -> None:
    assert convex_deployment.releases.latest() is None


def test_app_of_the_settings_is_deployed(pytester: pytest.Pytester) -> None:
    pytester.makeini(f"[pytest]\nconvex_app = {OLD}\n")
    pytester.makepyfile(
        """
        def test_release(convex_deployment):
            assert convex_deployment.releases.latest().number == 1
        """
    )
    pytester.runpytest_subprocess().assert_outcomes(passed=1)
