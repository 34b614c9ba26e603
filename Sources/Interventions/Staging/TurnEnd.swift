import Language

/// What a turn of a staged loop gives, as the loop keeps it and as data.
package struct TurnEnd {
    /// Whether the body runs once more.
    var nextTest = Value.none
    /// Whether this turn leaves the loop; undefined when none does.
    var isLeft = Value.undefined
    /// What the variables are after a turn.
    var finals: [Value] = []
    /// Values of the last turn that no turn reads.
    var extras: [Value] = []
    /// What a turn appends to lists, for each list.
    var growth: [Value] = []

    /// All values.
    var results: [Value] { [nextTest, isLeft] + finals + extras + growth }

    func mapped(_ transform: (Value) -> Value) -> TurnEnd {
        TurnEnd(
            nextTest: transform(nextTest), isLeft: transform(isLeft), finals: finals.map(transform),
            extras: extras.map(transform), growth: growth.map(transform))
    }
}

extension TurnEnd {
    init(_ ending: StagedLoop.Ending) {
        self.init(
            nextTest: ending.nextTest, isLeft: ending.isLeft, finals: ending.finals, extras: ending.extras,
            growth: ending.growth)
    }
}
