/// What a program prints.
func printed(_ source: String) -> String {
    let outcome = Program.run([source])
    return outcome.output.isEmpty ? outcome.error ?? "" : outcome.output
}

/// The type and the message of the error that a program ends with; nil when it ends well.
func error(of source: String) -> String? { Program.run([source]).error }
