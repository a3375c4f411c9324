"""Our dataclass does what a frozen one of the standard library does, field by field."""

from __future__ import annotations

import dataclasses
import pickle
from functools import cached_property
from typing import Generic, TypeVar

import pytest

from avksite.frozen import dataclass

Within = TypeVar("Within")


@dataclass(frozen=True, slots=True)
class Point:
    """Two numbers, one with a default."""

    x: int
    y: int = 0


@dataclass(frozen=True, slots=True)
class Named(Point):
    """A point with one field more."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class Other:
    """The same fields in another class."""

    x: int
    y: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ByName:
    """Fields that are given by name."""

    b: int = 1
    a: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """No field at all."""


@dataclass(frozen=True, slots=True)
class Holder(Generic[Within]):
    """A field of some type."""

    held: Within


@dataclass(frozen=True)
class Reckoned(Named):
    """It remembers what it reckoned, so it has no slots."""

    @cached_property
    def total(self) -> int:
        """The sum."""
        return self.x + self.y


@dataclass(frozen=True)
class Marked(Holder[int]):
    """It has a field more than what it inherits, and no slots."""

    mark: str


@dataclass(frozen=True, slots=True, eq=False)
class Single:
    """Equal to nothing but itself."""

    x: int

    def __repr__(self) -> str:
        """Show itself as it likes."""
        return "single"


ALL = (Point(1), Named(1, 2, "a"), ByName(a=3), Nothing(), Holder((1, "b")), Reckoned(1, 2, "c"), Marked(1, "d"))


@pytest.mark.parametrize("made", ALL, ids=repr)
def test_it_is_equal_to_what_has_the_same_fields(made: object) -> None:
    again = pickle.loads(pickle.dumps(made))  # noqa: S301  our own
    assert again == made
    assert hash(again) == hash(made)
    assert dataclasses.replace(made) == made  # type: ignore[type-var]


@pytest.mark.parametrize("made", ALL, ids=repr)
def test_it_stays_as_it_is(made: object) -> None:
    for name in ("x", "new"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(made, name, 1)
        with pytest.raises(dataclasses.FrozenInstanceError):
            delattr(made, name)


def test_it_is_never_equal_to_one_of_another_class_or_with_another_value() -> None:
    assert len({Point(1), Other(1), Named(1), Point(2), Point(1, 0)}) == 4
    assert Single(1) != Single(1)


def test_it_shows_itself_with_its_fields_and_takes_them_by_place_or_by_name() -> None:
    assert [*map(repr, (Named(1, name="a"), Nothing(), Single(2)))] == [
        "Named(x=1, y=0, name='a')",
        "Nothing()",
        "single",
    ]
    assert (Point(y=2, x=1), Reckoned(1, 2).total) == (Point(1, 2), 3)
    assert (Named.__match_args__, ByName.__match_args__) == (("x", "y", "name"), ())
    assert not hasattr(Named(1), "__dict__")
    with pytest.raises(TypeError):
        ByName(3)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Point()  # type: ignore[call-arg]


def test_a_field_that_it_cannot_make_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match="needs the dataclass of the standard library"):

        @dataclass(frozen=True, slots=True)
        class Filled:
            """A list of its own for each."""

            parts: list[int] = dataclasses.field(default_factory=list)
