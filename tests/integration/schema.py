"""Vapi's schema of messages and answers, and values made up from it."""

import json
import random
import string

import nodejs
from server import SOURCE

PATH = SOURCE / "tests/data/vapi/server-messages.schema.json"
DEFINITIONS = json.loads(PATH.read_text())["$defs"]


def types(definition):
    """The types that MessageByType, or ResponseByType, knows."""
    return list(DEFINITIONS[definition]["properties"])


def errors(cases):
    """Of (definition, type, value): those that do not validate, and why."""
    found = nodejs.run("validate.mjs", PATH, given=[
        {"definition": definition, "type": kind, "value": value}
        for definition, kind, value in cases])
    return [f"{kind}: {error} in {json.dumps(value)[:400]}"
            for (_, kind, value), error in zip(cases, found) if error]


class Maker:
    """Makes values of the schema up: the same ones for the same seed.

    `often` is how often an optional member is there, from 0 to 1; below
    `depth` levels there is none.
    """

    def __init__(self, seed, often, depth):
        self.random = random.Random(seed)
        self.often = often
        self.depth = depth

    def message(self, kind):
        schema = DEFINITIONS["MessageByType"]["properties"][kind]
        return {**self.value(schema, self.depth), "type": kind}

    def value(self, schema, depth):
        if "$ref" in schema:
            name = schema["$ref"].removeprefix("#/$defs/")
            return self.value(DEFINITIONS[name], depth)
        if "const" in schema:
            return schema["const"]
        for choice in ("enum", "anyOf"):
            if choice in schema:
                one = self.random.choice(schema[choice])
                return one if choice == "enum" else self.value(one, depth)
        kind = schema.get("type", "string")
        if isinstance(kind, list):
            kind = self.random.choice(kind)
        return getattr(self, kind)(schema, depth)

    def object(self, schema, depth):
        members = schema.get("properties", {})
        required = schema.get("required", [])
        made = {name: self.value(member, depth - 1)
                for name, member in members.items()
                if name in required or self.optional(depth)}
        then = schema.get("then", {}).get("required", [])
        for name in [*required, *then]:
            if name not in made:
                made[name] = self.string({}, 0)
        return made

    def optional(self, depth):
        return depth > 0 and self.random.random() < self.often

    def array(self, schema, depth):
        count = self.random.randrange(3) if depth > 0 else 0
        return [self.value(schema.get("items", {}), depth - 1)
                for _ in range(count)]

    def string(self, schema, _):
        if schema.get("format") == "date-time":
            return "2026-11-23T09:30:00.000Z"
        longest = min(schema.get("maxLength", 12), 12)
        length = max(schema.get("minLength", 1), longest)
        return "".join(self.random.choices(string.ascii_lowercase, k=length))

    def number(self, schema, _):
        low = schema.get("minimum", 0)
        return self.random.uniform(low, schema.get("maximum", low + 1e6))

    def integer(self, schema, depth):
        return int(self.number(schema, depth))

    def boolean(self, *_):
        return self.random.random() < 0.5

    def null(self, *_):
        return None
