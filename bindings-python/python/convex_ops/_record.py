"""Records: immutable objects with Python names, read from and written as JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, final

from ._secret import Secret

if TYPE_CHECKING:
    from typing_extensions import Self, dataclass_transform
else:

    def dataclass_transform(**_: Any) -> Any:
        return lambda cls: cls


@final
class Unset:
    """The type of `UNSET`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> bool:
        return False


UNSET = Unset()
"""The default of arguments and fields for which `None` has a meaning of its own: `None` resets a value where `UNSET` keeps
it, and is JSON's `null` where `UNSET` is a field that is absent."""


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Record:
    """An immutable object, compared by its fields. Unknown fields of newer servers are ignored."""

    _fields_: ClassVar[Mapping[str, tuple[str, Any]]] = {}

    def __init__(self, **values: Any) -> None:
        fields = type(self)._fields_
        for name in values:
            if name not in fields:
                raise TypeError(f"{type(self).__name__} has no field {name!r}")
        missing = [name for name in fields if name not in values and not hasattr(type(self), name)]
        if missing:
            raise TypeError(f"{type(self).__name__} is missing {', '.join(missing)}")
        self.__dict__.update(values)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Reads the JSON form."""
        record = cls.__new__(cls)
        values = record.__dict__
        for name, (key, spec) in cls._fields_.items():
            if key in data:
                value = data[key]
                values[name] = value if spec is None else read(spec, value, cls.__module__)
        return record

    def to_json(self) -> dict[str, Any]:
        """Returns the JSON form. Secrets are written in full."""
        given, cls = self.__dict__, type(self)
        data = {}
        for name, (key, _) in cls._fields_.items():
            if name in given or getattr(cls, name, None):
                data[key] = write(getattr(self, name))
        return data

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), repr(self)))

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in self._values().items() if value is not None)
        return f"{type(self).__name__}({values})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"cannot assign to {name!r}: a {type(self).__name__} cannot be changed")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"cannot delete {name!r}: a {type(self).__name__} cannot be changed")

    def _values(self) -> dict[str, Any]:
        return {name: getattr(self, name, None) for name in type(self)._fields_}


@final
class OtherKind(Record):
    """An object of a kind that this version does not know."""

    data: Mapping[str, Any]
    """The object, as received."""

    _fields_ = {"data": ("data", None)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> OtherKind:
        """Keeps the object as it is."""
        return cls(data=data)

    def __getattr__(self, name: str) -> Any:
        """Returns a field of the object by its Python name, such as the tag `kind`."""
        first, *rest = name.rstrip("_").split("_")
        key = first + "".join(word.title() for word in rest)
        try:
            return self.__dict__["data"][key]
        except KeyError:
            raise AttributeError(f"the object has no field {key!r}") from None

    def to_json(self) -> dict[str, Any]:
        """Returns the object as it was received."""
        return dict(self.data)


def given(request: Mapping[str, Any], resets: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Returns the arguments that are not `None`, and those of `resets` that are not `UNSET`."""
    data = {name: value for name, value in request.items() if value is not None}
    if resets:
        data.update((name, value) for name, value in resets.items() if value is not UNSET)
    return data


def read(spec: Any, value: Any, module: str) -> Any:
    """Reads a JSON value as `spec` says.

    `"=Name"` is a class of `module`, `("list", spec)` and `("map", spec)` are collections, and
    `("by", key, {tag: spec})` chooses by the value of a field.
    """
    if value is None or spec is None:
        return value
    if isinstance(spec, str):
        if spec[0] == "=":
            cls = OtherKind if spec == "=OtherKind" else getattr(sys.modules[module], spec[1:])
            return cls.from_json(value)
        return _SPECIAL[spec](value)
    form = spec[0]
    if form == "list":
        inner = spec[1]
        return tuple(value) if inner is None else tuple(read(inner, item, module) for item in value)
    if form == "map":
        return {name: read(spec[1], item, module) for name, item in value.items()}
    _, key, cases = spec
    return read(cases.get(value.get(key), "=OtherKind"), value, module)


def write(value: Any) -> Any:
    """Returns the JSON form of a value."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, Record):
        return value.to_json()
    if isinstance(value, datetime):
        return to_milliseconds(value)
    if isinstance(value, Secret):
        return value.expose()
    if isinstance(value, (bytes, bytearray, memoryview)):
        from base64 import b64encode

        return b64encode(value).decode()
    if isinstance(value, Mapping):
        return {name: write(item) for name, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [write(item) for item in value]
    return value


def to_milliseconds(time: datetime) -> int:
    """Returns milliseconds since the Unix epoch. Raises `ValueError` for a time without a time zone."""
    if time.tzinfo is None:
        raise ValueError("invalid time: it has no time zone; use `datetime.now(timezone.utc)`")
    return round(time.timestamp() * 1000)


def from_milliseconds(time: float) -> datetime:
    """Returns the time of milliseconds since the Unix epoch, in UTC."""
    seconds, milliseconds = divmod(int(time), 1000)
    return datetime.fromtimestamp(seconds, timezone.utc).replace(microsecond=milliseconds * 1000)


def _bytes(text: str) -> bytes:
    from base64 import b64decode

    return b64decode(text)


_SPECIAL: dict[str, Callable[[Any], Any]] = {"Secret": Secret, "Timestamp": from_milliseconds, "Bytes": _bytes}
