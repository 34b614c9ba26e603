// swift-tools-version: 6.1
import PackageDescription

/// A library target and the lower floors that it may import.
func library(
    _ name: String, imports: [Target.Dependency] = [], exclude: [String] = [], resources: [Resource]? = nil,
    flags: [String] = []
) -> Target {
    .target(
        name: name, dependencies: imports, exclude: ["README.md"] + exclude, resources: resources,
        // Checks of overlapping access cost a fifth of a small tensor operation (measured there only). The debug
        // build and the compiler's static checks keep them.
        swiftSettings: [.unsafeFlags(["-enforce-exclusivity=unchecked"] + flags, .when(configuration: .release))])
}

/// The tests of one target, in a folder of the same name.
func tests(of name: String, imports: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: [.init(stringLiteral: name)] + imports, exclude: exclude)
}

let package = Package(
    name: "nnsight",
    products: [.executable(name: "nnsight", targets: ["nnsight"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    ],
    targets: [
        // Floor 7
        .executableTarget(
            name: "nnsight",
            dependencies: [
                "Notebook", "Language", "Jupyter", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["README.md"],
            resources: [
                .embedInCode("Kernelspec/logo-32x32.png"), .embedInCode("Kernelspec/logo-64x64.png"),
                .embedInCode("Kernelspec/logo-svg.svg"),
            ]),
        // Floor 6
        library(
            "Notebook",
            imports: [
                "Remote", "Interventions", "Models", "Torch", "Networks", "Tensors", "Language", "Jupyter", "Figures",
            ],
            resources: [.embedInCode("Python")]),
        // Floor 5
        library("Remote", imports: ["Interventions", "Torch", "Tensors", "Language"]),
        // Floor 4
        library("Interventions", imports: ["Models", "Torch", "Networks", "Tensors", "Language"]),
        // Floor 3
        library("Models", imports: ["Networks", "Tensors"], exclude: ["Resources"]),
        library("Torch", imports: ["Networks", "Tensors", "Language"]),
        // Floor 2
        library("Networks", imports: ["Tensors", "CKernels"]),
        // Floor 1
        library("Tensors", imports: ["CKernels", "COpenBLAS"]),
        library(
            "Language", imports: ["CReferences", .product(name: "BigInt", package: "BigInt")],
            exclude: ["Grammar.txt"],
            // The optimizer would pack the registers of the interpreter's loop into vectors, and unpack them at each step.
            flags: ["-Xllvm", "-vectorize-slp=false"]),
        library("Jupyter", imports: ["CZeroMQ", "COpenSSL"]),
        library("Figures", imports: ["CCairo"]),
        // Floor 0
        .target(
            name: "CKernels",
            exclude: ["README.md"],
            cSettings: [.unsafeFlags(["-O3", "-fno-math-errno", "-fno-trapping-math"])]),
        .target(name: "CReferences", exclude: ["README.md"]),
        .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
        .systemLibrary(name: "CZeroMQ", providers: [.apt(["libzmq3-dev"])]),
        .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
        // Tests mirror the sources.
        tests(of: "Tensors", imports: ["CKernels"], exclude: ["Reference/operations.txt"]),
        tests(of: "Language"), tests(of: "Jupyter"), tests(of: "Figures"),
        tests(of: "Networks", imports: ["Tensors"]),
        tests(of: "Models", imports: ["Networks", "Tensors"]),
        tests(of: "Torch", imports: ["Language", "Tensors", "Networks"]),
        tests(
            of: "Interventions", imports: ["Torch", "Language", "Tensors", "Networks"], exclude: ["README.md"]),
        tests(of: "Notebook", imports: ["Jupyter", "Language"], exclude: ["Snapshots"]),
    ],
    swiftLanguageModes: [.v6]
)
