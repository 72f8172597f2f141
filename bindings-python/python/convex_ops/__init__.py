"""Operates Convex projects, and checks that a change breaks no data, client or scheduled call.

`connect` operates a platform, `from_env` and `from_deploy_key` one deployment. `check` and the other functions on data
have no side effects. `convex_ops.aio` has the same to be awaited, and `convex_ops.types` the types of all operations.
Every error is a `ConvexOpsError`.

Modules are loaded when a name of theirs is used first, so that importing the package is fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import aio, types
    from ._app import (
        App,
        Artifact,
        Surface,
        bundle,
    )
    from ._connect import (
        connect,
        from_deploy_key,
        from_env,
    )
    from ._connection import (
        Download,
        OnProgress,
    )
    from ._functions import (
        check,
        check_data,
        merge_data,
        parse_key,
        plan,
        subset,
        validate,
        verify,
    )
    from ._generated.operation_types import (
        AuditEvent,
        Backup,
        Copied,
        DeployKey,
        DryRun,
        Identity,
        Member,
        MetricUsage,
        NewDeployKey,
        Progress,
        ProgressPhase,
        ProgressUnit,
        Release,
        ReleaseState,
        Token,
    )
    from ._generated.operations import (
        DeploymentApi,
        PlatformApi,
    )
    from ._generated.types import (
        Accept,
        Acceptance,
        Blocked,
        Breaks,
        DataPart,
        DataReading,
        DataShard,
        DeploymentType,
        EarlierVersion,
        Encoding,
        ErrorInfo,
        ErrorKind,
        FieldJson,
        Finding,
        FunctionUsage,
        Json,
        KeyKind,
        Level,
        Location,
        Migration,
        MigrationKind,
        MigrationOperation,
        NotChecked,
        Obligation,
        ObligationOf,
        Override,
        ParseKeyAnswer,
        Plan,
        PointOfNoReturn,
        Policy,
        Precondition,
        PreconditionKind,
        Reader,
        Reason,
        Refusal,
        Refuted,
        Report,
        Requirement,
        ReturnLimit,
        Sample,
        Step,
        StepChange,
        Subject,
        SubsetAnswer,
        Sunset,
        SubsetDecision,
        SurfaceInput,
        TableDocuments,
        Tables,
        Undecided,
        UnusedPolicy,
        ValidateAnswer,
        ValidatorJson,
        Verdict,
        Verification,
    )
    from ._blocking._backups import (
        BackupJob,
        Backups,
    )
    from ._blocking._convex import (
        Convex,
        Teams,
    )
    from ._blocking._deploy_keys import (
        DeployKeys,
        Preset,
    )
    from ._blocking._deployment import (
        Deployment,
        DeploymentHandle,
        ImportFormat,
        ImportMode,
        Target,
    )
    from ._blocking._deployments import (
        Deployments,
    )
    from ._blocking._environment import (
        Environment,
    )
    from ._blocking._pager import (
        Pager,
    )
    from ._blocking._project import (
        Project,
        ProjectHandle,
    )
    from ._blocking._releases import (
        Releases,
    )
    from ._blocking._team import (
        AuditLog,
        Members,
        Projects,
        Team,
        TeamHandle,
        Tokens,
    )
    from ._blocking._usage import (
        Usage,
    )
    from ._pager import (
        Page,
    )
    from ._record import (
        OtherKind,
        Record,
        UNSET,
        Unset,
    )
    from ._report import (
        ReportFormat,
    )
    from ._secret import (
        Secret,
    )
    from .errors import (
        CancelledError,
        ConfirmationRequiredError,
        ConflictError,
        ConvexOpsError,
        DeployRefusedError,
        FindingsError,
        InternalError,
        InvalidInputError,
        IoError,
        LimitExceededError,
        NotFoundError,
        PermissionDeniedError,
        RateLimitedError,
        TimedOutError,
        UnauthenticatedError,
        UnavailableError,
        UnsupportedError,
    )

__all__ = [
    "Accept",
    "Acceptance",
    "App",
    "Artifact",
    "AuditEvent",
    "AuditLog",
    "Backup",
    "BackupJob",
    "Backups",
    "Blocked",
    "Breaks",
    "CancelledError",
    "ConfirmationRequiredError",
    "ConflictError",
    "Convex",
    "ConvexOpsError",
    "Copied",
    "DataPart",
    "DataReading",
    "DataShard",
    "DeployKey",
    "DeployKeys",
    "DeployRefusedError",
    "Deployment",
    "DeploymentApi",
    "DeploymentHandle",
    "DeploymentType",
    "Deployments",
    "Download",
    "DryRun",
    "EarlierVersion",
    "Encoding",
    "Environment",
    "ErrorInfo",
    "ErrorKind",
    "FieldJson",
    "Finding",
    "FindingsError",
    "FunctionUsage",
    "Identity",
    "ImportFormat",
    "ImportMode",
    "InternalError",
    "InvalidInputError",
    "IoError",
    "Json",
    "KeyKind",
    "Level",
    "LimitExceededError",
    "Location",
    "Member",
    "Members",
    "MetricUsage",
    "Migration",
    "MigrationKind",
    "MigrationOperation",
    "NewDeployKey",
    "NotChecked",
    "NotFoundError",
    "Obligation",
    "ObligationOf",
    "OnProgress",
    "OtherKind",
    "Override",
    "Page",
    "Pager",
    "ParseKeyAnswer",
    "PermissionDeniedError",
    "Plan",
    "PlatformApi",
    "PointOfNoReturn",
    "Policy",
    "Precondition",
    "PreconditionKind",
    "Preset",
    "Progress",
    "ProgressPhase",
    "ProgressUnit",
    "Project",
    "ProjectHandle",
    "Projects",
    "RateLimitedError",
    "Reader",
    "Reason",
    "Record",
    "Refusal",
    "Refuted",
    "Release",
    "ReleaseState",
    "Releases",
    "Report",
    "ReportFormat",
    "Requirement",
    "ReturnLimit",
    "Sample",
    "Secret",
    "Step",
    "StepChange",
    "Subject",
    "SubsetAnswer",
    "SubsetDecision",
    "Sunset",
    "Surface",
    "SurfaceInput",
    "TableDocuments",
    "Tables",
    "Target",
    "Team",
    "TeamHandle",
    "Teams",
    "TimedOutError",
    "Token",
    "Tokens",
    "UNSET",
    "UnauthenticatedError",
    "UnavailableError",
    "Undecided",
    "Unset",
    "UnsupportedError",
    "UnusedPolicy",
    "Usage",
    "ValidateAnswer",
    "ValidatorJson",
    "Verdict",
    "Verification",
    "aio",
    "bundle",
    "check",
    "check_data",
    "connect",
    "from_deploy_key",
    "from_env",
    "merge_data",
    "parse_key",
    "plan",
    "subset",
    "types",
    "validate",
    "verify",
]

_MODULES = {
    "_app": (
        "App",
        "Artifact",
        "Surface",
        "bundle",
    ),
    "_connect": (
        "connect",
        "from_deploy_key",
        "from_env",
    ),
    "_connection": (
        "Download",
        "OnProgress",
    ),
    "_functions": (
        "check",
        "check_data",
        "merge_data",
        "parse_key",
        "plan",
        "subset",
        "validate",
        "verify",
    ),
    "_generated.operation_types": (
        "AuditEvent",
        "Backup",
        "Copied",
        "DeployKey",
        "DryRun",
        "Identity",
        "Member",
        "MetricUsage",
        "NewDeployKey",
        "Progress",
        "ProgressPhase",
        "ProgressUnit",
        "Release",
        "ReleaseState",
        "Token",
    ),
    "_generated.operations": (
        "DeploymentApi",
        "PlatformApi",
    ),
    "_generated.types": (
        "Accept",
        "Acceptance",
        "Blocked",
        "Breaks",
        "DataPart",
        "DataReading",
        "DataShard",
        "DeploymentType",
        "EarlierVersion",
        "Encoding",
        "ErrorInfo",
        "ErrorKind",
        "FieldJson",
        "Finding",
        "FunctionUsage",
        "Json",
        "KeyKind",
        "Level",
        "Location",
        "Migration",
        "MigrationKind",
        "MigrationOperation",
        "NotChecked",
        "Obligation",
        "ObligationOf",
        "Override",
        "ParseKeyAnswer",
        "Plan",
        "PointOfNoReturn",
        "Policy",
        "Precondition",
        "PreconditionKind",
        "Reader",
        "Reason",
        "Refusal",
        "Refuted",
        "Report",
        "Requirement",
        "ReturnLimit",
        "Sample",
        "Step",
        "StepChange",
        "Subject",
        "SubsetAnswer",
        "Sunset",
        "SubsetDecision",
        "SurfaceInput",
        "TableDocuments",
        "Tables",
        "Undecided",
        "UnusedPolicy",
        "ValidateAnswer",
        "ValidatorJson",
        "Verdict",
        "Verification",
    ),
    "_blocking._backups": (
        "BackupJob",
        "Backups",
    ),
    "_blocking._convex": (
        "Convex",
        "Teams",
    ),
    "_blocking._deploy_keys": (
        "DeployKeys",
        "Preset",
    ),
    "_blocking._deployment": (
        "Deployment",
        "DeploymentHandle",
        "ImportFormat",
        "ImportMode",
        "Target",
    ),
    "_blocking._deployments": (
        "Deployments",
    ),
    "_blocking._environment": (
        "Environment",
    ),
    "_blocking._pager": (
        "Pager",
    ),
    "_blocking._project": (
        "Project",
        "ProjectHandle",
    ),
    "_blocking._releases": (
        "Releases",
    ),
    "_blocking._team": (
        "AuditLog",
        "Members",
        "Projects",
        "Team",
        "TeamHandle",
        "Tokens",
    ),
    "_blocking._usage": (
        "Usage",
    ),
    "_pager": (
        "Page",
    ),
    "_record": (
        "OtherKind",
        "Record",
        "UNSET",
        "Unset",
    ),
    "_report": (
        "ReportFormat",
    ),
    "_secret": (
        "Secret",
    ),
    "errors": (
        "CancelledError",
        "ConfirmationRequiredError",
        "ConflictError",
        "ConvexOpsError",
        "DeployRefusedError",
        "FindingsError",
        "InternalError",
        "InvalidInputError",
        "IoError",
        "LimitExceededError",
        "NotFoundError",
        "PermissionDeniedError",
        "RateLimitedError",
        "TimedOutError",
        "UnauthenticatedError",
        "UnavailableError",
        "UnsupportedError",
    ),
}

_PLACES = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name in ("aio", "types"):
        return import_module(f".{name}", __name__)
    module = _PLACES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{module}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, *(name for name in globals() if name.startswith("__"))]
