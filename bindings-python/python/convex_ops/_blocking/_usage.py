# Derived from an async module by `cargo xtask gen`: do not edit.
"""Usage of a deployment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .._generated.operation_types import MetricUsage
from .._operations import decode

if TYPE_CHECKING:
    from ._deployment import DeploymentHandle


class Usage:
    """Usage of a deployment."""

    __slots__ = ("_deployment",)

    def __init__(self, deployment: DeploymentHandle) -> None:
        self._deployment = deployment

    def current(self) -> Mapping[str, MetricUsage]:
        """Returns the usage by metric."""
        usage: Mapping[str, MetricUsage] = decode(
            ("map", "=MetricUsage"), self._deployment._verb("usage.current", {})
        )
        return usage
