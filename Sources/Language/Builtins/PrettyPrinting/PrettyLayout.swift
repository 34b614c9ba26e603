/// Breaks text into lines as IPython's pretty printer does: groups are printed on one line when they fit into the width,
/// else the outermost group that does not fit gets one item per line.
struct PrettyLayout {
    /// Text that belongs together; its break points all turn into new lines or none does.
    private final class Group {
        let depth: Int
        var pending = 0
        var wantsBreak = false

        init(depth: Int) { self.depth = depth }
    }

    private enum Piece {
        case text(String, width: Int)
        case breakable(String, indentation: Int, group: Group)
    }

    private(set) var output = ""
    private let width: Int
    private var outputWidth = 0
    private var bufferWidth = 0
    private var buffer: [Piece] = []
    private var bufferStart = 0
    private var stack: [Group]
    private var queue: [[Group]]
    private var indentation = 0

    init(width: Int) {
        self.width = width
        let root = Group(depth: 0)
        stack = [root]
        queue = [[root]]
    }

    mutating func text(_ text: String) {
        let count = text.unicodeScalars.count
        guard bufferStart < buffer.count else {
            output += text
            outputWidth += count
            return
        }
        if case .text(let old, let oldWidth)? = buffer.last {
            buffer[buffer.count - 1] = .text(old + text, width: oldWidth + count)
        } else {
            buffer.append(.text(text, width: count))
        }
        bufferWidth += count
        breakOuterGroups()
    }

    /// A place where the line may end; otherwise a space.
    mutating func breakable() {
        let group = stack[stack.count - 1]
        if group.wantsBreak {
            endLine()
        } else {
            group.pending += 1
            buffer.append(.breakable(" ", indentation: indentation, group: group))
            bufferWidth += 1
            breakOuterGroups()
        }
    }

    /// Ends the line in any case, which breaks the outermost group that is open.
    mutating func newline() {
        if let group = nextToBreak() { emit(group) }
        endLine()
    }

    private mutating func endLine() {
        flush()
        output += "\n" + String(repeating: " ", count: indentation)
        outputWidth = indentation
        bufferWidth = 0
    }

    mutating func beginGroup(_ indent: Int = 0, _ open: String = "") {
        if !open.isEmpty { text(open) }
        let group = Group(depth: stack[stack.count - 1].depth + 1)
        stack.append(group)
        while queue.count <= group.depth { queue.append([]) }
        queue[group.depth].append(group)
        indentation += indent
    }

    mutating func endGroup(_ dedent: Int = 0, _ close: String = "") {
        indentation -= dedent
        if let group = stack.popLast(), group.pending == 0 { forget(group) }
        if !close.isEmpty { text(close) }
    }

    mutating func flush() {
        while bufferStart < buffer.count { emitFirst() }
        buffer.removeAll(keepingCapacity: true)
        bufferStart = 0
        bufferWidth = 0
    }

    private mutating func emitFirst() {
        let piece = buffer[bufferStart]
        bufferStart += 1
        switch piece {
        case .text(let text, let width):
            output += text
            outputWidth += width
            bufferWidth -= width
        case .breakable(let separator, let indentation, let group):
            group.pending -= 1
            bufferWidth -= 1
            if group.wantsBreak {
                output += "\n" + String(repeating: " ", count: indentation)
                outputWidth = indentation
            } else {
                if group.pending == 0 { forget(group) }
                output += separator
                outputWidth += 1
            }
        }
        if bufferStart == buffer.count {
            buffer.removeAll(keepingCapacity: true)
            bufferStart = 0
        }
    }

    private mutating func breakOuterGroups() {
        while width < outputWidth + bufferWidth, let group = nextToBreak() { emit(group) }
    }

    /// Writes what is held back up to the last break point of a group, and the text after it.
    private mutating func emit(_ group: Group) {
        while group.pending > 0 { emitFirst() }
        while bufferStart < buffer.count, case .text = buffer[bufferStart] { emitFirst() }
    }

    /// The outermost group with break points left.
    private mutating func nextToBreak() -> Group? {
        for depth in queue.indices {
            for (index, group) in queue[depth].reversed().enumerated() where group.pending > 0 {
                // IPython removes by the index from the other end; with one open group per depth it is the same.
                queue[depth].remove(at: index)
                group.wantsBreak = true
                return group
            }
            for group in queue[depth] { group.wantsBreak = true }
            queue[depth].removeAll()
        }
        return nil
    }

    private mutating func forget(_ group: Group) {
        if let index = queue[group.depth].firstIndex(where: { $0 === group }) { queue[group.depth].remove(at: index) }
    }
}
