import Glibc
import Jupyter

/// The folder by which Jupyter finds the kernel: `kernel.json` and the logos, written into a prefix.
///
///     PREFIX/share/jupyter/kernels/nnsight/kernel.json
struct Kernelspec {
    var name: String
    var displayName: String

    /// Why the folder cannot be written or removed.
    enum Failure: Error, CustomStringConvertible {
        case invalidName(String)
        case noPrefix
        case fileSystem(action: String, path: String, reason: String)

        var description: String {
            switch self {
            case .invalidName(let name): "\"\(name)\" is no kernel name: letters, digits, \"-\", \".\" and \"_\" only"
            case .noPrefix: "no environment is active: neither VIRTUAL_ENV nor CONDA_PREFIX is set; use --prefix"
            case .fileSystem(let action, let path, let reason): "cannot \(action) \(path): \(reason)"
            }
        }
    }

    init(name: String, displayName: String) throws(Failure) {
        let isValid = name.utf8.allSatisfy { byte in
            let character = Character(Unicode.Scalar(byte))
            return byte < 128 && (character.isLetter || character.isNumber || "-._".contains(character))
        }
        guard isValid, !name.isEmpty, name != ".", name != ".." else { throw .invalidName(name) }
        self.name = name
        self.displayName = displayName
    }

    /// The text of `kernel.json`; it starts the binary that is running now.
    var json: String {
        let binary = (try? Self.pathOfThisBinary()) ?? "nnsight"
        let name = { (text: String) in String(decoding: JSON.string(text).bytes, as: UTF8.self) }
        return """
            {
             "argv": [\(name(binary)), "kernel", "--connection-file", "{connection_file}"],
             "display_name": \(name(displayName)),
             "language": "python",
             "interrupt_mode": "message",
             "kernel_protocol_version": \(name(Header.protocolVersion)),
             "metadata": {"debugger": false}
            }

            """
    }

    private static func pathOfThisBinary() throws(Failure) -> String {
        guard let path = realpath("/proc/self/exe", nil) else { throw failure("find", "/proc/self/exe") }
        defer { free(path) }
        return String(cString: path)
    }

    /// Writes the folder under a share folder, and returns its path.
    func install(into share: String) throws(Failure) -> String {
        let folder = share + "/jupyter/kernels/" + name
        try Self.makeFolders(folder)
        try Self.write(Array(json.utf8), to: folder + "/kernel.json")
        try Self.write(PackageResources.logo_32x32_png, to: folder + "/logo-32x32.png")
        try Self.write(PackageResources.logo_64x64_png, to: folder + "/logo-64x64.png")
        try Self.write(PackageResources.logo_svg_svg, to: folder + "/logo-svg.svg")
        return folder
    }

    /// Removes what `install` wrote; other files in the folder stay, and then the folder too.
    func uninstall(from share: String) throws(Failure) -> String {
        let folder = share + "/jupyter/kernels/" + name
        guard unlink(folder + "/kernel.json") == 0 else { throw Self.failure("remove", folder + "/kernel.json") }
        for file in ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"] { unlink(folder + "/" + file) }
        rmdir(folder)
        return folder
    }
}

extension Kernelspec {
    private static func failure(_ action: String, _ path: String) -> Failure {
        .fileSystem(action: action, path: path, reason: String(cString: strerror(errno)))
    }

    private static func makeFolders(_ path: String) throws(Failure) {
        var partial = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            partial += "/" + part
            guard mkdir(partial, 0o755) == 0 || errno == EEXIST else { throw failure("make the folder", partial) }
        }
    }

    private static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        guard let file = fopen(path, "w") else { throw failure("write", path) }
        let count = fwrite(bytes, 1, bytes.count, file)
        guard fclose(file) == 0, count == bytes.count else { throw failure("write", path) }
    }
}
