"""Types of the requests and responses of all operations."""

from ._generated.operation_types import *  # noqa: F403
from ._generated.operation_types import __all__ as __all__
