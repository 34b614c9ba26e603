#!/usr/bin/env python3
"""Run the drawing calls that notebooks make most, unchanged: each must draw, without an error or a warning.

    plots.py KERNEL
"""
import base64
import json
import os
import sys
import unittest

from cells import CellCase
from counts import record

SETUP = """
import numpy as np
import torch
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import plotly.io as pio
import matplotlib.pyplot as plt
import seaborn as sns
from plotly.subplots import make_subplots
torch.manual_seed(0)
pio.renderers.default = "notebook_connected"
m, t = torch.randn(4, 6), torch.linspace(0, 6, 40)
frame = pd.DataFrame({"layer": [0, 1, 2, 0, 1, 2], "p": [.1, .4, .9, .2, .3, .5], "kind": ["a"] * 3 + ["b"] * 3})
def to_numpy(tensor): return tensor.detach().cpu().numpy()
def imshow(tensor, renderer=None, xaxis="", yaxis="", **kwargs):
    px.imshow(to_numpy(tensor), color_continuous_midpoint=0.0, color_continuous_scale="RdBu",
              labels={"x": xaxis, "y": yaxis}, **kwargs).show(renderer)
"""

PLOTLY = {
    "imshow": 'px.imshow(m, color_continuous_scale="RdBu", color_continuous_midpoint=0.0, labels=dict(x="a", y="b", color="c"), '
              'x=list("abcdef"), y=["r", "s", "t", "u"], title="title", height=400, width=600, aspect="auto", text_auto=".2f")',
    "imshow with limits": 'px.imshow(to_numpy(m), zmin=-1, zmax=1, origin="lower", template="simple_white")',
    "imshow in facets": 'px.imshow(torch.randn(3, 4, 4), facet_col=0, facet_col_wrap=2, color_continuous_midpoint=0)',
    "imshow as notebooks wrap it": 'imshow(m, xaxis="position", yaxis="layer", title="patching")',
    "line": 'px.line(x=t, y=t.sin(), labels={"x": "time", "y": "value"}, title="a line", template="simple_white", width=700)',
    "line of numbers": 'px.line([1.0, 3.0, 2.0], markers=True, log_y=True)',
    "line of several": 'px.line({"a": [1, 2, 3], "b": [3, 2, 1]})',
    "line of a table": 'px.line(frame, x="layer", y="p", color="kind", title="by kind")',
    "scatter": 'px.scatter(x=to_numpy(t), y=to_numpy(t ** 2), labels={"x": "a"}, title="scatter", color=to_numpy(t))',
    "scatter of a table": 'px.scatter(frame, x="layer", y="p", color="kind", hover_name="kind", hover_data=["p"], opacity=0.5)',
    "histogram": 'px.histogram(x=torch.randn(200), nbins=20, title="histogram")',
    "histogram of a table": 'px.histogram(frame, x="p", color="kind", barmode="overlay", opacity=0.7)',
    "bar": 'px.bar(x=["a", "b", "c"], y=[3, 1, 2], title="bars", color=["u", "v", "u"], text=[3, 1, 2])',
    "bar of a table": 'px.bar(frame, x="layer", y="p", color="kind", barmode="group", orientation="v")',
    "box": 'px.box(frame, x="kind", y="p")',
    "strip": 'px.strip(frame, x="kind", y="p")',
    "go.Scatter": 'fig = go.Figure()\nfig.add_trace(go.Scatter(x=[1, 2], y=[3, 4], mode="lines+markers", name="a", '
                  'line=dict(color="red", dash="dash", width=2)))\nfig.add_trace(go.Scatter(x=[1, 2], y=[4, 3], mode="markers", '
                  'marker=dict(size=10, color=[1, 2], colorscale="Viridis", showscale=True)))\n'
                  'fig.update_layout(title="t", xaxis_title="x", yaxis_title="y", legend=dict(orientation="h"), showlegend=True, '
                  'margin=dict(l=0, r=0), width=600, height=400, template="plotly_white", font=dict(size=12))\nfig.show()',
    "go.Heatmap": 'go.Figure(data=go.Heatmap(z=m.tolist(), x=list("abcdef"), colorscale="RdBu", zmid=0, text=m.tolist(), '
                  'texttemplate="%{text:.1f}", colorbar=dict(title="c"), hoverongaps=False))',
    "go.Bar": 'fig = go.Figure([go.Bar(x=["a", "b"], y=[1, 2], name="one"), go.Bar(x=["a", "b"], y=[2, 1], name="two", '
              'error_y=dict(type="data", array=[.1, .2]))])\nfig.update_layout(barmode="stack")\nfig',
    "go.Histogram": 'go.Figure(go.Histogram(x=torch.randn(100).tolist(), nbinsx=10, histnorm="probability"))',
    "update_traces": 'fig = px.scatter(x=[1, 2], y=[2, 1])\nfig.update_traces(marker=dict(size=12, color="green"), '
                     'selector=dict(mode="markers"))\nfig.update_xaxes(title_text="a", tickvals=[1, 2], ticktext=["one", "two"], '
                     'showgrid=False, tickangle=45, range=[0, 3])\nfig.update_yaxes(title="b", autorange="reversed", '
                     'type="linear")\nfig.show()',
    "make_subplots": 'fig = make_subplots(rows=1, cols=2, subplot_titles=("left", "right"), shared_yaxes=True)\n'
                     'fig.add_trace(go.Scatter(y=[1, 2, 3]), row=1, col=1)\nfig.add_trace(go.Heatmap(z=[[1, 2], [3, 4]], '
                     'coloraxis="coloraxis"), row=1, col=2)\nfig.update_layout(coloraxis=dict(colorscale="RdBu", cmid=0))\nfig.show()',
    "shapes": 'fig = px.line([1, 2, 3])\nfig.add_hline(y=2, line_dash="dot", annotation_text="two")\nfig.add_vline(x=1, '
              'line_color="red", line_width=2)\nfig.add_shape(type="rect", x0=0, y0=1, x1=1, y1=2, line=dict(color="blue"))\n'
              'fig.add_annotation(x=1, y=2, text="here", showarrow=True)\nfig.show()',
}

MATPLOTLIB = {
    "legend of handles": "from matplotlib.patches import Patch\nfrom matplotlib.lines import Line2D\nplt.plot([1, 2], [1, 2])\n"
                         "plt.legend(handles=[Patch(color='red', label='a'), Line2D([0], [0], color='blue', label='b')])",
    "bars of columns": "frame.plot.bar(x='kind', y=['layer', 'p'])\nplt.show()",
    "scatter of columns": "frame.plot(x='layer', y='p', kind='scatter', title='t')\nplt.show()",
    "scatter with a colour bar": "plt.scatter([1, 2], [3, 4], c=[0.1, 0.9])\nplt.colorbar(label='p')\nplt.show()",
    "violins, contours, spans": "plt.violinplot([[1, 2, 3]])\nplt.axhspan(0, 1)\nplt.show()\nplt.contourf([[1, 2], [3, 4]])\nplt.show()",
    "boxes and densities": "sns.boxplot(data=frame, x='kind', y='p')\nplt.show()\nsns.kdeplot(frame['p'])\nplt.show()",
    "plot": 'plt.figure(figsize=(6, 3), dpi=100)\nplt.plot(t, t.sin(), "r--", label="sin", linewidth=2, marker="o", markersize=3, '
            'alpha=.8)\nplt.plot(t.cos().numpy(), color="C1", label="cos")\nplt.title("waves", fontsize=14)\nplt.xlabel("t")\n'
            'plt.ylabel("y", rotation=90)\nplt.legend(loc="upper right")\nplt.grid(True)\nplt.xlim(0, 5)\nplt.ylim(-1, 1)\n'
            'plt.axhline(0, color="k", linestyle=":")\nplt.axvline(x=3)\nplt.tight_layout()\nplt.show()',
    "imshow": 'plt.imshow(m, cmap="RdBu", vmin=-1, vmax=1, aspect="auto", interpolation="nearest", origin="lower")\n'
              'plt.colorbar(label="value")\nplt.xticks(range(6), list("abcdef"), rotation=45, ha="right")\n'
              'plt.yticks([0, 1, 2, 3])\nplt.show()',
    "subplots": 'fig, axes = plt.subplots(2, 2, figsize=(8, 6), sharex=True)\naxes[0, 0].imshow(m)\naxes[0][1].plot([1, 2])\n'
                'axes.flatten()[2].bar(["a", "b"], [1, 2], color="teal")\nax = axes[1, 1]\nax.scatter([1, 2], [2, 1], c=[0, 1], '
                's=40, cmap="viridis")\nax.set_title("scatter")\nax.set_xlabel("x")\nax.set_ylabel("y")\nax.set_xticks([1, 2])\n'
                'ax.set_xticklabels(["one", "two"], rotation=30)\nax.set_xlim(0, 3)\nax.legend(["points"])\nax.invert_yaxis()\n'
                'ax.grid(alpha=.3)\nax.spines["top"].set_visible(False)\nfig.suptitle("four")\nfig.tight_layout()\nplt.show()',
    "axes": 'fig, ax = plt.subplots()\nim = ax.imshow(m.numpy(), cmap="viridis")\nfig.colorbar(im, ax=ax)\n'
            'for i in range(4):\n    ax.text(0, i, f"{m[i, 0]:.1f}", ha="center", va="center", color="w")\n'
            'ax.set(xlabel="a", ylabel="b", title="c")\nplt.show()',
    "hist": 'plt.hist(torch.randn(300).numpy(), bins=30, alpha=.5, density=True, label="a", edgecolor="black")\nplt.show()',
    "bar": 'plt.bar(range(3), [1, 2, 3], width=.4, yerr=[.1, .2, .3], tick_label=["a", "b", "c"])\nplt.barh(["u", "v"], [1, 2])\nplt.show()',
    "scatter": 'plt.scatter([1, 2, 3], [3, 1, 2], c=["r", "g", "b"], marker="x", s=[10, 20, 30], label="p")\nplt.show()',
    "fill_between": 'plt.fill_between([0, 1, 2], [0, 1, 0], [1, 2, 1], alpha=.3, color="C2")\nplt.errorbar([0, 1], [1, 2], yerr=.2, '
                    'fmt="o", capsize=3)\nplt.semilogy([1, 10, 100])\nplt.show()',
    "pcolormesh": 'plt.pcolormesh(m, cmap="coolwarm")\nplt.colorbar()\nplt.show()',
    "shown at the end of the cell": 'plt.plot([1, 2, 3]);',
    "sns.heatmap": 'plt.figure(figsize=(5, 4))\nsns.heatmap(m.numpy(), annot=True, fmt=".1f", cmap="coolwarm", center=0, vmin=-1, '
                   'vmax=1, xticklabels=list("abcdef"), yticklabels=False, cbar_kws={"label": "v"}, linewidths=.5, square=True)\n'
                   'plt.title("heat")\nplt.show()',
    "sns lines and bars": 'sns.set_theme(style="whitegrid")\nsns.lineplot(data=frame, x="layer", y="p", hue="kind")\nplt.show()\n'
                          'sns.barplot(data=frame, x="kind", y="p")\nplt.show()',
}

CIRCUITSVIS = {
    "attention_patterns": 'cv.attention.attention_patterns(tokens=words, attention=weights)',
    "attention_heads": 'cv.attention.attention_heads(attention=weights, tokens=words, attention_head_names=["L0H0", "L0H1"])',
    "attention_pattern": 'cv.attention.attention_pattern(tokens=words, attention=weights[0])',
    "colored_tokens": 'cv.tokens.colored_tokens(words, torch.tensor([.1, -.2, .3]))',
    "colored_tokens_multi": 'cv.tokens.colored_tokens_multi(words, torch.randn(3, 2), labels=["a", "b"])',
    "token_log_probs": 'cv.logits.token_log_probs(torch.tensor([0, 1, 2]), torch.randn(3, 3).log_softmax(-1), lambda i: "abc"[i])',
}


class Plots(CellCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        failure = cls().run_cell(SETUP).traceback
        assert not failure, failure

    def drawn(self, name, cell):
        answer = self.run_cell(cell)
        self.assertEqual((answer.traceback, answer.stderr), ("", ""), name)
        self.assertTrue(answer.bundles, f"{name} shows nothing")
        for bundle in answer.bundles:
            self.assertTrue(base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG"), name)
            self.assertTrue(bundle["text/plain"].strip(), name)
            if "application/vnd.vegalite.v5+json" in bundle:
                self.assertIn("v5", bundle["application/vnd.vegalite.v5+json"]["$schema"], name)
        return answer.bundles

    def test_plotly(self):
        for name, cell in PLOTLY.items():
            with self.subTest(name):
                self.drawn(name, cell)

    def test_matplotlib_and_seaborn(self):
        for name, cell in MATPLOTLIB.items():
            with self.subTest(name):
                self.drawn(name, cell)

    def test_circuitsvis(self):
        self.run_cell('import circuitsvis as cv\nwords = ["The", " cat", " sat"]\nweights = torch.rand(2, 3, 3).tril().softmax(-1)')
        for name, cell in CIRCUITSVIS.items():
            with self.subTest(name):
                answer = self.run_cell(cell)
                self.assertEqual((answer.traceback, answer.stderr), ("", ""), name)
                self.assertIn("text/html", answer.result, name)

    def test_titles_labels_scales_and_middles_arrive_in_the_document(self):
        plot, = self.drawn("imshow", PLOTLY["imshow"])
        document = json.dumps(plot["application/vnd.vegalite.v5+json"])
        for word in ('"title"', '"a"', '"b"', '"c"', "#67001f", "#053061"):
            self.assertIn(word, document)
        facets, = self.drawn("facets", PLOTLY["imshow in facets"])
        self.assertEqual(len(facets["application/vnd.vegalite.v5+json"]["concat"]), 3)

    def test_a_figure_that_is_the_last_expression_is_shown_once(self):
        self.assertEqual(len(self.run_cell("fig, ax = plt.subplots()\nax.plot([1, 2])\nfig").bundles), 1)
        self.assertEqual(len(self.run_cell("px.line([1, 2])").bundles), 1)

    def test_a_figure_that_cannot_be_drawn_is_an_error_of_the_cell(self):
        self.assertIn("is not a valid value for color", self.run_cell("plt.plot([1, 2], color='nocolor')").traceback)

    def test_files(self):
        for cell, name, start in (("plt.plot([1, 2])\nplt.savefig('a.png', dpi=200, bbox_inches='tight')\nplt.close()", "a.png", b"\x89PNG"),
                                  ("plt.plot([1, 2])\nplt.savefig('a.svg')\nplt.close('all')", "a.svg", b"<?xml"),
                                  ("px.line([1, 2]).write_image('b.png', scale=2)", "b.png", b"\x89PNG"),
                                  ("px.line([1, 2]).write_image('b.svg')", "b.svg", b"<?xml"),
                                  ("px.line([1, 2]).write_html('b.html', include_plotlyjs='cdn')", "b.html", b"<!DOCTYPE html>")):
            answer = self.run_cell(cell)
            self.assertEqual((answer.traceback, answer.bundles), ("", []), name)
            with open(os.path.join(self.folder.name, name), "rb") as file:
                self.assertTrue(file.read().startswith(start), name)

    def test_a_keyword_without_effect_is_named_once_and_taste_is_not(self):
        cell = "px.histogram(frame, x='p', marginal='rug', template='plotly_dark')"
        answer = self.run_cell(cell)
        self.assertEqual((answer.traceback, answer.stderr), ("", "px.histogram: the keyword 'marginal' has no effect here\n"))
        self.assertIn("image/png", answer.bundles[-1])
        self.assertEqual(self.run_cell(cell).stderr, "")

    def test_a_table_of_twenty_rows_reads_as_in_pandas(self):
        answer = self.run_cell("table = pd.DataFrame({'layer': range(20), 'p': [i / 8 for i in range(20)], "
                               "'token': [f't{i}' for i in range(20)]})\ntable.sort_values('p', ascending=False).head(3)")
        self.assertEqual(answer.result["text/plain"], "    layer      p token\n19     19  2.375   t19\n18     18  2.250   t18\n"
                                                      "17     17  2.125   t17")
        lines = self.run_cell("table").result["text/plain"].split("\n")
        self.assertEqual((len(lines), lines[0], lines[1], lines[20]),
                         (21, "    layer      p token", "0       0  0.000    t0", "19     19  2.375   t19"))


if __name__ == "__main__":
    result = unittest.main(argv=sys.argv[:1], exit=False, verbosity=0).result
    failed = len(result.failures) + len(result.errors)
    record("plots", result.testsRun - failed, failed)
    sys.exit(1 if failed else 0)
