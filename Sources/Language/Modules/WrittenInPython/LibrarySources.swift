/// The names of the smaller modules of Python's library and where their texts are.
enum LibrarySources {
    static func register(in modules: ModuleTable) {
        for (name, text) in texts { SourceModules.register(name, text, in: modules) }
        for name in ["urllib", "concurrent"] {
            modules.register(name) { _ in ModuleObject(name, attributes: [("__path__", Value([]))]) }
        }
        modules.register("unicodedata") { _ in UnicodeModule.make() }
    }

    private static let texts = [
        ("urllib.parse", AddressSource.address), ("html", AddressSource.markup), ("difflib", DifferenceSource.text),
        ("ast", LiteralSource.literals), ("array", LiteralSource.arrays), ("queue", QueueSource.queues),
        ("concurrent.futures", QueueSource.executors), ("contextvars", QueueSource.contexts),
        ("weakref", QueueSource.references), ("multiprocessing", QueueSource.processes),
        ("codecs", CodecSource.codecs), ("binascii", CodecSource.binary), ("errno", SystemSource.errors),
        ("stat", SystemSource.status), ("signal", SystemSource.signals), ("locale", SystemSource.locales),
        ("getpass", SystemSource.passwords), ("reprlib", ShapeSource.representations),
        ("colorsys", ShapeSource.colors), ("graphlib", ShapeSource.graphs),
        ("typing_extensions", ShapeSource.annotations),
    ]
}
