import CKernels

/// Whether operations are recorded for differentiation; a state of the calling thread.
///
///     try GradientMode.disabled { try weight.fillInPlace(0) }
package enum GradientMode {
    /// True unless inside `torch.no_grad()`.
    package static var isEnabled: Bool {
        get { thread_gradient_mode() & 1 == 0 }
        set { set_thread_gradient_mode(thread_gradient_mode() & ~1 | (newValue ? 0 : 1)) }
    }

    /// Whether a backward pass stops at the first derivative that gives a nan. Cell thread only.
    package nonisolated(unsafe) static var detectsAnomalies = false

    /// True inside `torch.inference_mode()`.
    package static var inference: Bool {
        get { thread_gradient_mode() & 2 != 0 }
        set { set_thread_gradient_mode(thread_gradient_mode() & ~2 | (newValue ? 2 : 0)) }
    }

    /// Runs the body without recording.
    package static func disabled<Result>(_ body: () throws -> Result) rethrows -> Result {
        try with(enabled: false, body)
    }

    package static func with<Result>(enabled: Bool, _ body: () throws -> Result) rethrows -> Result {
        let previous = isEnabled
        isEnabled = enabled
        defer { isEnabled = previous }
        return try body()
    }
}
