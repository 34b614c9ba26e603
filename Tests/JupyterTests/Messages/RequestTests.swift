import Testing

import Jupyter

@Suite struct RequestTests {
    @Test func anExecuteRequestHasTheDefaultsOfTheProtocol() throws {
        let request = try Request(type: "execute_request", content: ["code": "1"])
        #expect(
            request
                == .execute(
                    .init(code: "1", isSilent: false, storesHistory: true, allowsInput: false, stopsOnError: true)))
    }

    @Test func aSilentCellStoresNoHistory() throws {
        let request = try Request(
            type: "execute_request", content: ["code": "1", "silent": true, "store_history": true])
        guard case .execute(let execution) = request else {
            Issue.record("no execution")
            return
        }
        #expect(!execution.storesHistory)
    }

    @Test(arguments: [(-5, 0), (0, 0), (1, 1), (1_000_000_000_000, 2)])
    func aCursorOutsideTheCodeIsMovedIntoIt(_ sent: Int, _ read: Int) throws {
        let request = try Request(type: "complete_request", content: ["code": "𝒳a", "cursor_pos": .integer(sent)])
        #expect(request == .complete(code: "𝒳a", cursor: read))
    }

    @Test func aFieldOfTheWrongTypeIsNamed() {
        #expect(throws: Request.Malformed.wrongType(field: "cursor_pos", expected: "an integer")) {
            try Request(type: "complete_request", content: ["code": "a", "cursor_pos": 1.5])
        }
        #expect(throws: Request.Malformed.wrongType(field: "user_expressions", expected: "an object of strings")) {
            try Request(type: "execute_request", content: ["code": "1", "user_expressions": ["a": 1]])
        }
    }

    @Test func aMissingFieldIsNamed() {
        #expect(throws: Request.Malformed.missing(field: "code")) { try Request(type: "execute_request", content: [:]) }
    }

    @Test func anUnknownTypeIsToldApart() {
        #expect(throws: Request.Malformed.unknownType) { try Request(type: "execute_reply", content: ["code": "1"]) }
    }

    @Test func aHistorySearchKeepsItsPattern() throws {
        let content: JSON = ["hist_access_type": "search", "pattern": "a*", "n": 3, "unique": true, "output": true]
        #expect(
            try Request(type: "history_request", content: content)
                == .history(HistoryQuery(.search(pattern: "a*", count: 3, unique: true), wantsOutput: true)))
    }
}
