import Testing

struct QuitterTests {
    @Test func theTextSaysHowToLeave() throws {
        try Program.expect(
            "print(exit, quit)",
            prints: "Use exit() or Ctrl-D (i.e. EOF) to exit Use quit() or Ctrl-D (i.e. EOF) to exit")
    }

    @Test func aCallEndsTheProgram() {
        #expect(Program.run(["exit(3)"]).error == "SystemExit: 3")
    }
}
