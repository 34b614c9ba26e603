import Language

/// The plotting and table libraries that notebooks import. They are written in Python, in the folder `Python`, over the
/// native module `_figures`; a file is compiled when it is first imported.
enum PythonModules {
    static func register(with evaluator: Evaluator) {
        FigureModule.register(with: evaluator)
        for (name, source) in sources {
            evaluator.modules.register(name) { evaluator in
                let module = ModuleObject(name)
                let text = String(decoding: source(), as: UTF8.self)
                try evaluator.execute(ModuleTable.FoundModule(path: "<\(name)>", text: text), as: module)
                return module
            }
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
        ("nnsight.show", { PackageResources.show_py }), ("circuitsvis", { PackageResources.circuitsvis_py }),
    ]
}
