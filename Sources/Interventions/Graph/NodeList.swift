/// The neighbours of a node. Most nodes have one on each side, which needs no memory of its own.
///
/// The graph owns the nodes, and empties these lists before it lets go of them; so the lists themselves hold nothing.
package struct NodeList: RandomAccessCollection {
    private var first: Unmanaged<Node>?
    private var others: [Unmanaged<Node>] = []

    package var startIndex: Int { 0 }
    package var endIndex: Int { first == nil ? 0 : others.count + 1 }

    package subscript(position: Int) -> Node {
        if position > 0 { return others[position - 1].takeUnretainedValue() }
        guard let first else { preconditionFailure("a list of nodes is asked for what it has") }
        return first.takeUnretainedValue()
    }

    package func contains(_ node: Node) -> Bool {
        let wanted = Unmanaged.passUnretained(node).toOpaque()
        return first?.toOpaque() == wanted || others.contains { $0.toOpaque() == wanted }
    }

    mutating func append(_ node: Node) {
        if first == nil { first = .passUnretained(node) } else { others.append(.passUnretained(node)) }
    }

    mutating func insert(_ node: Node, at position: Int) {
        guard position == 0, let old = first else {
            if position == 0 {
                first = .passUnretained(node)
            } else {
                others.insert(.passUnretained(node), at: position - 1)
            }
            return
        }
        others.insert(old, at: 0)
        first = .passUnretained(node)
    }

    mutating func remove(_ node: Node) {
        guard let position = firstIndex(where: { $0 === node }) else { return }
        guard position == 0 else {
            others.remove(at: position - 1)
            return
        }
        first = others.isEmpty ? nil : others.removeFirst()
    }

    mutating func removeAll() {
        first = nil
        if !others.isEmpty { others = [] }
    }
}
