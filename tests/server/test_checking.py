"""``backprop-explorer check`` as a lecturer runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

from explorer.server.command_line import main

DECKS = json.loads(
    resources.files("explorer.decks")
    .joinpath("worked_examples.json")
    .read_text("utf-8")
)


@pytest.fixture
def run(tmp_path, capsys):
    """Write files, check them, and return exit code, lines and reasons."""

    def run(*files):
        paths = []
        for place, content in enumerate(files):
            path = tmp_path / f"slides{place}.json"
            text = content if isinstance(content, str) else json.dumps(content)
            path.write_text(text, "utf-8")
            paths.append(str(path))
        code = main(["check", *paths])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out.splitlines(), said.err.splitlines()

    return run


def mine(x, z):
    nodes = [
        {"id": "y", "expr": "x + x**3", "args": ["x"]},
        {"id": "z", "expr": "y**2", "args": ["y"]},
    ]
    given = {"graph": {"inputs": {"x": x}, "nodes": nodes}}
    return {"id": "mine", "given": given, "expected": {"z": {"value": z}}}


def test_without_a_file_it_checks_the_decks():
    command = [sys.executable, "-m", "explorer.server.command_line", "check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "78 of 78 match\n")
    assert done.stderr == ""


def test_it_starts_without_voila():
    code = (
        "import sys; from explorer.server.command_line import main; main(['check']);"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert "numpy" in loaded
    assert not {"voila", "jupyter_server", "tornado", "matplotlib"} & loaded


def test_a_copy_of_the_decks_works_and_a_slip_in_it_is_named(run):
    assert run(DECKS)[:2] == (0, ["78 of 78 match"])
    changed = json.loads(json.dumps(DECKS))
    [entry] = [entry for entry in changed if entry["id"] == "S3-26"]
    entry["expected"]["W1"]["value"][1][0] *= 1.01
    code, lines, reasons = run(changed)
    assert (code, len(lines), reasons) == (1, 2, [])
    assert lines[0].startswith("S3-26: W1[1][0]: expected -6.639")
    assert ", computed -6.57363912172" in lines[0]
    assert lines[1] == "77 of 78 match"


def test_it_compares_with_what_it_computes_from_given(run):
    """The same expectation is right for one x and wrong for another."""
    assert run([mine(1.0, 4.0)]) == (0, ["1 of 1 match"], [])
    assert run([mine(2.0, 100.0)]) == (0, ["1 of 1 match"], [])
    lines = ["mine: z: expected 4.0, computed 100.0", "0 of 1 match"]
    assert run([mine(2.0, 4.0)]) == (1, lines, [])


def test_several_files_are_told_apart_and_counted_together(run):
    code, lines, reasons = run([mine(2.0, 4.0)], [mine(1.0, 4.0)])
    assert (code, reasons) == (1, [])
    assert lines[0].endswith("slides0.json: mine: z: expected 4.0, computed 100.0")
    assert lines[1] == "1 of 2 match"


def test_an_unusable_file_outranks_a_wrong_value(run):
    code, lines, reasons = run([mine(2.0, 4.0)], "{", [mine(1.0, 4.0)])
    assert (code, lines[-1]) == (2, "1 of 2 match")
    assert len(reasons) == 1
    assert "slides1.json: it is not JSON" in reasons[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "it is not JSON: Expecting value at line 1, column 1."),
        ([{"id": "mine"}], "mine must have given, an object."),
        ([{**mine(1.0, 4.0), "given": {"a": 1}}], "mine: given must have one of graph"),
        ("[" + " " * 2**24 + "]", "it has more than 16 MB."),
    ],
)
def test_garbage_is_one_sentence_and_exit_2(run, content, said):
    code, _, reasons = run(content)
    assert code == 2
    assert len(reasons) == 1
    assert reasons[0].startswith("backprop-explorer: ")
    assert said in reasons[0]


def test_what_is_no_file_or_no_text_is_a_sentence(tmp_path, capsys):
    binary = tmp_path / "picture.png"
    binary.write_bytes(b"\x89PNG\xff")
    codes = [main(["check", str(p)]) for p in (tmp_path / "no", tmp_path, binary)]
    assert codes == [2, 2, 2]
    reasons = capsys.readouterr().err.splitlines()
    assert len(reasons) == 3
    assert "No such file" in reasons[0]
    assert "it is not text in UTF-8" in reasons[2]


def test_an_expression_cannot_call_anything(run, tmp_path):
    mark = tmp_path / "mark"
    entry = mine(1.0, 4.0)
    for expr in (f"open('{mark}', 'w')", "__import__('os')", "x.__class__", "y()"):
        entry["given"]["graph"]["nodes"][0]["expr"] = expr
        code, _, reasons = run([entry])
        assert code == 2
        assert "mine: Node y, character" in reasons[0]
    assert not mark.exists()


def test_a_name_with_any_character_stays_on_its_line(run):
    code, lines, _ = run([{**mine(2.0, 4.0), "id": "a\n\ud800"}])
    assert (code, len(lines)) == (1, 2)
    assert lines[0].startswith("'a\\n\\ud800': z: expected 4.0")


def test_the_readme_s_example_is_right(run):
    text = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    written = text.partition("```json\n")[2].partition("```")[0]
    assert run(written) == (0, ["1 of 1 match"], [])


def test_its_help_says_what_the_exit_codes_mean(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["check", "--help"])
    assert ended.value.code == 0
    assert "1 a value differs, 2 a file cannot be used" in (
        " ".join(capsys.readouterr().out.split())
    )
