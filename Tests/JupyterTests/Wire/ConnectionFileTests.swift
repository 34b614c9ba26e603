import Testing

import Jupyter

@Suite struct ConnectionFileTests {
    private let good: JSON = [
        "transport": "tcp", "ip": "127.0.0.1", "key": "k", "signature_scheme": "hmac-sha256", "shell_port": 1,
        "control_port": 2, "iopub_port": 3, "stdin_port": 4, "hb_port": 5,
    ]

    @Test func addressesAreMadeFromItsFields() throws {
        let connection = try ConnectionFile(parsing: good.bytes)
        #expect(connection.address(of: .shell) == "tcp://127.0.0.1:1")
        #expect(connection.address(of: .heartbeat) == "tcp://127.0.0.1:5")
        #expect(connection.isLocal)
    }

    @Test func socketsOfTheFileSystemAreNumberedWithADash() throws {
        var file = good
        file["transport"] = "ipc"
        file["ip"] = "/tmp/kernel"
        #expect(try ConnectionFile(parsing: file.bytes).address(of: .control) == "ipc:///tmp/kernel-2")
    }

    @Test(arguments: ["transport", "signature_scheme", "stdin_port"])
    func aWrongFieldIsNamed(_ field: String) {
        var file = good
        file[field] = "wrong"
        let error = #expect(throws: ConnectionFile.Malformed.self) { try ConnectionFile(parsing: file.bytes) }
        #expect(error?.reason.contains(field) == true)
    }

    @Test func aMissingFileIsNamed() {
        #expect(
            throws: KernelError.connectionFileUnreadable(path: "/no/such", reason: "No such file or directory")
        ) { try ConnectionFile(path: "/no/such") }
    }
}
