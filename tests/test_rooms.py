"""Who may import whom: the table is the architecture, and this test enforces it.

Read from the sources, so that an import in a function counts like any other. What
stands under ``if TYPE_CHECKING:`` is never executed: it may name types of any
third-party package that the room uses, but it opens no way into another room.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "explorer"

# room -> rooms it may import
ROOMS = {
    "core": set(),
    "language": set(),
    "decks": {"core", "language"},
    "state": {"language"},
    "views": {"core", "language"},
    "widgets": {"language", "state"},
    "exercises": {"core", "language", "decks"},
    "explorers": {
        "core", "language", "decks", "state", "views", "widgets", "exercises",
    },
    "server": {"language", "decks", "state"},  # explorers only by name
}  # fmt: skip

# room -> what it may import that is neither ours nor the standard library's
THIRD_PARTY = {
    "core": {"numpy"},
    "language": set(),
    "decks": {"numpy"},
    "state": set(),
    "views": {"numpy", "matplotlib", "contourpy", "mpl_toolkits.mplot3d"},
    "widgets": {
        "ipywidgets", "anywidget", "traitlets", "numpy", "PIL",
        "matplotlib.backends.backend_agg", "segno",
    },
    "exercises": {"numpy"},
    "explorers": {
        "numpy", "matplotlib.figure", "matplotlib.rc_context", "ipywidgets",
        "traitlets", "IPython.display",
    },
    "server": {
        "voila", "jupyter_server", "jupyterlab", "tornado", "traitlets",
        "ipykernel",
        "latex2mathml",  # formulas of the prose, instead of 0.9 MB of MathJax
    },
}  # fmt: skip

NOWHERE = {"matplotlib.pyplot", "pylab", "matplotlib.mathtext"}


class Import(NamedTuple):
    """``names`` are dotted; of ``from a import b`` it is ``a.b``."""

    line: int
    names: tuple[str, ...]
    only_types: bool


def imports(source: str, module: str, *, package: bool = False) -> Iterator[Import]:
    """Return every import of a module, relative ones spelled out."""

    def walk(node: ast.AST, only_types: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                names = tuple(alias.name for alias in child.names)
                yield Import(child.lineno, names, only_types)
            elif isinstance(child, ast.ImportFrom):
                base = child.module or ""
                if child.level:
                    parts = module.split(".")
                    kept = len(parts) - child.level + package
                    base = ".".join([*parts[:kept], *([base] if base else [])])
                names = tuple(f"{base}.{alias.name}" for alias in child.names)
                yield Import(child.lineno, names, only_types)
            elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
                for statement in child.body:
                    yield from walk(ast.Module([statement], []), True)
                for statement in child.orelse:
                    yield from walk(ast.Module([statement], []), only_types)
            else:
                yield from walk(child, only_types)

    return walk(ast.parse(source), False)


def under(name: str, allowed: set[str]) -> bool:
    return any(name == a or name.startswith(f"{a}.") for a in allowed)


def refusal(room: str, name: str, *, only_types: bool) -> str | None:
    """Return why a module of this room must not import that, or None."""
    top, _, rest = name.partition(".")
    if under(name, NOWHERE):
        return f"{name} is used nowhere"
    if top == "explorer":
        there = rest.partition(".")[0]
        if there == "__version__" or there == room or there in ROOMS.get(room, ()):
            return None
        return f"{room or 'explorer'} must not import {there or 'explorer'}"
    if top in sys.stdlib_module_names:
        return None
    allowed = THIRD_PARTY.get(room, set())
    if under(name, allowed):
        return None
    if only_types and top in {a.partition(".")[0] for a in allowed}:
        return None
    return f"{room or 'explorer'} must not import {name}"


def refusals(source: str, module: str, *, package: bool = False) -> list[str]:
    room = ".".join(module.split(".")[1:2])
    return [
        f"line {found.line}: {why}"
        for found in imports(source, module, package=package)
        for name in found.names
        if (why := refusal(room, name, only_types=found.only_types))
    ]


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = sorted(PACKAGE.rglob("*.py"))
MODULES = {name_of(path): path for path in FILES}


def imports_of(module: str) -> Iterator[Import]:
    path = MODULES[module]
    source = path.read_text("utf-8")
    return imports(source, module, package=path.name == "__init__.py")


def modules_of(found: Import) -> set[str]:
    """Return our modules that an import names: a submodule rather than its package."""
    named = set()
    for name in found.names:
        parts = name.split(".")
        longest_first = (".".join(parts[:n]) for n in range(len(parts), 0, -1))
        named |= {next((m for m in longest_first if m in MODULES), "")}
    return named - {""}


@pytest.mark.parametrize("path", FILES, ids=map(name_of, FILES))
def test_a_module_imports_only_what_its_room_may(path):
    package = path.name == "__init__.py"
    source = path.read_text("utf-8")
    assert refusals(source, name_of(path), package=package) == []


def test_every_room_is_in_the_table():
    rooms = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in FILES}
    assert rooms - {"__init__"} <= ROOMS.keys()
    assert ROOMS.keys() == THIRD_PARTY.keys()


def test_the_rooms_have_an_order():
    TopologicalSorter(ROOMS).prepare()  # raises if there is none


def test_no_module_needs_itself():
    graph = {
        module: {
            needed
            for found in imports_of(module)
            if not found.only_types
            for needed in modules_of(found)
        }
        for module in MODULES
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as cycle:
        pytest.fail(" → ".join(cycle.args[1]))


def is_a_view(module: str) -> bool:
    """Whether a module defines a view: a class with a name of its own."""
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                if isinstance(line, ast.Assign | ast.AnnAssign):
                    target = (
                        line.targets[0] if isinstance(line, ast.Assign) else line.target
                    )
                    named = isinstance(target, ast.Name) and target.id == "name"
                    value = line.value
                    if named and isinstance(value, ast.Constant) and value.value:
                        return True
    return False


def test_views_do_not_import_one_another():
    views = {m for m in MODULES if m.startswith("explorer.views.") and is_a_view(m)}
    assert views
    for module in MODULES:
        if module.startswith("explorer.views"):
            needed = set().union(*map(modules_of, imports_of(module)))
            assert not needed & (views - {module}), module


def test_artists_know_no_view():
    for module in MODULES:
        if module.startswith("explorer.views.artists"):
            for needed in set().union(*map(modules_of, imports_of(module))):
                assert needed.startswith("explorer.views.artists"), (module, needed)


def test_explorers_share_only_their_base():
    for module in MODULES:
        own = ".".join(module.split(".")[:3])
        if not module.startswith("explorer.explorers."):
            continue
        for needed in set().union(*map(modules_of, imports_of(module))):
            if needed.startswith("explorer.explorers."):
                shared = needed.startswith("explorer.explorers._")
                assert shared or under(needed, {own}), (module, needed)


def test_the_table_for_people_says_the_same():
    lines = (ROOT / "CONTRIBUTING.md").read_text("utf-8").splitlines()
    tables = [line for line in lines if line.startswith("| ")]
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in tables]
    head = next(row for row in rows if row[0] == "may import")
    written = {
        row[0].split("`")[1]: {
            column for column, cell in zip(head, row, strict=False) if cell == "yes"
        }
        for row in rows[rows.index(head) + 1 :]
        if row[0].startswith("`") and row[0].split("`")[1] in ROOMS
    }
    assert written == ROOMS


@pytest.mark.parametrize(
    ("module", "source", "refused"),
    [
        ("explorer.core.a", "import numpy as np\nfrom math import pi", None),
        ("explorer.core.a", "import matplotlib", "core must not import matplotlib"),
        (
            "explorer.core.a",
            "from explorer.language import b",
            "must not import language",
        ),
        ("explorer.core.a", "from ..views import b", "core must not import views"),
        ("explorer.core.a", "from . import b", None),
        ("explorer.core.a", "def f():\n    import IPython", "line 2: core must not"),
        ("explorer.core.a", "try:\n    import torch\nexcept E:\n    pass", "torch"),
        ("explorer.state", "from explorer.language.numbers import parse", None),
        ("explorer.state.links", "import numpy", "state must not import numpy"),
        ("explorer.views.a", "from matplotlib.figure import Figure", None),
        ("explorer.views.a", "import matplotlib.pyplot as plt", "is used nowhere"),
        ("explorer.views.a", "from matplotlib import pyplot", "is used nowhere"),
        (
            "explorer.views.a",
            "from mpl_toolkits.axes_grid1 import x",
            "must not import",
        ),
        (
            "explorer.views.a",
            "from explorer.state import Store",
            "must not import state",
        ),
        ("explorer.widgets.a", "from matplotlib.figure import F", "must not import"),
        (
            "explorer.widgets.a",
            "if TYPE_CHECKING:\n from matplotlib.figure import F",
            None,
        ),
        ("explorer.widgets.a", "if TYPE_CHECKING:\n import pandas", "pandas"),
        (
            "explorer.widgets.a",
            "if typing.TYPE_CHECKING:\n from explorer.views import V",
            "line 2: widgets must not import views",
        ),
        ("explorer.explorers.a", "from matplotlib import rc_context", None),
        (
            "explorer.explorers.a",
            "import matplotlib",
            "explorers must not import matpl",
        ),
        (
            "explorer.explorers.a",
            "from explorer.server import x",
            "must not import server",
        ),
        ("explorer.server.a", "from explorer import __version__", None),
        ("explorer.server.a", "from explorer.explorers import T", "import explorers"),
        ("explorer.server.a", "import explorer", "server must not import explorer"),
        ("explorer", "from explorer import core", "explorer must not import core"),
    ],
)
def test_the_test_sees_what_it_should(module, source, refused):
    found = refusals(source, module)
    if refused is None:
        assert found == []
    else:
        assert len(found) == 1
        assert refused in found[0]


@pytest.mark.parametrize(
    ("room", "expected"),
    [("core", {"numpy"}), ("language", set()), ("state", set())],
)
def test_a_light_room_loads_nothing_heavy(room, expected):
    """In a fresh interpreter, with every module of the room."""
    modules = [m for m in MODULES if under(m, {f"explorer.{room}"})]
    code = (
        "import sys; before = set(sys.modules)\n"
        f"import {', '.join(modules)}\n"
        "tops = {n.partition('.')[0] for n in set(sys.modules) - before}\n"
        "print(*sorted(tops - set(sys.stdlib_module_names) - {'explorer'}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(done.stdout.split()) == expected


def test_the_core_alone_loads_neither_pictures_nor_widgets():
    code = "import explorer.core, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert not {"matplotlib", "ipywidgets", "IPython"} & set(done.stdout.split())


def test_an_explorer_loads_no_other():
    code = "from explorer.explorers import TrainXor; import sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {
        name.split(".")[2]
        for name in done.stdout.split()
        if name.startswith("explorer.explorers.")
    }
    assert {name for name in loaded if not name.startswith("_")} == {"train_xor"}
