"""Fixtures of pytest: a platform of its own for each test.

```python
@pytest.mark.convex_app("tests/app.json")
def test_backup(convex_deployment: convex_ops.Deployment) -> None:
    back_up(convex_deployment)
    assert convex_deployment.backups.list().first() is not None
```

pytest loads the plugin if the package is installed. Platforms are in memory, so tests run in parallel.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import convex_ops

if TYPE_CHECKING:
    from . import Convex, Deployment


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declares the settings."""
    parser.addini("convex_app", "app of the fixture convex_deployment: a path, or `git:REV`", default="")


def pytest_configure(config: pytest.Config) -> None:
    """Declares the marker."""
    config.addinivalue_line("markers", "convex_app(app): deploys this app to convex_deployment")


@pytest.fixture
def convex() -> Iterator[Convex]:
    """A platform in memory, with a team on a paid plan."""
    with convex_ops.connect("embedded:") as convex:
        yield convex


@pytest.fixture
def convex_deployment(convex: Convex, request: pytest.FixtureRequest) -> Deployment:
    """A production deployment whose changes need no confirmation, with the app of the marker or of the settings."""
    [team] = convex.teams.list()
    production = team.project("app").ensure().production().ensure().confirm_self()
    marker = request.node.get_closest_marker("convex_app")
    if marker is not None and len(marker.args) != 1:
        raise pytest.UsageError("use the marker convex_app with one app: @pytest.mark.convex_app(path)")
    app = marker.args[0] if marker is not None else request.config.getini("convex_app")
    if app:
        production.deploy(app, message="test")
    return production
