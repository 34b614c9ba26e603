import Glibc

/// Runs cells without a front end, for a terminal: on one thread with a deep stack, interrupted by Control-C.
///
///     let thread = try CellThread(executor: session)
///     thread.run(Cell("1 + 1"), output: terminal)    // waits for the result
package final class CellThread {
    private let executor: any CellExecutor
    /// Brings interrupts; a caller may poll its reader between cells.
    package let wakePipe: WakePipe
    private let cells = Monitor<[(cell: Cell, output: any CellOutput)]>([])
    private let results = Monitor<[CellResult]>([])

    package init(executor: any CellExecutor) throws(KernelError) {
        self.executor = executor
        wakePipe = try WakePipe()
        InterruptSignal.forward(to: wakePipe)
        try DeepThread.start("cells") { [cells, results, wakePipe] in
            while true {
                let next = cells.wait { $0.isEmpty ? nil : $0.removeFirst() }
                let result = executor.execute(next.cell, output: next.output)
                results.update { $0.append(result) }
                wakePipe.send(.finished)
            }
        }
    }

    package func run(_ cell: Cell, output: any CellOutput) -> CellResult {
        _ = wakePipe.receive()
        cells.update { $0.append((cell, output)) }
        while true {
            var item = pollfd(fd: wakePipe.reader, events: Int16(POLLIN), revents: 0)
            poll(&item, 1, -1)
            let reasons = wakePipe.receive()
            if reasons.contains(.interrupt) { executor.interrupt() }
            if reasons.contains(.finished) { return results.wait { $0.isEmpty ? nil : $0.removeFirst() } }
        }
    }
}
