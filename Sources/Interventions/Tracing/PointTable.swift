/// Values by the place of the model that they belong to: a search for few, which is the rule, a table for many.
struct PointTable<Content> {
    private var entries: [(point: ModulePoint, content: Content)] = []
    private var table: [ModulePoint: Content] = [:]
    private static var searchLimit: Int { 16 }

    subscript(point: ModulePoint) -> Content? {
        get {
            guard table.isEmpty else { return table[point] }
            return entries.first { $0.point == point }?.content
        }
        set {
            guard table.isEmpty else {
                table[point] = newValue
                return
            }
            entries.removeAll { $0.point == point }
            if let newValue { entries.append((point, newValue)) }
            guard entries.count > Self.searchLimit else { return }
            table = Dictionary(uniqueKeysWithValues: entries.map { ($0.point, $0.content) })
            entries = []
        }
    }
}
