/// The instances that have ended and whose `__del__` is still to be called.
///
/// An instance ends in the middle of anything: user code must not run there. What it held goes over to another instance,
/// whose `__del__` the evaluator calls before the next call of a native function and at the end of the program.
package final class Finalizers {
    private var waiting: [Instance] = []
    /// Whether there is something to do that nobody does yet.
    private(set) var isWaiting = false
    private var isClosed = false

    /// Takes over an instance that stands for one that ended.
    func adopt(_ instance: Instance) {
        guard !isClosed else { return }
        waiting.append(instance)
        isWaiting = true
    }

    /// Calls something with each instance, those too that end meanwhile, until it says that it is enough.
    func drain(_ body: (Instance) -> Bool) {
        while !waiting.isEmpty {
            let ended = waiting
            waiting = []
            isWaiting = false
            if !ended.allSatisfy(body) { break }
        }
        waiting = []
        isWaiting = false
    }

    /// From now on nothing is called any more.
    func close() {
        isClosed = true
        isWaiting = false
        waiting = []
    }
}

extension Evaluator {
    /// Calls the `__del__` of the instances that ended. Errors in it are reported and go no further; an interrupt does.
    @inline(never)
    func finalize() {
        finalizers.drain { instance in
            do {
                guard let method = try userMethod(.__del__, of: instance) else { return true }
                _ = try call(method)
            } catch {
                let exception = pythonError(error).exception
                if exception.type === TypeObject.keyboardInterrupt {
                    interrupt.raise()
                    return false
                }
                let text = (try? str(.object(exception))) ?? ""
                let place = "Exception ignored in: \(instance.type.qualifiedName).__del__"
                output.write("\(place)\n\(exception.type.name): \(text)\n", to: .standardError)
            }
            return true
        }
    }
}
