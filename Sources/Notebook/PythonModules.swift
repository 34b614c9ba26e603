import Language

/// The plotting and table libraries that notebooks import. They are written in Python, in the folder `Python`, over the
/// native module `_figures`; a file is compiled when it is first imported.
enum PythonModules {
    static func register(with evaluator: Evaluator) {
        FigureModule.register(with: evaluator)
        ViewModule.register(with: evaluator)
        for (name, source) in sources {
            evaluator.modules.register(name, source: { String(decoding: source(), as: UTF8.self) })
        }
    }

    /// Shows the figures of pyplot that a cell left open, as IPython does at the end of each cell.
    static func showOpenFigures(_ evaluator: Evaluator) throws {
        guard let pyplot = evaluator.modules.loaded["matplotlib.pyplot"], let show = pyplot.namespace["show"] else {
            return
        }
        _ = try evaluator.call(show)
    }

    private static let sources: [(name: String, source: @Sendable () -> [UInt8])] = [
        ("_plotting", { PackageResources.plotting_values_py }),
        ("plotly", { PackageResources.plotly_py }), ("plotly.io", { PackageResources.plotly_io_py }),
        ("plotly.traces", { PackageResources.plotly_traces_py }),
        ("plotly.marks", { PackageResources.plotly_marks_py }),
        ("plotly.graph_objects", { PackageResources.plotly_graph_objects_py }),
        ("plotly.graph_objs", { PackageResources.plotly_graph_objects_py }),
        ("plotly.express", { PackageResources.plotly_express_py }),
        ("plotly.subplots", { PackageResources.plotly_subplots_py }),
        ("matplotlib", { PackageResources.matplotlib_py }),
        ("matplotlib.artist", { PackageResources.matplotlib_artist_py }),
        ("matplotlib.axes_settings", { PackageResources.matplotlib_axes_settings_py }),
        ("matplotlib.axes", { PackageResources.matplotlib_axes_py }),
        ("matplotlib.figure", { PackageResources.matplotlib_figure_py }),
        ("matplotlib.pyplot", { PackageResources.matplotlib_pyplot_py }),
        ("matplotlib.patches", { PackageResources.matplotlib_patches_py }),
        ("matplotlib.lines", { PackageResources.matplotlib_patches_py }),
        ("matplotlib.colors", { PackageResources.matplotlib_colors_py }), ("seaborn", { PackageResources.seaborn_py }),
        ("pandas", { PackageResources.pandas_py }), ("pandas.core", { PackageResources.pandas_core_py }),
        ("pandas.core.values", { PackageResources.pandas_values_py }),
        ("pandas.core.indexes", { PackageResources.pandas_indexes_py }),
        ("pandas.core.indexing", { PackageResources.pandas_indexing_py }),
        ("pandas.core.series", { PackageResources.pandas_series_py }),
        ("pandas.core.groupby", { PackageResources.pandas_groupby_py }),
        ("pandas.core.frame", { PackageResources.pandas_frame_py }),
        ("pandas.core.strings", { PackageResources.pandas_strings_py }),
        ("pandas.core.reshape", { PackageResources.pandas_reshape_py }),
        ("pandas.core.plotting", { PackageResources.pandas_plotting_py }),
        ("IPython.utils.text", { PackageResources.ipython_text_py }), ("tabulate", { PackageResources.tabulate_py }),
        ("rich", { PackageResources.rich_py }), ("rich.console", { PackageResources.rich_console_py }),
        ("rich.markup", { PackageResources.rich_markup_py }), ("rich.box", { PackageResources.rich_box_py }),
        ("rich.table", { PackageResources.rich_table_py }), ("rich.panel", { PackageResources.rich_panel_py }),
        ("rich.rule", { PackageResources.rich_panel_py }), ("rich.progress", { PackageResources.rich_progress_py }),
        ("fancy_einsum", { PackageResources.fancy_einsum_py }),
        ("huggingface_hub", { PackageResources.huggingface_hub_py }), ("jaxtyping", { PackageResources.jaxtyping_py }),
        ("_show_markup", { PackageResources.show_markup_py }), ("_show_models", { PackageResources.show_models_py }),
        ("_show_tokens", { PackageResources.show_tokens_py }),
        ("_show_top_tokens", { PackageResources.show_top_tokens_py }),
        ("_show_logit_lens", { PackageResources.show_logit_lens_py }),
        ("_show_attention", { PackageResources.show_attention_py }),
        ("_show_compare", { PackageResources.show_compare_py }), ("nnsight.show", { PackageResources.show_py }),
        ("circuitsvis", { PackageResources.circuitsvis_py }),
        ("circuitsvis.attention", { PackageResources.circuitsvis_attention_py }),
        ("circuitsvis.tokens", { PackageResources.circuitsvis_tokens_py }),
        ("circuitsvis.logits", { PackageResources.circuitsvis_logits_py }),
    ]
}
