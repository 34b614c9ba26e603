/// The names that the language itself looks up. Their numbers are known beforehand: to name one costs nothing.
extension Symbol {
    /// In the order of their numbers: the methods of the operators, each in the order of its cases, then all others.
    package static let fixedNames =
        BinaryOperator.allCases.map { "__\($0.name)__" } + BinaryOperator.allCases.map { "__r\($0.name)__" }
        + BinaryOperator.allCases.map { "__i\($0.name)__" }
        + ["__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"]
        + [
            "__annotations__", "__bool__", "__bases__", "__builtins__", "__call__", "__cause__", "__class__",
            "__class_getitem__", "__complex__", "__contains__", "__context__", "__defaults__", "__del__",
            "__delattr__", "__delete__", "__delitem__", "__dict__", "__dir__", "__doc__", "__enter__", "__exit__",
            "__float__", "__format__", "__get__", "__getattr__", "__getattribute__", "__getitem__", "__hash__",
            "__index__", "__init__", "__init_subclass__", "__instancecheck__", "__int__", "__iter__", "__len__",
            "__match_args__", "__missing__", "__module__", "__mro__", "__name__", "__new__", "__next__",
            "__prepare__", "__qualname__", "__repr__", "__reversed__", "__set__", "__set_name__", "__setattr__",
            "__setitem__", "__slots__", "__str__", "__subclasscheck__", "__suppress_context__", "__wrapped__",
            "args", "name", "obj", "value", "__notes__", "__traceback__",
        ]

    package static var __add__: Symbol { Symbol(id: 0) }
    package static var __eq__: Symbol { Symbol(id: 39) }
    package static var __annotations__: Symbol { Symbol(id: 45) }
    package static var __bool__: Symbol { Symbol(id: 46) }
    package static var __bases__: Symbol { Symbol(id: 47) }
    package static var __builtins__: Symbol { Symbol(id: 48) }
    package static var __call__: Symbol { Symbol(id: 49) }
    package static var __cause__: Symbol { Symbol(id: 50) }
    package static var __class__: Symbol { Symbol(id: 51) }
    package static var __class_getitem__: Symbol { Symbol(id: 52) }
    package static var __complex__: Symbol { Symbol(id: 53) }
    package static var __contains__: Symbol { Symbol(id: 54) }
    package static var __context__: Symbol { Symbol(id: 55) }
    package static var __defaults__: Symbol { Symbol(id: 56) }
    package static var __del__: Symbol { Symbol(id: 57) }
    package static var __delattr__: Symbol { Symbol(id: 58) }
    package static var __delete__: Symbol { Symbol(id: 59) }
    package static var __delitem__: Symbol { Symbol(id: 60) }
    package static var __dict__: Symbol { Symbol(id: 61) }
    package static var __dir__: Symbol { Symbol(id: 62) }
    package static var __doc__: Symbol { Symbol(id: 63) }
    package static var __enter__: Symbol { Symbol(id: 64) }
    package static var __exit__: Symbol { Symbol(id: 65) }
    package static var __float__: Symbol { Symbol(id: 66) }
    package static var __format__: Symbol { Symbol(id: 67) }
    package static var __get__: Symbol { Symbol(id: 68) }
    package static var __getattr__: Symbol { Symbol(id: 69) }
    package static var __getattribute__: Symbol { Symbol(id: 70) }
    package static var __getitem__: Symbol { Symbol(id: 71) }
    package static var __hash__: Symbol { Symbol(id: 72) }
    package static var __index__: Symbol { Symbol(id: 73) }
    package static var __init__: Symbol { Symbol(id: 74) }
    package static var __init_subclass__: Symbol { Symbol(id: 75) }
    package static var __instancecheck__: Symbol { Symbol(id: 76) }
    package static var __int__: Symbol { Symbol(id: 77) }
    package static var __iter__: Symbol { Symbol(id: 78) }
    package static var __len__: Symbol { Symbol(id: 79) }
    package static var __match_args__: Symbol { Symbol(id: 80) }
    package static var __missing__: Symbol { Symbol(id: 81) }
    package static var __module__: Symbol { Symbol(id: 82) }
    package static var __mro__: Symbol { Symbol(id: 83) }
    package static var __name__: Symbol { Symbol(id: 84) }
    package static var __new__: Symbol { Symbol(id: 85) }
    package static var __next__: Symbol { Symbol(id: 86) }
    package static var __prepare__: Symbol { Symbol(id: 87) }
    package static var __qualname__: Symbol { Symbol(id: 88) }
    package static var __repr__: Symbol { Symbol(id: 89) }
    package static var __reversed__: Symbol { Symbol(id: 90) }
    package static var __set__: Symbol { Symbol(id: 91) }
    package static var __set_name__: Symbol { Symbol(id: 92) }
    package static var __setattr__: Symbol { Symbol(id: 93) }
    package static var __setitem__: Symbol { Symbol(id: 94) }
    package static var __slots__: Symbol { Symbol(id: 95) }
    package static var __str__: Symbol { Symbol(id: 96) }
    package static var __subclasscheck__: Symbol { Symbol(id: 97) }
    package static var __suppress_context__: Symbol { Symbol(id: 98) }
    package static var __wrapped__: Symbol { Symbol(id: 99) }
    static var args: Symbol { Symbol(id: 100) }
    static var name: Symbol { Symbol(id: 101) }
    static var obj: Symbol { Symbol(id: 102) }
    static var value: Symbol { Symbol(id: 103) }
    static var __notes__: Symbol { Symbol(id: 104) }
    static var __traceback__: Symbol { Symbol(id: 105) }
}
