import ArgumentParser
import Jupyter

/// The options by which `install` and `uninstall` name a kernelspec and its place.
struct KernelspecOptions: ParsableArguments {
    @Flag(help: "For this user alone (the default).")
    var user = false

    @Flag(help: "In the active virtual or conda environment.")
    var sysPrefix = false

    @Option(help: "Below this folder, as in /usr/local.")
    var prefix: String?

    @Option(help: "The name of the kernelspec.")
    var name = "nnsight"

    @Option(help: "The name that front ends show.")
    var displayName = "NNsight (Swift)"

    func validate() throws {
        guard (user ? 1 : 0) + (sysPrefix ? 1 : 0) + (prefix == nil ? 0 : 1) <= 1 else {
            throw ValidationError("--user, --sys-prefix and --prefix exclude each other")
        }
    }

    func kernelspec() throws -> Kernelspec { try Kernelspec(name: name, displayName: displayName) }

    /// The folder that holds `jupyter/kernels`.
    func shareFolder() throws(Kernelspec.Failure) -> String {
        let environment = Environment()
        if let prefix { return prefix + "/share" }
        guard !sysPrefix else {
            guard let prefix = environment["VIRTUAL_ENV"] ?? environment["CONDA_PREFIX"] else { throw .noPrefix }
            return prefix + "/share"
        }
        return environment["XDG_DATA_HOME"] ?? (environment["HOME"] ?? "") + "/.local/share"
    }
}

/// Makes the kernel known to Jupyter.
struct InstallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install", abstract: "Write the kernelspec, so that Jupyter offers this kernel.")

    @OptionGroup var options: KernelspecOptions

    @Flag(help: "Only print the kernel.json.")
    var print = false

    func run() throws {
        let kernelspec = try options.kernelspec()
        guard !print else { return Swift.print(kernelspec.json, terminator: "") }
        Swift.print("Installed \(options.displayName) in \(try kernelspec.install(into: options.shareFolder()))")
    }
}

/// Takes the kernel out of Jupyter's list.
struct UninstallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "uninstall", abstract: "Remove the kernelspec that install has written.")

    @OptionGroup var options: KernelspecOptions

    func run() throws {
        Swift.print("Removed \(try options.kernelspec().uninstall(from: options.shareFolder()))")
    }
}
