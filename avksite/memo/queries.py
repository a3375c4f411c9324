"""A view of the site that records every query, with a digest of the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from importlib import import_module
from typing import Any, TypeVar, cast

from avksite.memo.digest import digest
from avksite.memo.later import TEXT, Question, Trace, answering, is_recorded, record

Query = TypeVar("Query", bound=Callable[..., Any])

ITEM, HAS, CALL, FUNCTION, VALUE = "item", "has", "call", "function", "value"
"""The forms of a query: an item of a mapping, its presence, a method, a function of the site, a value."""

GONE = b"gone"
"""The digest for an answer about something that no longer exists."""


class Answers:
    """The answers of a site, each computed once.

    The site must have `by_path`, the documents by path; `texts`, their content as Later; and `sections`, the names of
    attributes whose own attributes are queries.
    """

    def __init__(self, site: Any) -> None:  # noqa: ANN401  the memo does not know what it is asked about
        """Answer for this site."""
        self.site = site
        self._values: dict[Question, Any] = {}
        self._digests: dict[Question, bytes] = {}

    def ask(self, question: Question) -> Any:  # noqa: ANN401  as above
        """Return an answer, and record the query."""
        answer = self._value(question)
        if is_recorded():
            record(question, self.digest(question))
        return answer

    def digest(self, question: Question) -> bytes:
        """Return the digest of an answer."""
        if question not in self._digests:
            self._digests[question] = self._digest(question)
        return self._digests[question]

    def _digest(self, question: Question) -> bytes:
        if question[0] == TEXT:
            text = self.site.texts.get(question[1])
            return text.digest if text else GONE
        try:
            return digest(self._value(question), heads=True)
        except LookupError:  # it no longer exists
            return GONE

    def agree(self, trace: Trace) -> bool:
        """Return whether all answers are unchanged."""
        return all(self.digest(question) == answer for question, answer in trace.items())

    def _value(self, question: Question) -> Any:  # noqa: ANN401  as above
        if question not in self._values:
            with answering(question):
                self._values[question] = self._answer(str(question[0]), str(question[1]), *question[2:])
        return self._values[question]

    def _answer(self, form: str, name: str, *arguments: object) -> Any:  # noqa: ANN401  as above
        if form == ITEM:
            return self._value((VALUE, name)).get(*arguments)
        if form == HAS:
            return arguments[0] in self._value((VALUE, name))
        given = [self.site.by_path[it] if isinstance(it, Path) else it for it in arguments]
        if form == FUNCTION:
            module, function = name.split(":")
            return getattr(import_module(module), function).__wrapped__(Traced(self), *given)
        found = self.site
        for part in name.split("."):
            found = getattr(found, part)
        return found(*given) if form == CALL else found


class Path(str):
    """Represents a document, which has a `__head__`, in a query by its path."""

    __slots__ = ()


class Traced:
    """A proxy of the site, or of a section of it, that answers from Answers."""

    def __init__(self, answers: Answers, section: str = "") -> None:
        """Make a proxy of a section; of the site without one."""
        self._answers = answers
        self._section = section

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  it has the attributes of the site
        """Return the answer to the query with this name, or a proxy of a method or mapping.

        Answers are cached on the proxy, after they were recorded.
        """
        found = self.__dict__[name] = self._found(name)
        return found

    def _found(self, name: str) -> Any:  # noqa: ANN401  as above
        answers, full = self._answers, f"{self._section}{name}"
        if full in answers.site.sections:
            return Traced(answers, f"{full}.")
        if not self._section and callable(getattr(type(answers.site), name, None)):
            return lambda *arguments: answers.ask((CALL, full, *map(_argument, arguments)))
        value = answers._value((VALUE, full))  # noqa: SLF001  the other half of one mechanism
        return _TracedMapping(answers, full) if isinstance(value, Mapping) else answers.ask((VALUE, full))


class _TracedMapping(Mapping[Any, Any]):
    """A proxy of a mapping of the site: access to an item is a query for that item, iteration one for the whole."""

    def __init__(self, answers: Answers, name: str) -> None:
        self._answers = answers
        self._name = name

    def _whole(self) -> Mapping[Any, Any]:
        whole: Mapping[Any, Any] = self._answers.ask((VALUE, self._name))
        return whole

    def __getitem__(self, key: object) -> Any:  # noqa: ANN401  as a mapping has it
        answer = self._answers.ask((ITEM, self._name, key))
        if answer is None:
            raise KeyError(key)
        return answer

    def __contains__(self, key: object) -> bool:
        found: bool = self._answers.ask((HAS, self._name, key))
        return found

    def __iter__(self) -> Iterator[Any]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def keys(self) -> Any:  # noqa: ANN401  as a mapping has it
        return self._whole().keys()

    def values(self) -> Any:  # noqa: ANN401
        return self._whole().values()

    def items(self) -> Any:  # noqa: ANN401
        return self._whole().items()


def query(function: Query) -> Query:
    """Decorate a function of the site as a query: callers depend on its answer, not on its own queries."""
    name = f"{function.__module__}:{function.__qualname__}"

    @wraps(function)
    def asked(site: Any, *arguments: Any) -> Any:  # noqa: ANN401  whatever the function takes and returns
        if not isinstance(site, Traced):
            return function(site, *arguments)
        return site._answers.ask((FUNCTION, name, *map(_argument, arguments)))  # noqa: SLF001  as above

    return cast("Query", asked)


def _argument(value: Any) -> Any:  # noqa: ANN401  whatever a query takes
    return Path(value.path) if hasattr(type(value), "__head__") else value
