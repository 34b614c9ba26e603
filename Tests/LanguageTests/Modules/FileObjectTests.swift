import Testing

struct FileObjectTests {
    @Test func aDeviceIsReadAsFarAsItIsAskedFor() {
        #expect(
            printed("with open('/dev/zero', 'rb') as f: print(f.read(3), len(f.read(70000)))")
                == "b'\\x00\\x00\\x00' 70000")
        #expect(printed("print(repr(open('/dev/null', 'rb').readline()))") == "b''")
    }

    @Test func aTextThatNeverEndsIsAMemoryError() {
        #expect(error(of: "open('/dev/zero').read()")?.hasPrefix("MemoryError") == true)
    }

    @Test func linesAreLimitedByCharacters() {
        let program = """
            import io
            f = io.StringIO('abc\\ndéf\\nghi\\njkl')
            print([f.readline(2), f.readline(9), f.readline(2), f.readlines(3), f.readlines()])
            """
        #expect(printed(program) == "['ab', 'c\\n', 'dé', ['f\\n', 'ghi\\n'], ['jkl']]")
    }

    @Test func joinedBytesHaveALimit() {
        #expect(error(of: "b'a'.join([b'b' * 10**6] * 10**6)")?.hasPrefix("MemoryError") == true)
    }
}
