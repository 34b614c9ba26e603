/// The printed forms of native values.
extension PrettyPrinter {
    mutating func printNative(_ object: Object, _ isCycle: Bool) throws {
        switch object {
        case let list as List: try printSequence(list.elements, "[", "]", isCycle)
        case let tuple as Tuple:
            try printSequence(tuple.elements, "(", ")", isCycle, tail: tuple.elements.count == 1 ? "," : "")
        case let dict as Dict: try printDict(dict, isCycle)
        case let set as SetObject: try printSet(set, isCycle)
        case let type as TypeObject: printClass(type)
        case let exception as ExceptionObject: try printException(exception)
        case let native as NativeFunction where native.type === NativeFunction.typeObject:
            try printFunction(native.name, native.moduleName, native.signature)
        case is Function: try printFunction(object)
        case let method as BoundMethod where method.function.object is NativeFunction: try printFunction(object)
        case let face as PrettyPrintable: try face.prettyPrint(&self, isCycle)
        default: try printOther(object)
        }
    }

    private mutating func printSequence(
        _ elements: [Value], _ start: String, _ end: String, _ isCycle: Bool, tail: String = ""
    ) throws {
        guard !isCycle else { return layout.text(start + "..." + end) }
        try printItems(elements, start, end, tail: tail) { try $0.print($1) }
    }

    private mutating func printDict(_ dict: Dict, _ isCycle: Bool) throws {
        if let face = dict as? PrettyPrintable { return try face.prettyPrint(&self, isCycle) }
        guard !isCycle else { return layout.text("{...}") }
        try printPairs(dict)
    }

    mutating func printPairs(_ dict: Dict) throws {
        let evaluator = evaluator
        try printItems(dict.keys, "{", "}") { printer, key in
            try printer.print(key)
            printer.layout.text(": ")
            try printer.print(try dict.get(key, evaluator) ?? .none)
        }
    }

    private mutating func printSet(_ set: SetObject, _ isCycle: Bool) throws {
        let (start, end) = set.isFrozen ? ("frozenset({", "})") : ("{", "}")
        guard !isCycle else { return layout.text(start + "..." + end) }
        guard set.count > 0 else { return layout.text("\(set.type.name)()") }
        let isShort = set.count < PrettyPrinter.longestSequence
        try printItems(isShort ? sorted(set.elements) : set.elements, start, end) { try $0.print($1) }
    }

    /// In order when the elements have one, else in the order of their texts.
    private func sorted(_ elements: [Value]) -> [Value] {
        if let result = try? Sorting.sorted(elements, key: nil, isReversed: false, evaluator) { return result }
        guard let texts = try? elements.map({ Value(try evaluator.str($0)) }) else { return elements }
        let order = elements.indices.sorted {
            (texts[$0].text?.string ?? "") < (texts[$1].text?.string ?? "")
        }
        return order.map { elements[$0] }
    }

    private mutating func printClass(_ type: TypeObject) {
        let isBuiltin = type.moduleName == "builtins"
        layout.text(isBuiltin ? type.qualifiedName : "\(type.moduleName).\(type.qualifiedName)")
    }

    private mutating func printException(_ exception: ExceptionObject) throws {
        let type = exception.type
        let name = type.moduleName == "builtins" ? type.qualifiedName : "\(type.moduleName).\(type.qualifiedName)"
        try printCall(name, exception.arguments)
    }

    private mutating func printFunction(_ object: Object) throws {
        let name = try evaluator.attribute(.__qualname__, of: .object(object)).map { try evaluator.str($0) } ?? "?"
        let module = try evaluator.attribute(.__module__, of: .object(object)).map { try evaluator.str($0) } ?? ""
        try printFunction(name, module, object.signature)
    }

    private mutating func printFunction(_ name: String, _ module: String, _ signature: Signature?) throws {
        let prefix = module.isEmpty || module == "builtins" || module == "None" ? "" : module + "."
        layout.text("<function \(prefix)\(name)\(signature?.description ?? "")>")
    }

    /// `<__main__.Name at 0x...>` for plain instances of user classes, else the lines of the `repr`.
    private mutating func printOther(_ object: Object) throws {
        guard let type = object.derivation?.type, type.nativeBase === TypeObject.object else {
            let text = try evaluator.repr(.object(object))
            guard text == object.genericRepr else { return try printLines(text) }
            layout.text("<")
            printClass(object.type)
            return layout.text(" at \(object.address)>")
        }
        layout.beginGroup(1, "<")
        printClass(type)
        layout.text(" at \(object.address)")
        layout.endGroup(1, ">")
    }
}

/// Native values with a printed form of their own: Counter, deque, a compiled pattern.
protocol PrettyPrintable: Object {
    func prettyPrint(_ printer: inout PrettyPrinter, _ isCycle: Bool) throws
}
