/// `subprocess`: other programs, run to their end. `subprocess.run(["ls"], capture_output=True, text=True).stdout`
enum SubprocessModule {
    static func make(_ evaluator: Evaluator) throws -> ModuleObject {
        let module = ModuleObject("subprocess", documentation: "Other programs.", functions: [run])
        try SourceModules.add(to: module, source, evaluator)
        return module
    }

    private static var run: NativeFunction {
        NativeFunction(
            "_run", "(words, input, merges, directory, environment, timeout, streams)",
            "Runs a program: its exit code, its output and its errors; None when the time was over.",
            module: "subprocess"
        ) { arguments, evaluator in
            let words = try evaluator.array(from: arguments[0]).map { try OperatingSystem.path($0, evaluator) }
            let input = try arguments[1].ifNotNone.flatMap { try BytesMethods.bytes(from: $0, evaluator) }
            let process = try ChildProcess(
                words, merging: try evaluator.truth(arguments[2]), hasInput: input != nil,
                directory: try arguments[3].ifNotNone.map { try OperatingSystem.path($0, evaluator) },
                environment: try arguments[4].ifNotNone.map {
                    try evaluator.array(from: $0).map { try evaluator.str($0) }
                })
            return try result(of: process, input ?? [], arguments[5], streams: arguments[6], evaluator)
        }
    }

    private static func result(
        of process: ChildProcess, _ input: [UInt8], _ timeout: Value, streams: Value, _ evaluator: Evaluator
    ) throws -> Value {
        let seconds = try timeout.ifNotNone.flatMap { try Number($0)?.float() }
        let shows = try evaluator.array(from: streams).map { try evaluator.truth($0) }
        var kept: [[UInt8]] = [[], []]
        let isFinished = try process.read(evaluator.interrupt, sending: input, timeout: seconds) { bytes, isError in
            if shows.count == 2, shows[isError ? 1 : 0] {
                evaluator.output.write(
                    String(decoding: bytes, as: UTF8.self), to: isError ? .standardError : .standardOutput)
            } else {
                kept[isError ? 1 : 0] += bytes
            }
        }
        if !isFinished { process.kill() }
        let code = process.wait()
        return Value(tuple: [
            isFinished ? .int(code) : .none, .object(Bytes(kept[0])), .object(Bytes(kept[1])),
        ])
    }

    private static let source = #"""
        import os as _os

        PIPE, STDOUT, DEVNULL = -1, -2, -3

        class SubprocessError(Exception):
            pass

        class CalledProcessError(SubprocessError):
            def __init__(self, returncode, cmd, output=None, stderr=None):
                self.returncode, self.cmd, self.output, self.stderr = returncode, cmd, output, stderr

            @property
            def stdout(self):
                return self.output

            def __str__(self):
                if self.returncode < 0:
                    return f"Command '{self.cmd}' died with signal {-self.returncode}."
                return f"Command '{self.cmd}' returned non-zero exit status {self.returncode}."

        class TimeoutExpired(SubprocessError):
            def __init__(self, cmd, timeout, output=None, stderr=None):
                self.cmd, self.timeout, self.output, self.stderr = cmd, timeout, output, stderr

            def __str__(self):
                return f"Command '{self.cmd}' timed out after {self.timeout} seconds"

        class CompletedProcess:
            def __init__(self, args, returncode, stdout=None, stderr=None):
                self.args, self.returncode, self.stdout, self.stderr = args, returncode, stdout, stderr

            def __repr__(self):
                parts = [f"args={self.args!r}", f"returncode={self.returncode!r}"]
                parts += [f"{name}={value!r}" for name, value in (("stdout", self.stdout), ("stderr", self.stderr)) if value is not None]
                return f"CompletedProcess({', '.join(parts)})"

            def check_returncode(self):
                if self.returncode:
                    raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)

        def run(args, *, input=None, capture_output=False, timeout=None, check=False, shell=False, text=None, encoding=None,
                errors=None, universal_newlines=None, stdin=None, stdout=None, stderr=None, cwd=None, env=None, **options):
            if capture_output:
                if stdout is not None or stderr is not None:
                    raise ValueError("stdout and stderr arguments may not be used with capture_output.")
                stdout = stderr = PIPE
            is_text = text or universal_newlines or encoding or errors
            if shell:
                words = ["/bin/sh", "-c", args if isinstance(args, str) else args[0]]
            else:
                words = [args] if isinstance(args, (str, _os.PathLike)) else list(args)
            if isinstance(input, str):
                input = input.encode(encoding or "utf-8")
            environment = None if env is None else [f"{name}={value}" for name, value in env.items()]
            code, out, err = _run(words, input, stderr == STDOUT, cwd, environment, timeout, (stdout is None, stderr is None))
            out, err = out if stdout == PIPE else None, err if stderr == PIPE else None
            if is_text:
                out, err = (None if data is None else data.decode(encoding or "utf-8", errors or "strict") for data in (out, err))
            for stream, data in ((stdout, out), (stderr, err)):
                if hasattr(stream, "write"):
                    raise NotImplementedError("subprocess writes to PIPE, DEVNULL or the cell, not to a file: use capture_output=True")
            if code is None:
                raise TimeoutExpired(args, timeout, out, err)
            result = CompletedProcess(args, code, out, err)
            if check:
                result.check_returncode()
            return result

        def call(args, **options):
            return run(args, **options).returncode

        def check_call(args, **options):
            return run(args, check=True, **options).returncode

        def check_output(args, **options):
            return run(args, stdout=PIPE, check=True, **options).stdout

        def getstatusoutput(cmd):
            result = run(cmd, shell=True, text=True, stdout=PIPE, stderr=STDOUT)
            return result.returncode, result.stdout.removesuffix("\n")

        def getoutput(cmd):
            return getstatusoutput(cmd)[1]

        class Popen:
            def __init__(self, *args, **options):
                raise NotImplementedError("subprocess.Popen is not supported: use subprocess.run, or !command in a cell")
        """#
}
