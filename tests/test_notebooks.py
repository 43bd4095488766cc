"""A notebook is prose and one call. Read as JSON; nothing is executed."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from explorer.language.catalogue import EXPLORERS

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(
    path for path in FOLDER.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts
)
AVAILABLE = {entry.notebook: entry for entry in EXPLORERS if entry.available}
MOST_CODE_LINES = 6


def text(cell):
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def complaints(notebook, entry):
    """Return what is wrong with a notebook, in words."""
    cells = notebook["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    found = []
    if strange := {cell["cell_type"] for cell in cells} - {"code", "markdown"}:
        found.append(f"cells of kind {', '.join(sorted(strange))}")
    if any(cell.get("outputs") for cell in code):
        found.append("outputs")
    if any(cell.get("execution_count") is not None for cell in code):
        found.append("execution counts")
    if any(not text(cell).strip() for cell in cells):
        found.append("empty cells")
    if kept := {"widgets", "language_info"} & notebook["metadata"].keys():
        found.append(f"metadata: {', '.join(sorted(kept))}")
    lines = [line for cell in code for line in text(cell).splitlines() if line.strip()]
    if len(lines) > MOST_CODE_LINES:
        found.append(f"{len(lines)} lines of code")
    if not cells or not text(cells[0]).startswith(f"# {entry.title}"):
        found.append(f"does not begin with the title {entry.title}")
    return found + code_complaints("\n".join(text(cell) for cell in code), entry)


def code_complaints(source, entry):
    try:
        statements = ast.parse(source).body
    except SyntaxError as problem:
        return [f"code that is not Python: {problem.text}"]
    found, imported, called = [], set(), False
    for node in statements:
        written = ast.unparse(node)
        if isinstance(node, ast.ImportFrom):
            if (node.module, node.level) != ("explorer.explorers", 0):
                found.append(f"import: {written}")
            imported |= {alias.asname or alias.name for alias in node.names}
            if any(alias.asname for alias in node.names):
                found.append(f"another name: {written}")
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            called = True
            found += call_complaints(node.value, imported)
        else:
            found.append(f"neither import nor call: {written}")
    if imported != {entry.class_name}:
        found.append(f"imports {', '.join(sorted(imported)) or 'nothing'}")
    return found if called else [*found, "no call"]


def call_complaints(call, imported):
    called = call.func
    if isinstance(called, ast.Attribute) and called.attr == "from_link":
        called = called.value
    if not (isinstance(called, ast.Name) and called.id in imported):
        return [f"calls something else: {ast.unparse(call)}"]
    found = []
    for value in (*call.args, *(keyword.value for keyword in call.keywords)):
        try:
            ast.literal_eval(value)
        except ValueError:
            found.append(f"computes: {ast.unparse(value)}")
    return found


def test_every_explorer_has_a_notebook_and_every_notebook_an_explorer():
    assert [path.relative_to(FOLDER).as_posix() for path in NOTEBOOKS] == [
        f"{name}.ipynb" for name in sorted(AVAILABLE)
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_prose_and_one_call(path):
    notebook = json.loads(path.read_text("utf-8"))
    assert notebook["nbformat"] == 4
    assert complaints(notebook, AVAILABLE[path.stem]) == []


def test_the_names_are_those_of_the_package():
    from explorer import explorers

    for entry in AVAILABLE.values():
        assert entry.class_name in explorers.__all__
        assert getattr(explorers, entry.class_name).name == entry.module
    assert {entry.class_name for entry in AVAILABLE.values()} == set(explorers.__all__)


IMPORT = "from explorer.explorers import TrainXor\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (IMPORT + "TrainXor()", None),
        (IMPORT + "TrainXor(learning_rate=-0.5, tab='run')", None),
        (IMPORT + "TrainXor.from_link('momentum=0.9')", None),
        ("TrainXor()", "calls something else"),
        (IMPORT, "no call"),
        (IMPORT + "x = TrainXor()", "neither import nor call: x = TrainXor()"),
        (IMPORT + "TrainXor(seed=len('a'))", "computes: len('a')"),
        (IMPORT + "print(TrainXor())", "calls something else"),
        (IMPORT + "%matplotlib inline\nTrainXor()", "not Python"),
        (IMPORT + "import numpy\nTrainXor()", "neither import nor call: import numpy"),
        (
            "from explorer.core import x\n" + IMPORT + "TrainXor()",
            "import: from explorer",
        ),
        ("from explorer.explorers import TrainXor as T\nT()", "another name"),
        ("from explorer.explorers import Chain\nChain()", "imports Chain"),
        (IMPORT + "def f(): pass\nTrainXor()", "neither import nor call: def f()"),
        (IMPORT + "TrainXor()\n" * 6, "7 lines of code"),
    ],
)
def test_the_test_sees_what_it_should(source, expected):
    title = {"cell_type": "markdown", "source": ["# Train XOR\n"], "metadata": {}}
    code = {
        "cell_type": "code",
        "source": source,
        "outputs": [],
        "execution_count": None,
    }
    found = complaints(
        {"cells": [title, code], "metadata": {}}, AVAILABLE["10-train-xor"]
    )
    if expected is None:
        assert found == []
    else:
        assert any(expected in complaint for complaint in found)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"outputs": [{"output_type": "stream"}]}, "outputs"),
        ({"execution_count": 3}, "execution counts"),
        ({"cell_type": "raw"}, "cells of kind raw"),
        ({"source": []}, "empty cells"),
    ],
)
def test_the_test_sees_what_a_run_leaves_behind(change, expected):
    cell = {"cell_type": "code", "source": IMPORT + "TrainXor()", "outputs": []}
    notebook = {"cells": [{**cell, **change}], "metadata": {"widgets": {}}}
    found = complaints(notebook, AVAILABLE["10-train-xor"])
    assert expected in found
    assert "metadata: widgets" in found
    assert "does not begin with the title Train XOR" in found
