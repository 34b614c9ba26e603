import Testing

import Jupyter

@Suite struct ReplyTests {
    @Test func theLanguageIsNamedPythonSoThatHighlightingAndExportWork() {
        let reply = Reply.kernelInfo(KernelIdentity(implementation: "nnsight", version: "1.2", banner: "hello"))
        #expect(reply.type == "kernel_info_reply")
        #expect(reply.content["protocol_version"] == "5.5")
        #expect(reply.content["implementation_version"] == "1.2")
        #expect(reply.content["language_info"]?["name"] == "python")
        #expect(reply.content["language_info"]?["codemirror_mode"]?["name"] == "ipython")
        #expect(reply.content["supported_features"] == [])
    }

    @Test func aPageBecomesAPayload() {
        let reply = Reply.execute(.ok(nil), executionCount: 3, expressions: [:], pages: [MIMEBundle(text: "help")])
        let payload: JSON = [["source": "page", "data": ["text/plain": "help"], "start": 0]]
        #expect(reply.content["payload"] == payload)
        #expect(reply.content["execution_count"] == 3)
    }

    @Test func aCompletionTellsTheKindOfEachMatch() {
        let completion = Completion(
            matches: [.init("zip", kind: "function", signature: "(*iterables)")], start: 0, end: 2)
        let content = Reply.complete(completion).content
        #expect(content["matches"] == ["zip"])
        #expect(content["metadata"]?["_jupyter_types_experimental"]?.elements?.first?["type"] == "function")
    }

    @Test func aFailureIsNamedAfterItsRequest() {
        let reply = Reply.failure(request: "history_request", message: "no")
        #expect(reply.type == "history_reply")
        #expect(reply.content["status"] == "error")
        #expect(reply.content["evalue"] == "no")
    }

    @Test func anIncompleteCellSaysHowToIndentTheNextLine() {
        #expect(Reply.isComplete(.incomplete(indent: "    ")).content == ["status": "incomplete", "indent": "    "])
    }
}
