#!/usr/bin/env python3
"""Check how results look where notebooks are read: in nbconvert's pages, on GitHub, in a notebook that is not trusted, in a
console; and that they stay small.

    renderers.py KERNEL
"""
import base64
import re
import sys
import unittest

import nbformat
from nbconvert import HTMLExporter

from cells import CellCase
from counts import record
from sanitizer import Canonical, Reader, without_style

PROMPT = "The Eiffel Tower is in the city of"

SETUP = f"""
import time
import torch
from nnsight import LanguageModel, show

class Slow:
    # A streamer that keeps the model waiting.
    def put(self, tokens):
        time.sleep(0.06)

    def end(self):
        pass

model = LanguageModel("walkthrough-gpt2", attn_implementation="eager")
with model.trace("{PROMPT}", output_attentions=True) as tracer:
    pattern = model.transformer.h[5].attn.output[2].save()
    hidden = model.transformer.h[2].output[0].save()
    logits = model.lm_head.output.save()
with model.trace("{PROMPT}"):
    model.transformer.h[11].mlp.output[:] = 0
    ablated = model.lm_head.output.save()
tokens = [model.tokenizer.decode(t) for t in model.tokenizer.encode("{PROMPT}")]
"""

# Each renderer with a cell that uses it, and the words that must be read wherever it is shown.
RENDERERS = {
    "tensor": ("torch.tensor([[1.5, -2.0], [0.25, 3.0]])", ["1.5", "-2"], ["float32 [2, 2]"]),
    "heat map": ("hidden", ["tensor([[["], ["float32 [1, 10, 64]", "min", "sd", "blue"]),
    "module tree": ("model", ["GPT2LMHeadModel", "12 x GPT2Block"], ["GPT2LMHeadModel", "0–11 × 12", "710,464 parameters"]),
    "container": ("{'hidden': hidden, 'n': 3}", ["'hidden'", "'n': 3"], ["float32 [1, 10, 64]", "'n'", "3"]),
    "tokens": ("show.tokens(tokens, torch.linspace(-1, 1, 10), title='a ramp')", ["·Tower(-0.11)"], ["·Tower", "a ramp"]),
    "top tokens": (f"show.top_tokens(model, '{PROMPT}', k=3, baseline=ablated)", ["' Paris'", "▲"], ["' Paris'", "▲", "prob"]),
    "attention": ("show.attention(pattern, tokens, layer=5)", ["L5.H1: max", "previous"], ["L5.H1", "key by column"]),
    "one head": ("show.attention(pattern, tokens, head=1)", ["head 1: max", "←"], ["head 1", "weight"]),
    "logit lens": (f"show.logit_lens(model, '{PROMPT}')", ["·Paris", "11"], ["·Paris", "layer", "bold"]),
    "comparison": ("show.compare(logits, ablated, names=('intact', 'ablated'), tokenizer=model.tokenizer, k=3)",
                   ["KL of softmax", "' Paris'", "▼"], ["KL of softmax", "' Paris'", "ablated"]),
    "report": ("show.report(model)", ["710,464", "GPT2Tokenizer"], ["710,464", "GPT2Tokenizer", "float32"]),
    "data frame": ("import pandas as pd\npd.DataFrame({'token': ['Paris', 'Rome'], 'p': [0.75, 0.125]})",
                   ["Paris", "0.750"], ["Paris", "0.750"]),
}

PLOT = "import plotly.express as px\npx.imshow(torch.rand(4, 4), title='Four by four', color_continuous_scale='RdBu')"


class Renderers(CellCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bundles = {}
        case = cls()
        failure = case.run_cell(SETUP).traceback
        assert not failure, failure
        for name, (cell, _, _) in RENDERERS.items():
            answer = case.run_cell(cell)
            assert answer.bundles, f"{name} shows nothing: {answer.traceback}{answer.stderr}"
            cls.bundles[name] = answer.bundles[-1]

    def html(self, name):
        return self.bundles[name]["text/html"]

    def notebook(self):
        """All results in a notebook, as it would be saved."""
        cells = []
        for name, (source, _, _) in RENDERERS.items():
            output = nbformat.v4.new_output("execute_result", data=self.bundles[name], execution_count=1)
            cells.append(nbformat.v4.new_code_cell(source, outputs=[output], execution_count=1))
        return nbformat.v4.new_notebook(cells=cells)

    def test_pages_of_nbconvert_hold_every_result_on_light_and_on_dark_ground(self):
        for theme in ("light", "dark"):
            page, _ = HTMLExporter(theme=theme).from_notebook_node(self.notebook())
            self.assertIn(f'data-jp-theme-light="{str(theme == "light").lower()}"', page)
            page = Canonical(page).text
            for name in RENDERERS:
                # nbconvert writes the HTML anew; what it means must stay. No assertIn: it would print the page.
                self.assertTrue(Canonical(self.html(name)).text.strip() in page, f"{name}, {theme}")

    def test_no_colour_of_text_is_set_so_that_it_reads_on_any_ground(self):
        for name in RENDERERS:
            self.assertIsNone(re.search(r"[;\"]\s*color\s*:", self.html(name)), name)
            self.assertIsNone(re.search(r"background(-color)?:\s*(white|#fff|rgb\()", self.html(name)), name)

    def test_what_is_said_stands_without_styles_and_scripts(self):
        for name, (_, _, words) in RENDERERS.items():
            text = Reader(without_style(self.html(name))).text
            for word in words:
                self.assertIn(word, text, name)

    def test_the_sanitiser_of_jupyterlab_takes_nothing_away(self):
        for name in RENDERERS:
            self.assertEqual(Reader(self.html(name)).lost, [], name)

    def test_a_console_shows_text_that_stands_alone(self):
        for name, (_, words, _) in RENDERERS.items():
            text = self.bundles[name]["text/plain"]
            for word in words:
                self.assertIn(word, text, name)
            self.assertNotRegex(text, r"<(div|table|span|img|b)\b", name)

    def test_results_are_small(self):
        for name in RENDERERS:
            self.assertLessEqual(len(self.html(name).encode()), 32_768, name)
        answer = self.run_cell("show.logit_lens(model, 'the ' * 90)")
        self.assertLessEqual(len(answer.result["text/html"].encode()), 262_144)

    def test_forms_of_a_result_follow_the_recipe(self):
        """Never SVG beside HTML: nbconvert would take it, and JupyterLab would not."""
        for name, bundle in self.bundles.items():
            self.assertIn("text/plain", bundle, name)
            self.assertFalse({"image/svg+xml", "application/vnd.vegalite.v5+json"} & set(bundle), name)
        plot = self.run_cell(PLOT).bundles[-1]
        self.assertEqual(set(plot), {"text/plain", "image/png", "application/vnd.vegalite.v5+json"})
        self.assertTrue(base64.b64decode(plot["image/png"]).startswith(b"\x89PNG"))

    def test_the_pictures_inside_html_are_pngs_of_the_size_they_say(self):
        for name in RENDERERS:
            for data, width, height in re.findall(r'base64,([^"]+)" width="(\d+)" height="(\d+)"', self.html(name)):
                file = base64.b64decode(data)
                self.assertEqual(file[:8], b"\x89PNG\r\n\x1a\n")
                size = int.from_bytes(file[16:20], "big"), int.from_bytes(file[20:24], "big")
                self.assertEqual(size, (int(width), int(height)), name)
                self.assertEqual(file[-8:-4], b"IEND")

    # Graphs

    def test_a_graph_is_a_picture_where_graphviz_is_installed_and_says_so_where_it_is_not(self):
        bundle = self.run_cell("tracer.graph").result
        self.assertIn("%0 = ", bundle["text/plain"])
        self.assertEqual(bundle["application/vnd.nnsight.graph.v1+json"]["type_name"], "GRAPH")
        if "image/svg+xml" in bundle:
            self.assertTrue(bundle["image/svg+xml"].startswith("<svg"))
            self.assertIn("transformer.h.5.attn.output", bundle["image/svg+xml"])
            self.assertTrue(base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG"))
        text = self.run_cell("import os\npath = os.environ['PATH']\nos.environ['PATH'] = ''\ntracer.graph").result["text/plain"]
        self.run_cell("os.environ['PATH'] = path")
        self.assertIn("%0 = ", text)
        self.assertIn("no picture: Graphviz is not installed", text)

    def test_a_session_whose_graph_is_no_data_is_shown_without_a_complaint(self):
        answer = self.run_cell("with model.session() as session:\n    with model.trace('a'):\n"
                               "        hidden = model.transformer.h[0].output[0].save()\nsession.graph")
        self.assertEqual((answer.stderr, answer.traceback), ("", ""))
        self.assertIn("%0 = ", answer.result["text/plain"])

    def test_a_picture_that_is_to_be_saved_is_a_file_or_an_error(self):
        answer = self.run_cell("tracer.vis(title='saved', save=True, display=False)")
        if not answer.error:
            with open(self.path("saved.png"), "rb") as file:
                self.assertEqual(file.read(8), b"\x89PNG\r\n\x1a\n")
        answer = self.run_cell("import os\npath = os.environ['PATH']\nos.environ['PATH'] = ''\n"
                               "print(tracer.graph._repr_svg_())\ntracer.vis(save=True, display=False)")
        self.run_cell("os.environ['PATH'] = path")
        self.assertEqual(answer.stdout, "None\n")
        self.assertEqual(answer.error["ename"], "ModuleNotFoundError")
        self.assertIn("requires `graphviz` to be installed", answer.error["evalue"])

    # Streams

    def test_lines_of_the_log_come_in_order_with_prints(self):
        answer = self.run_cell(f"print('before')\nwith model.trace('{PROMPT}') as tracer:\n"
                               "    tracer.log('layer 1', model.transformer.h[1].output[0].shape)\n"
                               "    tracer.log('layer 2', model.transformer.h[2].output[0].shape)\nprint('after')")
        self.assertEqual(answer.stdout.split("\n")[:1] + answer.stdout.split("\n")[-3:], ["before", "layer 2 torch.Size([1, 10, 64])", "after", ""])
        self.assertEqual(answer.bundles, [])

    # Progress: one display, updated in place, that ends as one line

    def assert_progress(self, answer, running, ended):
        self.assertEqual(answer.traceback, "")
        self.assertEqual(len(answer.displays), 1, answer.displays)
        states = [bundle["text/plain"] for bundle in answer.displays + answer.updates]
        for state in states[:-1]:
            self.assertRegex(state, running)
        self.assertRegex(states[-1], ended)
        self.assertEqual(answer.stderr, "")
        # At most eight a second, and the last one.
        seconds = float(re.search(r"([\d.]+) s$", states[-1])[1])
        self.assertLessEqual(len(states), seconds * 8 + 2, states)

    def test_a_model_that_writes_tells_how_far_it_is(self):
        answer = self.run_cell("with model.generate('The Eiffel', max_new_tokens=20, streamer=Slow()):\n    pass")
        self.assert_progress(answer, r"^generating · \d+ of 20 tokens · [\d.]+ (s|ms)$", r"^generating · \d+ tokens in \d\.\d s$")

    def test_the_rounds_of_a_session_are_one_line(self):
        answer = self.run_cell("import nnsight, time\nwith model.session() as session:\n    with session.iter(range(8)) as i:\n"
                               "        nnsight.apply(time.sleep, 0.15)\n")
        self.assert_progress(answer, r"^session\.iter · \d of 8 · [\d.]+ (s|ms)$", r"^session\.iter · 8 in 1\.\d s$")

    def test_a_model_that_writes_inside_a_loop_has_no_line_of_its_own(self):
        answer = self.run_cell("from tqdm import tqdm\nfor i in tqdm(range(3), desc='prompts'):\n"
                               "    with model.generate('The Eiffel', max_new_tokens=5, streamer=Slow()):\n        time.sleep(0.2)")
        self.assertEqual(len(answer.displays), 1, answer.displays)
        self.assertTrue(any("prompts" in bundle["text/plain"] and " · generating · " in bundle["text/plain"]
                            for bundle in answer.displays + answer.updates), answer.updates)
        self.assertRegex(answer.updates[-1]["text/plain"], r"^prompts: 100%.*it/s\]$|^prompts: 100%.*s/it\]$")

    def test_what_is_quick_has_no_line(self):
        answer = self.run_cell("with model.generate('The Eiffel', max_new_tokens=2):\n    pass")
        self.assertEqual((answer.displays, answer.stderr), ([], ""))

    def test_an_error_names_the_line_and_what_is_wrong(self):
        traceback = re.sub(r"\x1b\[[0-9;]*m", "", self.run_cell("x = torch.ones(2, 3)\ny = x @ x").traceback)
        self.assertIn("2 │ y = x @ x", traceback)
        self.assertIn("^^^^^", traceback)
        self.assertIn("RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", traceback)
        self.assertLessEqual(len(traceback.splitlines()), 12)


if __name__ == "__main__":
    result = unittest.main(argv=sys.argv[:1], exit=False, verbosity=0).result
    failed = len(result.failures) + len(result.errors)
    record("renderers", result.testsRun - failed, failed)
    sys.exit(1 if failed else 0)
