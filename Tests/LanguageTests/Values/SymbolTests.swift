import Testing

import Language

/// Names with numbers that are known beforehand.
struct SymbolTests {
    @Test func namesOfTheLanguageHaveTheirOwnTexts() {
        let symbols: [(Symbol, String)] = [
            (.__add__, "__add__"),
            (.__annotations__, "__annotations__"),
            (.__bool__, "__bool__"),
            (.__bases__, "__bases__"),
            (.__builtins__, "__builtins__"),
            (.__call__, "__call__"),
            (.__cause__, "__cause__"),
            (.__class__, "__class__"),
            (.__class_getitem__, "__class_getitem__"),
            (.__complex__, "__complex__"),
            (.__contains__, "__contains__"),
            (.__context__, "__context__"),
            (.__defaults__, "__defaults__"),
            (.__del__, "__del__"),
            (.__delattr__, "__delattr__"),
            (.__delete__, "__delete__"),
            (.__delitem__, "__delitem__"),
            (.__dict__, "__dict__"),
            (.__dir__, "__dir__"),
            (.__doc__, "__doc__"),
            (.__enter__, "__enter__"),
            (.__eq__, "__eq__"),
            (.__exit__, "__exit__"),
            (.__float__, "__float__"),
            (.__format__, "__format__"),
            (.__get__, "__get__"),
            (.__getattr__, "__getattr__"),
            (.__getattribute__, "__getattribute__"),
            (.__getitem__, "__getitem__"),
            (.__hash__, "__hash__"),
            (.__index__, "__index__"),
            (.__init__, "__init__"),
            (.__init_subclass__, "__init_subclass__"),
            (.__instancecheck__, "__instancecheck__"),
            (.__int__, "__int__"),
            (.__iter__, "__iter__"),
            (.__len__, "__len__"),
            (.__match_args__, "__match_args__"),
            (.__missing__, "__missing__"),
            (.__module__, "__module__"),
            (.__mro__, "__mro__"),
            (.__name__, "__name__"),
            (.__new__, "__new__"),
            (.__next__, "__next__"),
            (.__prepare__, "__prepare__"),
            (.__qualname__, "__qualname__"),
            (.__repr__, "__repr__"),
            (.__reversed__, "__reversed__"),
            (.__set__, "__set__"),
            (.__set_name__, "__set_name__"),
            (.__setattr__, "__setattr__"),
            (.__setitem__, "__setitem__"),
            (.__slots__, "__slots__"),
            (.__str__, "__str__"),
            (.__subclasscheck__, "__subclasscheck__"),
            (.__suppress_context__, "__suppress_context__"),
            (.__wrapped__, "__wrapped__"),
        ]
        for (symbol, text) in symbols { #expect(symbol.text == text) }
        #expect(Set(symbols.map(\.0)).count == symbols.count)
    }

    @Test func everyFixedNameIsThereOnce() {
        #expect(Set(Symbol.fixedNames).count == Symbol.fixedNames.count)
        for (number, name) in Symbol.fixedNames.enumerated() { #expect(Symbol(name) == Symbol(id: Int32(number))) }
    }

    @Test func operatorsKnowTheirMethods() {
        #expect(BinaryOperator.allCases.map(\.method.text) == BinaryOperator.allCases.map { "__\($0.name)__" })
        #expect(BinaryOperator.power.reflectedMethod.text == "__rpow__")
        #expect(BinaryOperator.xor.inPlaceMethod.text == "__ixor__")
        let comparisons: [ComparisonOperator] = [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual]
        #expect(
            comparisons.map { $0.method?.text }
                == ["__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"])
        #expect(ComparisonOperator.in.method == nil)
    }
}
