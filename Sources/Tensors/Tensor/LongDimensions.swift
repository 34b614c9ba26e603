import Synchronization

/// Lists of more than six dimensions, each kept once and for good, so that `Dimensions` is a plain value.
///
/// Equal lists share a place, and most tensors have up to six dimensions. A program that makes ever new shapes of more
/// keeps about a hundred bytes for each.
enum LongDimensions {
    private struct Table {
        var lists: [[Int]] = []
        var places: [[Int]: Int] = [:]
    }

    private static let table = Mutex(Table())

    static func list(at place: Int) -> [Int] { table.withLock { $0.lists[place] } }

    static func place(of list: [Int]) -> Int {
        table.withLock { table in
            if let known = table.places[list] { return known }
            table.lists.append(list)
            table.places[list] = table.lists.count - 1
            return table.lists.count - 1
        }
    }
}
