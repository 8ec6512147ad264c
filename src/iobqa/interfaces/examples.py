"""The example of a whole body, put together from the examples of its fields: one source, so it can never be another shape."""

from collections.abc import Mapping
from typing import Any

_REFERENCE = "#/components/schemas/"

Schema = Mapping[str, Any]


def example_of(schema: Schema, schemas: Mapping[str, Schema]) -> Any:  # noqa: ANN401
    """An example that fits ``schema``; the references in it are to ``schemas``. Raises KeyError for a field without one."""
    if "examples" in schema:
        return schema["examples"][0]
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].removeprefix(_REFERENCE)], schemas)
    if "anyOf" in schema:  # a field that may be null: what it is when it is not
        return example_of(schema["anyOf"][0], schemas)
    if schema.get("type") == "array":
        return [example_of(schema["items"], schemas)]
    return {name: example_of(field, schemas) for name, field in schema["properties"].items()}
