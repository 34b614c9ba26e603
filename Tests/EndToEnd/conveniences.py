#!/usr/bin/env python3
"""Check help, completion, magics, history, diagnostics and rich output as a notebook sees them.

    conveniences.py KERNEL
"""
import os
import sys
import time
import unittest

from jupyter_client.manager import start_new_kernel

from cells import KERNEL, CellCase
from counts import record

MODEL = """
import torch
from collections import OrderedDict
from nnsight import NNsight
net = torch.nn.Sequential(OrderedDict([('layer1', torch.nn.Linear(5, 10)), ('layer2', torch.nn.Linear(10, 2))]))
model = NNsight(net)
"""


class Conveniences(CellCase):
    def complete(self, code, cursor=None):
        reply = self.client.complete(code, len(code) if cursor is None else cursor, reply=True, timeout=30)["content"]
        return reply

    def matches(self, code):
        return self.complete(code)["matches"]

    def inspect(self, code, cursor=None, detail=0):
        cursor = len(code) if cursor is None else cursor
        reply = self.client.inspect(code, cursor, detail_level=detail, reply=True, timeout=30)["content"]
        return reply["data"].get("text/plain") if reply["found"] else None

    # Completion

    def test_names_attributes_and_keywords(self):
        self.run_cell("import math\nvalue_of_mine = 3\ndef made(alpha, beta=2): return alpha")
        self.assertEqual(self.matches("value_of"), ["value_of_mine"])
        self.assertIn("sqrt", self.matches("math.sq"))
        self.assertIn("append", self.matches("[1, 2].app"))
        self.assertIn("upper", self.matches("'text'.up"))
        self.assertIn("beta=", self.matches("made(1, be"))
        self.assertNotIn("beta=", self.matches("made(1, beta=3, be"))
        self.assertIn("while", self.matches("whi"))

    def test_completion_runs_no_code_of_the_user(self):
        self.run_cell("ran = []\nclass Loud:\n    @property\n    def child(self): ran.append(1); return 'x'\n"
                      "    def __getattr__(self, name): ran.append(name); raise AttributeError(name)\nloud = Loud()\n"
                      "def effect(): ran.append('called')")
        self.assertIn("child", self.matches("loud.ch"))
        self.matches("loud.child.up")
        self.matches("effect().x")
        self.assertEqual(self.run_cell("ran").result["text/plain"], "[]")

    def test_modules_show_their_shapes_after_a_scan(self):
        self.run_cell(MODEL + "with model.scan(torch.zeros(1, 5)):\n    hidden = model.layer1.output")
        reply = self.complete("model.lay")
        self.assertEqual(reply["matches"], ["layer1", "layer2"])
        kinds = [item["type"] for item in reply["metadata"]["_jupyter_types_experimental"]]
        self.assertEqual(kinds, ["[1, 10]", "[1, 2]"])

    def test_modules_show_their_shapes_after_a_scan_that_reads_nothing(self):
        self.run_cell(MODEL + "with model.scan(torch.zeros(3, 5)): pass")
        kinds = [item["type"] for item in self.complete("model.lay")["metadata"]["_jupyter_types_experimental"]]
        self.assertEqual(kinds, ["[3, 10]", "[3, 2]"])
        self.assertIn("Output:     [3, 10]", self.inspect("model.layer1"))

    def test_keys_files_imports_and_magics(self):
        self.run_cell("table = {'alpha': 1, 'beta': 2, 3: 4}")
        self.assertEqual(self.matches("table['al"), ["alpha"])
        self.assertIn("'beta'", self.matches("table["))
        self.write("words.txt", "a b")
        os.makedirs(os.path.join(self.folder.name, "folder"), exist_ok=True)
        self.assertEqual(self.matches("open('wor"), ["words.txt"])
        self.assertIn("folder/", self.matches("open('fo"))
        self.assertIn("itertools", self.matches("import itert"))
        self.assertIn("nn", self.matches("from torch import n"))
        self.assertIn("%timeit", self.matches("%ti"))
        self.assertEqual(self.matches("%%writ"), ["%%writefile"])

    # Help

    def test_help_shows_signature_summary_example_and_shapes(self):
        self.run_cell("import torch")
        page = self.run_cell("torch.argmax?").pages[0]
        self.assertIn("Signature:  torch.argmax(", page)
        self.assertIn("Example:    torch.argmax(torch.tensor([[1., 5.], [7., 2.]]), dim=1)  # tensor([1, 0])", page)
        self.assertIn("Shapes:", page)
        self.assertIn("Errors:", page)

    def test_help_shows_the_source_of_user_functions(self):
        self.run_cell('def doubled(x, times=2):\n    """Twice as much."""\n    return x * times')
        self.assertIn("Docstring:  Twice as much.", self.run_cell("?doubled").pages[0])
        self.assertNotIn("return x * times", self.run_cell("doubled?").pages[0])
        self.assertIn("    return x * times", self.run_cell("doubled??").pages[0])
        self.assertIn("Object `nowhere` not found.", self.run_cell("nowhere?").stdout)
        self.assertIn("doubled(x, times=2)", self.inspect("doubled(1, "))

    def test_help_of_a_module_tells_its_shape(self):
        self.run_cell(MODEL + "with model.trace(torch.zeros(1, 5)):\n    hidden = model.layer1.output.save()")
        self.assertIn("[1, 10]", self.inspect("model.layer1"))

    # Results of cells

    def test_results_are_kept_under_their_names(self):
        first = self.run_cell("40 + 2")
        self.assertEqual(first.result["text/plain"], "42")
        self.assertEqual(self.run_cell("_ + 1").result["text/plain"], "43")
        self.assertEqual(self.run_cell("__").result["text/plain"], "42")
        self.assertEqual(self.run_cell("In[-2]").result["text/plain"], "'__'")
        self.assertEqual(self.run_cell("len(Out) > 2").result["text/plain"], "True")

    def test_classes_choose_how_they_look(self):
        cell = """
class Rich:
    def _repr_html_(self): return '<b>1</b>'
    def _repr_markdown_(self): return '**1**'
    def _repr_png_(self): return b'\\x89PNG'
class Own:
    def _ipython_display_(self): print('shown')
class Bundle:
    def _repr_mimebundle_(self, include=None, exclude=None): return {'text/plain': 'plain', 'text/html': '<i>2</i>'}
class Broken:
    def __repr__(self): return 'broken'
    def _repr_html_(self): raise ValueError('no')
"""
        self.run_cell(cell)
        rich = self.run_cell("Rich()").result
        self.assertEqual((rich["text/html"], rich["text/markdown"], rich["image/png"]), ("<b>1</b>", "**1**", "iVBORw=="))
        own = self.run_cell("Own()")
        self.assertEqual((own.stdout, own.result), ("shown\n", None))
        self.assertEqual(self.run_cell("Bundle()").result, {"text/plain": "plain", "text/html": "<i>2</i>"})
        broken = self.run_cell("Broken()")
        self.assertEqual(broken.result, {"text/plain": "broken"})
        self.assertIn("ValueError: no", broken.stderr.replace("\x1b[31m", "").replace("\x1b[0m", ""))

    def test_displays_are_updated_in_place(self):
        answer = self.run_cell("handle = display('a', display_id=True)\nhandle.update('b')")
        self.assertEqual(answer.displays, [{"text/plain": "'a'"}])
        self.assertEqual(answer.updates, [{"text/plain": "'b'"}])

    def test_progress_bars_end_as_one_line(self):
        answer = self.run_cell("from tqdm.auto import tqdm\nfor i in tqdm(range(3), desc='x'): pass")
        self.assertEqual(len(answer.displays), 1)
        self.assertTrue(answer.displays[0]["text/plain"].startswith("x:   0%|          | 0/3 "), answer.displays)
        self.assertTrue(answer.updates[-1]["text/plain"].startswith("x: 100%|██████████| 3/3 "), answer.updates)
        self.assertEqual(answer.stderr, "")

    def test_progress_appears_at_once_and_is_updated_in_place(self):
        answer = self.run_cell("import time\nfrom tqdm import tqdm\nfor i in tqdm(range(8)): time.sleep(0.15)")
        self.assertEqual(len(answer.displays), 1)
        self.assertIn("  0%|          | 0/8 [00:00<", answer.displays[0]["text/plain"])
        self.assertTrue(any("| 4/8 [00:00<" in update["text/plain"] for update in answer.updates), answer.updates)
        self.assertIn("100%|██████████| 8/8 ", answer.updates[-1]["text/plain"])

    def test_reset_gives_back_what_out_holds(self):
        self.run_cell("import torch\nresult = 7\nresult")
        answer = self.run_cell("%reset -f out\nprint(len(Out), '_' in globals(), result)")
        self.assertEqual(answer.stdout, "0 False 7\n")
        self.assertEqual(self.run_cell("%reset -f\nprint('result' in globals(), len(Out))").stdout, "False 0\n")

    # Magics

    def test_timing(self):
        self.assertIn("Wall time:", self.run_cell("%time sum(range(10))").stdout)
        answer = self.run_cell("%%time\ntotal = 5\ntotal + 1")
        self.assertEqual(answer.result["text/plain"], "6")
        self.assertIn("CPU times:", answer.stdout)
        self.assertRegex(self.run_cell("%timeit -n 10 -r 2 sum([1, 2])").stdout,
                         r"per loop \(mean ± std. dev. of 2 runs, 10 loops each\)")
        self.assertIn("per loop", self.run_cell("%%timeit -n 2 -r 1\nx = 1\nx += 1").stdout)

    def test_captured_cells(self):
        self.assertEqual(self.run_cell("%%capture kept\nprint('hidden')\ndisplay(5)").stdout, "")
        self.assertEqual(self.run_cell("kept.stdout").result["text/plain"], r"'hidden\n'")
        self.assertEqual(self.run_cell("kept()").stdout, "hidden\n")
        self.assertEqual(self.run_cell("len(kept.outputs)").result["text/plain"], "1")

    def test_names_are_listed_and_forgotten(self):
        self.run_cell("%reset -f")
        self.run_cell("number = 3\nwords = ['a', 'b']")
        self.assertEqual(self.run_cell("%who").stdout.split(), ["number", "words"])
        self.assertEqual(self.run_cell("%who int").stdout.split(), ["number"])
        self.assertIn("words      list   n=2", self.run_cell("%whos").stdout)
        self.run_cell("import torch\nbig = torch.zeros(1000)")
        self.assertRegex(self.run_cell("%mem").stdout, r"big +Tensor +4\.0 kB")
        self.run_cell("%reset -f")
        self.assertEqual(self.run_cell("number").error["ename"], "NameError")

    def test_the_world_around(self):
        self.assertEqual(self.run_cell("%env NAME_OF_TEST=value").stdout, "env: NAME_OF_TEST=value\n")
        self.assertEqual(self.run_cell("%env NAME_OF_TEST").result["text/plain"], "'value'")
        before = self.run_cell("%pwd").result["text/plain"].strip("'")
        self.assertEqual(self.run_cell("%cd ..").stdout.strip(), os.path.dirname(before))
        self.assertEqual(self.run_cell("%cd -").stdout.strip(), before)
        self.assertEqual(self.run_cell("!echo one; echo two").stdout, "one\ntwo\n")
        self.assertEqual(self.run_cell("lines = !printf 'a\\nb\\n'\nlines").result["text/plain"], "['a', 'b']")
        self.run_cell("word = 'hello'")
        self.assertEqual(self.run_cell("!echo {word} $word").stdout, "hello hello\n")
        self.assertIn("Nothing to install", self.run_cell("!pip install torch").stdout)
        self.assertIn("Nothing to install", self.run_cell("%pip install torch").stdout)
        self.write("script.py", "answer = 41 + 1\n")
        self.run_cell("%run script.py")
        self.assertEqual(self.run_cell("answer").result["text/plain"], "42")
        self.assertEqual(self.run_cell("%%writefile made.txt\nline").stdout, "Writing made.txt\n")

    def test_accepted_and_unknown_magics(self):
        for line in ("%load_ext autoreload", "%config InlineBackend.figure_format = 'retina'", "%matplotlib inline"):
            answer = self.run_cell(line)
            self.assertIsNone(answer.error)
            self.assertEqual(answer.stdout.count("\n"), 1)
        self.assertIn("%%capture", self.run_cell("%lsmagic").stdout)
        unknown = self.run_cell("%tme 1")
        self.assertEqual(unknown.error["ename"], "UsageError")
        self.assertIn("Line magic function `%tme` not found.", unknown.error["evalue"])
        self.assertIn("did you mean '%time'?", unknown.traceback)

    def test_user_modules_are_loaded_again(self):
        self.write("my_helpers.py", "VALUE = 1\ndef get(): return VALUE\n")
        self.run_cell("import importlib, my_helpers\nfrom my_helpers import get")
        self.assertEqual(self.run_cell("get()").result["text/plain"], "1")
        time.sleep(0.02)
        self.write("my_helpers.py", "VALUE = 2\ndef get(): return VALUE\n")
        self.run_cell("importlib.reload(my_helpers)")
        self.assertEqual(self.run_cell("my_helpers.get()").result["text/plain"], "2")
        self.run_cell("%load_ext autoreload\n%autoreload 2")
        time.sleep(0.02)
        self.write("my_helpers.py", "VALUE = 3\ndef get(): return VALUE * 10\n")
        self.assertEqual(self.run_cell("get()").result["text/plain"], "30")
        self.run_cell("%autoreload 0")

    # The end

    def test_exit_asks_for_the_end_of_the_kernel(self):
        for cell in ("exit", "quit()"):
            manager, client = start_new_kernel(kernel_name=KERNEL, cwd=self.folder.name)
            try:
                own, self.client = self.client, client
                answer = self.run_cell(cell)
            finally:
                self.client = own
            self.assertTrue(answer.asks_exit)
            self.assertIsNone(answer.error)
            for _ in range(100):
                if not manager.is_alive():
                    break
                time.sleep(0.1)
            self.assertFalse(manager.is_alive())
            client.stop_channels()

    # Errors

    def test_errors_point_at_the_words(self):
        error = self.run_cell("x = 1\nundefined_name + x").error
        plain = "\n".join(error["traceback"]).replace("\x1b[31m", "").replace("\x1b[34m", "").replace("\x1b[0m", "")
        self.assertRegex(plain, r"Cell In\[\d+\], line 2\n2 │ undefined_name \+ x\n  │ \^{14}\n")
        self.assertIn("NameError: name 'undefined_name' is not defined", plain)

    def test_errors_in_magics_keep_the_lines_of_the_cell(self):
        self.assertRegex(self.run_cell("%%time\na = 1\nmissing_one").traceback.replace("\x1b[34m", ""),
                         r"Cell In\[\d+\], line 3")

    def test_suggestions(self):
        self.run_cell("import torch\nlength = 3\ndef named(alpha): pass")
        for code, near in (("lenght", "length"), ("torch.argmx", "argmax"), ("import colections", "collections"),
                           ("named(alhpa=1)", "alpha"), ("[].apend(1)", "append")):
            self.assertIn(f"did you mean '{near}'?", self.run_cell(code).traceback, code)

    def test_syntax_errors_have_a_caret_and_help(self):
        for code, message, help in (
                ("if x == 1\n    pass", "expected ':'", None),
                ("print((1, 2)", "'(' was never closed", None),
                ("if x = 1:\n    pass", "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", None)):
            answer = self.run_cell(code)
            self.assertEqual(answer.error["ename"], "SyntaxError")
            self.assertIn(message, answer.error["evalue"] + answer.traceback)
            self.assertIn("^", answer.traceback)


if __name__ == "__main__":
    result = unittest.main(argv=sys.argv[:1], exit=False, verbosity=0).result
    failed = len(result.failures) + len(result.errors)
    record("conveniences", result.testsRun - failed, failed)
    sys.exit(1 if failed else 0)
