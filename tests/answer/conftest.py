"""One scripted server and one client for all tests that do not need their own: making a client takes long."""

from collections.abc import Iterator

import pytest
from scripted_model import Reply, Script, serving

from iobqa.answer.language_model import LlamaIndexModel


@pytest.fixture(scope="session")
def stage() -> Iterator[tuple[LlamaIndexModel, Script]]:
    """A model and the script of the server behind it; ``script.play(...)`` first."""
    with serving(Reply("")) as (model, script):
        yield model, script


@pytest.fixture(scope="session")
def client_libraries() -> None:
    """Import what takes seconds before any time limit runs."""
    from llama_index.llms.openai_like import OpenAILike

    assert OpenAILike
