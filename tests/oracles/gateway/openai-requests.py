"""Prints as JSON every way that the installed OpenAI package knows to fill a request for a chat completion, but for names of models.

`[{"at": [...], "field": ..., "value": ...}]` `at` names the members that lead to the one that is shown, such as
`["messages", "user", "content", "image_url", "image_url", "detail", "low"]`.
"""

import json
import typing
from collections.abc import Iterable, Mapping, Sequence

from openai.types.chat.completion_create_params import CompletionCreateParamsStreaming
from typing_extensions import NotRequired, Required, is_typeddict


def name_of(hints):
    """How a member of a union is told from the others: its role or type, where that is one literal."""
    for key in ("role", "type"):
        values = typing.get_args(strip(hints.get(key)))
        if typing.get_origin(strip(hints.get(key))) is typing.Literal and len(values) == 1:
            return [str(values[0])]
    return []


def strip(hint):
    while typing.get_origin(hint) in (Required, NotRequired, typing.Annotated):
        hint = typing.get_args(hint)[0]
    return hint


def ways(hint, depth=0):
    """Values of a type, each with the members that it shows. The first is the plainest."""
    hint = strip(hint)
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if is_typeddict(hint):
        yield from of_members(hint, depth)
    elif origin is typing.Literal:
        for value in args:
            yield [str(value)], value
    elif origin is typing.Union or type(hint).__name__ == "UnionType":
        for one in args:
            if one is not type(None):
                yield from ways(one, depth)
    elif origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        yield [], {"k": plain(args[1])} if args and plain(args[1]) is not None else {}
    elif origin is not None and isinstance(origin, type) and issubclass(origin, (Iterable, Sequence)):
        for shown, value in ways(args[0], depth):
            yield shown, [value]
    else:
        yield [], {str: "x", int: 1, float: 0.5, bool: True, object: {}}.get(hint, {})


def plain(hint):
    return next((value for _, value in ways(hint)), None)


def of_members(typed, depth):
    hints = typing.get_type_hints(typed, include_extras=True)
    # Annotations are texts until now, so the class itself does not know which of its members are required.
    required = [key for key in sorted(hints) if typing.get_origin(hints[key]) is Required or (typed.__total__ and typing.get_origin(hints[key]) is not NotRequired)]
    base = {key: plain(hints[key]) for key in required}
    called = name_of(hints)
    yield called, dict(base)
    if depth > 4:
        return
    for key in sorted(hints):
        if key in ("role", "type"):
            continue
        for shown, value in ways(hints[key], depth + 1):
            yield called + [key] + shown, {**base, key: value}


hints = typing.get_type_hints(CompletionCreateParamsStreaming, include_extras=True)
found = []
for field in sorted(hints.keys() - {"model"}):
    for shown, value in ways(hints[field], 1):
        found.append({"field": field, "at": [field, *shown], "value": value})
seen = {}
for one in found:
    seen.setdefault(json.dumps([one["field"], one["value"]], sort_keys=True), one)
print(json.dumps(list(seen.values())))
