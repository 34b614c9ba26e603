#!/usr/bin/env python3
"""Execute notebooks with the kernel through nbclient, as a headless JupyterLab would; fail on the first error.

    notebooks.py [--kernel NAME] [--print] [--write] FILE_OR_FOLDER…

The text of each output must be the one stored in the notebook, but in a cell tagged `varies`; decimal numbers may differ in
their last digits, as processors round products of matrices in different orders. A cell tagged
`raises-exception` must raise. --print shows each cell and its outputs as text; --write stores the outputs.

A notebook tagged `long` in its metadata takes minutes: a test runs a few steps of it, as its environment variables say,
into a folder that is removed. With --write it runs whole.
"""
import argparse
import copy
import math
import os
import re
import sys
import tempfile
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from counts import record


def notebook_files(paths):
    for path in paths:
        if os.path.isdir(path):
            yield from (os.path.join(path, name) for name in sorted(os.listdir(path)) if name.endswith(".ipynb"))
        else:
            yield path


def plain(output):
    """One output as text without colours."""
    if output.output_type == "stream":
        text = output.text
    elif output.output_type == "error":
        text = "\n".join(output.traceback) or f"{output.ename}: {output.evalue}"
    else:
        text = output.data.get("text/plain", f"<{', '.join(output.data)}>")
    return re.sub(r"\x1b\[[0-9;]*m", "", text).rstrip("\n")


def show(notebook):
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        print(f"\nIn [{cell.execution_count or ' '}]:")
        print("\n".join("    " + line for line in cell.source.splitlines()))
        for output in cell.outputs:
            print("\n".join("  | " + line for line in plain(output).splitlines()))
    print()


def unmet(notebook):
    """Cells that promised an error and raised none."""
    return [cell for cell in notebook.cells
            if "raises-exception" in cell.metadata.get("tags", [])
            and not any(output.output_type == "error" for output in cell.outputs)]


def texts(cell):
    """The outputs of a cell as one text, however its stream was cut into messages."""
    return "".join(plain(output) + "\n" for output in cell.outputs)


NUMBER = re.compile(r"-?\d+\.\d*(?:e[+-]\d+)?")


def alike(before, after):
    """Whether two texts are the same but for the last digits of decimal numbers."""
    numbers = zip(NUMBER.findall(before), NUMBER.findall(after))
    return NUMBER.split(before) == NUMBER.split(after) \
        and all(math.isclose(float(a), float(b), rel_tol=1e-3, abs_tol=1e-4) for a, b in numbers)


def changed(stored, notebook):
    """The first cell whose outputs are not those that were stored, as a message."""
    for before, after in zip(stored.cells, notebook.cells):
        if after.cell_type != "code" or "varies" in after.metadata.get("tags", []):
            continue
        if not alike(texts(before), texts(after)):
            return f"the outputs of a cell differ from the stored ones:\n{after.source}\n" \
                   f"-- stored\n{texts(before)}-- now\n{texts(after)}"
    return ""


def shorten(notebook, folder):
    """Have a notebook that takes minutes run a few steps only."""
    if "long" in notebook.metadata.get("tags", []):
        os.environ.update(WALKTHROUGH_STEPS="3", WALKTHROUGH_LLAMA_STEPS="2", WALKTHROUGH_FOLDER=f"{folder}/trained")


def run(path, kernel, prints, writes, folder):
    notebook = nbformat.read(path, as_version=4)
    stored = copy.deepcopy(notebook)
    started = time.time()
    if not writes:
        shorten(notebook, folder)
    client = NotebookClient(notebook, kernel_name=kernel, timeout=3600 if writes else 120,
                            resources={"metadata": {"path": os.path.dirname(os.path.abspath(path))}})
    failure = ""
    try:
        client.execute()
        if unmet(notebook):
            failure = f"a cell that should raise did not:\n{unmet(notebook)[0].source}"
        elif not writes:
            failure = changed(stored, notebook)
    except CellExecutionError as error:
        failure = re.sub(r"\x1b\[[0-9;]*m", "", str(error))
    if prints:
        show(notebook)
    if writes:
        write(notebook, path)
    cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    print(f"{'FAIL' if failure else 'ok  '} {path}: {cells} cells in {time.time() - started:.1f} s", flush=True)
    if failure:
        print(failure)
    return not failure


def write(notebook, path):
    """Store the outputs, without what changes from run to run."""
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    nbformat.write(notebook, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--kernel", default="nnsight")
    parser.add_argument("--print", action="store_true", dest="prints")
    parser.add_argument("--write", action="store_true", dest="writes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        results = [run(path, options.kernel, options.prints, options.writes, folder)
                   for path in notebook_files(options.paths)]
    record("notebooks", results.count(True), results.count(False))
    sys.exit(0 if results and all(results) else 1)


if __name__ == "__main__":
    main()
