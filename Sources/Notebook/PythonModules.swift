import Language

/// The plotting and table libraries that notebooks import. They are written in Python, in the folder `Python`, over the
/// native module `_figures`; a file is compiled when it is first imported.
enum PythonModules {
    static func register(with evaluator: Evaluator) {
        FigureModule.register(with: evaluator)
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
        ("plotly", { PackageResources.plotly_py }), ("plotly.io", { PackageResources.plotly_io_py }),
        ("plotly.graph_objects", { PackageResources.plotly_graph_objects_py }),
        ("plotly.graph_objs", { PackageResources.plotly_graph_objects_py }),
        ("plotly.express", { PackageResources.plotly_express_py }),
        ("plotly.subplots", { PackageResources.plotly_subplots_py }),
        ("matplotlib", { PackageResources.matplotlib_py }),
        ("matplotlib.pyplot", { PackageResources.matplotlib_pyplot_py }),
        ("matplotlib.colors", { PackageResources.matplotlib_colors_py }),
        ("seaborn", { PackageResources.seaborn_py }), ("pandas", { PackageResources.pandas_py }),
        ("rich", { PackageResources.rich_py }), ("rich.console", { PackageResources.rich_console_py }),
        ("rich.markup", { PackageResources.rich_markup_py }), ("rich.box", { PackageResources.rich_box_py }),
        ("rich.table", { PackageResources.rich_table_py }), ("rich.panel", { PackageResources.rich_panel_py }),
        ("rich.rule", { PackageResources.rich_panel_py }), ("rich.progress", { PackageResources.rich_progress_py }),
        ("jaxtyping", { PackageResources.jaxtyping_py }),
        ("nnsight.show", { PackageResources.show_py }), ("circuitsvis", { PackageResources.circuitsvis_py }),
    ]
}
