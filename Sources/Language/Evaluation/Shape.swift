/// Which attributes the instances of a class have, and in which slots. Instances that got the same attributes in the same
/// order share a shape, so an attribute found once is found again by comparing one pointer.
package final class Shape {
    unowned(unsafe) package let type: TypeObject  // The class owns its shapes.
    package let names: [Symbol]
    private var transitions: [Symbol: Shape] = [:]
    private let slots: [Symbol: Int]
    /// Changes when the class changes: what was remembered about its methods is then void.
    package private(set) var stamp: Int

    /// Above this many attributes an instance keeps them in a namespace.
    static let limit = 64

    init(root type: TypeObject) {
        self.type = type
        names = []
        slots = [:]
        stamp = type.version
    }

    private init(_ parent: Shape, adding name: Symbol) {
        type = parent.type
        names = parent.names + [name]
        slots = parent.slots.merging([name: parent.names.count]) { $1 }
        stamp = parent.stamp
    }

    func slot(of name: Symbol) -> Int? {
        names.count <= 6 ? names.firstIndex(of: name) : slots[name]
    }

    /// The shape with one more attribute.
    func adding(_ name: Symbol) -> Shape {
        if let known = transitions[name] { return known }
        let shape = Shape(self, adding: name)
        transitions[name] = shape
        return shape
    }

    func restamp(_ stamp: Int) {
        self.stamp = stamp
        for shape in transitions.values { shape.restamp(stamp) }
    }
}
