"""Runs a notebook from beginning to end, or checks the stored outputs of several.

    python notebooks.py run NOTEBOOK          in an empty directory, where the executed one stays
    python notebooks.py check NOTEBOOK...
"""

import copy
import os
import re
import sys

import nbformat
from nbclient import NotebookClient

ABSOLUTE_PATH = re.compile(r"(?:^|[\s'\"(=:\[])(?:/|[A-Z]:\\)[\w.]", re.M)


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def texts(cell):
    """The texts that a cell has printed; pictures and their texts are left out."""
    for output in cell.outputs:
        if output.output_type == "stream":
            yield output.text
        elif output.output_type == "execute_result":
            yield output.data["text/plain"]


def pictures(cell):
    return sum("image/png" in output.get("data", {}) for output in cell.outputs)


def run(path):
    """Runs a notebook; fails on an error and on outputs that differ from the stored ones."""
    notebook = nbformat.read(path, as_version=4)
    stored = copy.deepcopy(notebook)
    NotebookClient(notebook, timeout=540, record_timing=False, coalesce_streams=True).execute()
    for cell in code(notebook):  # without the messages of a starting JVM
        cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    notebook.metadata.language_info = {"name": "python"}  # without versions, which differ
    nbformat.write(notebook, os.path.basename(path))
    for old, new in zip(code(stored), code(notebook)):
        assert pictures(old) == pictures(new), new.source
        assert list(texts(old)) == list(texts(new)), f"{new.source}\n{list(texts(new))}"
    print(f"{len(code(notebook))} cells ran")


def check(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    cells = code(notebook)
    assert [cell.execution_count for cell in cells] == [*range(1, len(cells) + 1)], path
    assert "config(map=spark_memmap.config())" in cells[0].source, path
    assert any(map(pictures, cells)), path
    for cell in cells:
        for output in cell.outputs:
            assert output.get("name") != "stderr" and output.output_type != "error", cell.source
        for text in texts(cell):
            assert not ABSOLUTE_PATH.search(text), f"{path}: {text}"
    print(f"{os.path.basename(path)} is in order")


for path in sys.argv[2:]:
    globals()[sys.argv[1]](path)
