/// The standard modules that can be imported. Each is made when it is first asked for.
enum BuiltinModules {
    static func register(in modules: ModuleTable) {
        modules.register("math") { _ in MathModule.make() }
        modules.register("random", RandomModule.make)
        modules.register("json", JSONModule.make)
        modules.register("re", RegularExpressionModule.make)
        modules.register("time", TimeModule.make)
        modules.register("operator") { _ in OperatorModule.make() }
        modules.register("itertools") { _ in IterationModule.make() }
        modules.register("functools", FunctionModule.make)
        modules.register("collections", CollectionsModule.make)
        modules.register("collections.abc") { _ in AbstractClasses.make() }
        SourceModules.register(AbstractMethodSource.module, AbstractMethodSource.text, in: modules)
        modules.register("copy") { _ in CopyModule.make() }
        modules.register("string", StringModule.make)
        modules.register("sys", SystemModule.make)
        modules.register("gc") { _ in GarbageModule.make() }
        modules.register("warnings", WarningsModule.make)
        modules.register("typing") { _ in TypingModule.make() }
        modules.register("types") { _ in TypesModule.make() }
        modules.register("abc") { _ in AbstractClasses.makeABC() }
        modules.register("__future__") { _ in FutureModule.make() }
        modules.register("dataclasses", DataclassModule.make)
        modules.register("os", OperatingSystem.make)
        modules.register("os.path") { evaluator in
            let system = try evaluator.modules.import("os", evaluator)
            return system.namespace["path"]?.as(ModuleObject.self) ?? OperatingSystem.makePath()
        }
        modules.register("io") { _ in FileObject.module() }
        modules.register("pathlib") { _ in PathObject.module() }
        FilesSource.register(in: modules)
        HeapModule.register(in: modules)
        LoggingSource.register(in: modules)
        LibrarySources.register(in: modules)
        DigestModule.register(in: modules)
        modules.register("hashlib", HashModule.make)
        SourceModules.register("hmac", HashModule.keyedSource, in: modules)
        modules.register("struct", StructModule.make)
        modules.register("subprocess", SubprocessModule.make)
        SourceModules.register("numbers", FractionSource.numbers, in: modules)
        SourceModules.register("fractions", FractionSource.fractions, in: modules)
        SourceModules.register("decimal", DecimalSource.text, in: modules)
        SourceModules.register("secrets", SmallSources.secrets, in: modules)
        SourceModules.register("shlex", SmallSources.shlex, in: modules)
        SourceModules.register("timeit", SmallSources.timeit, in: modules)
        SourceModules.register("keyword", SmallSources.keyword, in: modules)
        SourceModules.register("calendar", SmallSources.calendar, in: modules)
        SourceModules.register("cmath", ComplexSource.text, in: modules)
        SourceModules.register("configparser", ConfigurationSource.text, in: modules)
        SourceModules.register("argparse", ArgumentSource.text, in: modules)
        SourceModules.register("pickle", PickleSource.text, in: modules)
        modules.register("inspect", InspectModule.make)
        SourceModules.register("enum", EnumSource.text, in: modules)
        SourceModules.register("datetime", DatetimeSource.text, in: modules)
        SourceModules.register("contextlib", ContextSource.text, in: modules)
        SourceModules.register("statistics", StatisticsSource.text, in: modules)
        SourceModules.register("textwrap", TextwrapSource.text, in: modules)
        SourceModules.register("pprint", PrettyPrintSource.text, in: modules)
        modules.register("builtins") { evaluator in evaluator.builtinsModule }
    }
}
