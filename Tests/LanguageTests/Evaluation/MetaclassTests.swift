import Testing

/// What happens when classes are made, as in CPython 3.11.
@Suite struct MetaclassTests {
    @Test func whatThePreparedNamespaceHoldsBecomesTheClass() {
        let program = """
            class Meta(type):
                @classmethod
                def __prepare__(mcs, name, bases, **options): return {"injected": len(options)}
                def __new__(mcs, name, bases, namespace, **options):
                    return super().__new__(mcs, name, bases, namespace)
            class Made(metaclass=Meta, flag=True):
                seen = 1
            print(Made.seen, Made.injected, type(Made).__name__)
            """
        #expect(printed(program) == "1 1 Meta")
    }

    @Test func classesDerivedFromABCHaveInstances() {
        let program = """
            from abc import ABC, abstractmethod
            class Probe(ABC):
                @abstractmethod
                def score(self): ...
            class Norm(Probe):
                def score(self): return 2
            class Plain(ABC): pass
            print(Norm().score(), isinstance(Norm(), Probe), type(Plain()).__name__)
            """
        #expect(printed(program) == "2 True Plain")
    }

    @Test func metaclassesOfBasesMustAgree() {
        let program = """
            class A(type): pass
            class B(type): pass
            class X(metaclass=A): pass
            class Y(metaclass=B): pass
            class Z(X, Y): pass
            """
        #expect(error(of: program)?.hasPrefix("TypeError: metaclass conflict:") == true)
    }

    @Test func classesCountAsSubclassesByRegistrationAndByHook() {
        let program = """
            from abc import ABC, ABCMeta, abstractmethod
            class Quack(ABC):
                @classmethod
                def __subclasshook__(cls, other): return hasattr(other, "quack")
            class Duck:
                quack = 1
            class Number(metaclass=ABCMeta):
                @abstractmethod
                def value(self): ...
            Number.register(int)
            print(issubclass(Duck, Quack), isinstance(5, Number), isinstance("", Number), Number.__abstractmethods__)
            """
        #expect(printed(program) == "True True False frozenset({'value'})")
    }

    @Test func keywordsThatNoClassTakesAreAnError() {
        let program = """
            class A:
                def __init_subclass__(cls, /, tag=None, **rest): super().__init_subclass__(**rest)
            class B(A, foo=1): pass
            """
        #expect(error(of: program) == "TypeError: B.__init_subclass__() takes no keyword arguments")
    }

    @Test func anAttributeErrorLeavesTheNameToGetattr() {
        let program = """
            class A:
                def __getattribute__(self, name): return super().__getattribute__(name)
                def __getattr__(self, name): return name.upper()
            print(A().missing)
            """
        #expect(printed(program) == "MISSING")
    }
}
