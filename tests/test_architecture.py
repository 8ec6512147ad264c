"""Who may import what, and what an answer may load: kept here because no reviewer can keep it by eye."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypedDict

import pytest

from toy_models import copy_mini_corpus

SOURCE = Path(__file__).parent.parent / "src"
MODULES = {
    ".".join(file.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): file
    for file in sorted(SOURCE.rglob("*.py"))
}

LAYERS = (
    {"errors"},
    {"records"},
    {"settings"},
    {"report"},
    {"search"},
    {"answer"},
    {"qa"},
    {"desk"},
    {"evaluation", "enrich"},
    {"interfaces"},
)
"""From the ground up: each imports only itself and those before it."""

OWNERS = {
    "Stemmer": {"search.analysis"},
    "anyio": {"interfaces"},
    "bibtexparser": {"desk.export"},
    "bm25s": {"search.lexical"},
    "docx": {"desk.document", "desk.word_file"},
    "faiss": {"search.dense"},
    "fastapi": {"interfaces"},
    "ir_measures": {"evaluation.diversity"},
    "jinja2": {"interfaces.page"},
    "limits": {"interfaces.middleware"},
    "httpx": {"answer.language_model"},
    "llama_index": {"interfaces.llama", "answer.language_model", "enrich"},
    "markupsafe": {"interfaces.page"},
    "numpy": {"search", "answer", "desk.cite", "evaluation", "enrich"},
    "ollama": {"answer.language_model"},
    "prometheus_client": {"interfaces.metrics"},
    "pydantic": {"settings", "evaluation.baseline", "evaluation.responses", "enrich", "interfaces"},
    "pydantic_core": {"settings"},
    "pydantic_settings": {"settings"},
    "pytest": {"interfaces.pytest_plugin"},
    "rapidfuzz": {"report.lookup", "search.spelling", "desk.nearest"},
    "rich": {"interfaces"},
    "rispy": {"desk.export"},
    "safetensors": {"search.encoder"},
    "scipy": {"evaluation.intervals"},
    "sentence_transformers": {"search.encoder"},
    "simplemma": {"answer.names", "answer.lemmas"},
    "sklearn": {"evaluation.calibration"},
    "starlette": {"interfaces"},
    "tokenizers": {"search.encoder"},
    "typer": {"interfaces"},
    "uvicorn": {"interfaces"},
}
"""The modules (or whole packages) of iobqa that may import a library. A new library gets a line here."""

HEAVY = {"torch", "transformers", "sentence_transformers", "llama_index", "sklearn", "scipy", "ir_measures", "pyndeval"}
"""Half a second or more to import, or not in the base install."""


@dataclass(frozen=True)
class Import:
    """``module`` imports ``name``; ``late`` when inside a function or for type checking only."""

    module: str
    name: str
    late: bool

    @property
    def library(self) -> str:
        return self.name.split(".")[0]

    @property
    def layer(self) -> str:
        """Of what is imported, when it is ours."""
        return self.name.split(".")[1]


def names(node: ast.AST, module: str) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"{module}: relative imports are not used here"
        within = [f"{node.module}.{alias.name}" for alias in node.names]
        # "from iobqa.search import dense" names a module, "from iobqa.search.dense import DenseIndex" none.
        return [name if name in MODULES else str(node.module) for name in within]
    return []


def walk(node: ast.AST, module: str, late: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        yield from (Import(module, name, late) for name in names(child, module))
        inner = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) or is_for_types_only(child)
        yield from walk(child, module, late or inner)


def is_for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


@cache
def imports(module: str) -> tuple[Import, ...]:
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    return tuple(dict.fromkeys(walk(tree, module, late=False)))


def own(module: str) -> list[Import]:
    """Imports of iobqa's own modules; the package itself holds nothing but its version."""
    return [found for found in imports(module) if found.library == "iobqa" and found.name != "iobqa"]


def libraries(module: str) -> list[Import]:
    return [i for i in imports(module) if i.library != "iobqa" and i.library not in sys.stdlib_module_names]


def layer_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def rank(layer: str) -> int:
    return next(at for at, layers in enumerate(LAYERS) if layer in layers)


PARTS = [module for module in MODULES if layer_of(module)]


def test_every_module_has_a_layer() -> None:
    assert {layer_of(module) for module in PARTS} <= set().union(*LAYERS)


def test_the_package_itself_imports_nothing() -> None:
    assert imports("iobqa") == ()


@pytest.mark.parametrize("module", PARTS)
def test_imports_point_down(module: str) -> None:
    layer = layer_of(module)
    wrong = [i.name for i in own(module) if i.layer != layer and rank(i.layer) >= rank(layer)]
    assert not wrong, f"{module} imports {wrong}"


@pytest.mark.parametrize("module", [m for m in PARTS if layer_of(m) in {"report", "search", "answer", "qa"}])
def test_nothing_on_the_way_to_an_answer_sees_the_evaluation(module: str) -> None:
    assert not [i.name for i in imports(module) if i.name.startswith("iobqa.evaluation")]
    assert "golden" not in MODULES[module].read_text(encoding="utf-8")


@pytest.mark.parametrize("module", PARTS)
def test_each_library_has_its_owners(module: str) -> None:
    inside = module.removeprefix("iobqa.")
    for found in libraries(module):
        owners = OWNERS.get(found.library, set())
        owned = any(inside == owner or inside.startswith(f"{owner}.") for owner in owners)
        assert owned, f"{module} imports {found.library}, which belongs to {sorted(owners) or 'nobody yet'}"


def test_no_owner_is_left_without_its_library() -> None:
    """A line of OWNERS that says nothing any more."""
    used = {found.library for module in PARTS for found in libraries(module)}
    assert set(OWNERS) <= used


@pytest.mark.parametrize("module", PARTS)
def test_heavy_libraries_are_imported_where_they_are_used(module: str) -> None:
    adapters = ("iobqa.interfaces.llama", "iobqa.enrich")  # loaded by nobody but who asks for them
    at_once = [i.name for i in libraries(module) if i.library in HEAVY and not i.late]
    assert not at_once or module.startswith(adapters)


PLAIN = [
    "iobqa.errors",
    "iobqa.records",
    "iobqa.answer.citations",
    "iobqa.answer.wording",
    "iobqa.search.fusion",
    "iobqa.search.channels",
    "iobqa.search.passages",
    "iobqa.search.questions",
    "iobqa.search.storage",
    "iobqa.evaluation.folding",
    "iobqa.evaluation.evidence",
    "iobqa.evaluation.expectation",
    "iobqa.evaluation.measures",
    "iobqa.evaluation.golden",
    "iobqa.evaluation.scoring",
    *(module for module in PARTS if layer_of(module) == "report" and module != "iobqa.report.lookup"),
]
"""What needs no library but numpy, and can be read and tested by itself."""


@pytest.mark.parametrize("module", PLAIN)
def test_plain_modules_need_the_standard_library_and_numpy_alone(module: str) -> None:
    assert {found.library for found in libraries(module)} <= {"numpy"}


# what a command loads


DRIVER = """
import json, socket, sys
hidden, commands = json.loads(sys.argv[1])
sought, tried = set(), []
class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in hidden:
            sought.add(name.split(".")[0])
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Hidden())
def refused(*arguments, **_):
    tried.append(repr(arguments[-1:]))
    raise OSError("no network here")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refused
from iobqa.interfaces.cli import main
found = []
for arguments in commands:
    sys.argv[1:] = arguments
    try:
        main()
    except SystemExit as stopped:
        loaded = {name.split(".")[0] for name in sys.modules}
        found.append({"code": stopped.code, "loaded": sorted(loaded), "sought": sorted(sought), "tried": tried[:]})
sys.stderr.write("\\n" + json.dumps(found))
"""
"""Runs commands in one process without network, and without the libraries that the base install does not have."""
LIGHT = {"fastapi", "uvicorn", "starlette", "jinja2", "httpx", "docx"}
QUESTION = "Hoeveel boeren deden mee in Natteveld?"
COMMANDS: dict[tuple[str, ...], set[str]] = {
    ("--help",): LIGHT | {"numpy", "faiss", "bm25s", "tokenizers"},
    ("show", "§ 2.1, al. 1"): LIGHT | {"faiss", "bm25s", "tokenizers"},
    ("search", QUESTION): LIGHT,  # builds the index
    ("search", QUESTION, "--json"): LIGHT,
    ("ask", QUESTION): LIGHT,
    ("ask", QUESTION, "--json"): LIGHT,
    ("ask", "qqqq xxxx"): LIGHT,
}
"""Commands, in the order in which one process runs them, and what none of them may load."""


class Ran(TypedDict):
    """How a command ended, and what was loaded, looked for and connected to up to then."""

    code: int
    loaded: list[str]
    sought: list[str]
    tried: list[str]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], Ran]:
    folder = tmp_path_factory.mktemp("light")
    bare = {name: value for name, value in os.environ.items() if not name.startswith("IOBQA_")}
    places = {"IOBQA_CORPUS": str(copy_mini_corpus(folder / "corpus")), "IOBQA_INDEX": str(folder / "index")}
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, json.dumps([sorted(HEAVY), list(COMMANDS)])],
        env=bare | places,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return dict(zip(COMMANDS, json.loads(done.stderr.splitlines()[-1]), strict=True))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_loads_nothing_heavy_and_needs_no_network(
    command: tuple[str, ...], ran: dict[tuple[str, ...], Ran]
) -> None:
    found = ran[command]
    assert found["code"] == 0
    assert sorted(COMMANDS[command] & set(found["loaded"])) == []
    assert set(found["sought"]) <= {"scipy"}  # bm25s looks for it by itself, and does without
    assert found["tried"] == []
