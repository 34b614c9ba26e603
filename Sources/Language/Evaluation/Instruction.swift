/// One step of the machine: an operation and up to three operands, most often register numbers.
/// `add 4, 0, 1` puts the sum of registers 0 and 1 into register 4.
package struct Instruction {
    package var operation: Opcode
    /// A small operand: an operator, a flag.
    package var detail: UInt16
    package var a: Int32
    package var b: Int32
    package var c: Int32

    package init(_ operation: Opcode, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0, detail: Int = 0) {
        self.operation = operation
        self.detail = UInt16(truncatingIfNeeded: detail)
        self.a = Int32(truncatingIfNeeded: a)
        self.b = Int32(truncatingIfNeeded: b)
        self.c = Int32(truncatingIfNeeded: c)
    }
}

/// The operations. `r[x]` is a register of the frame; `a` is the destination unless said otherwise.
/// Operands that are temporaries are emptied when they are read, so that a frame holds no value longer than needed.
package enum Opcode: UInt16, CaseIterable {
    // Variables
    case loadConstant  // r[a] = constants[b]
    case loadInteger  // r[a] = b
    case loadNone  // r[a] = None
    case move  // r[a] = r[b]; UnboundLocalError when a local is unbound
    case loadCopy  // r[a] = r[b], which keeps its value although it is a temporary
    case clear  // r[a] is emptied
    case deleteLocal  // r[a] is unbound; UnboundLocalError when it is already
    case makeCell  // r[a] = a cell that holds r[a]
    case loadCell  // r[a] = value of the cell r[b]
    case storeCell  // value of the cell r[a] = r[b]
    case deleteCell
    case loadFree  // r[a] = value of cell b of the closure
    case storeFree  // value of cell a of the closure = r[b]
    case deleteFree
    case loadGlobal  // r[a] = globals[b], or builtins[c]
    case storeGlobal  // globals[a] = r[b]
    case deleteGlobal
    case loadName  // r[a] = symbols[b] of the class body, or globals[c]
    case storeName  // symbols[a] of the class body = r[b]
    case deleteName

    // Operators
    case add
    case subtract
    case multiply
    case addInteger  // r[a] = r[b] + c
    case binary  // r[a] = r[b] detail r[c]
    case unary  // r[a] = detail r[b]
    case compare  // r[a] = r[b] detail r[c]
    case not  // r[a] = not r[b]

    // Jumps
    case jump  // to a
    case loop  // back to a; polls the interrupt flag
    case poll  // only polls
    case branch  // to c when the truth of r[a] is detail; r[a] is emptied
    case branchKeeping  // the same, and r[a] keeps its value
    case branchCompare  // to c when r[a] op r[b] is as wanted; detail is op * 2 + wanted
    case branchCompareInteger  // to c when r[a] op b is as wanted

    // Attributes and items
    case loadAttribute  // r[a] = r[b].caches[c]
    case storeAttribute  // r[a].caches[c] = r[b]
    case deleteAttribute  // del r[a].caches[c]
    case loadMethod  // r[a], r[a + 1] = function, receiver of r[b].caches[c]
    // The same of super: r[b] is `super`, then come the class and the receiver.
    case loadSuperMethod
    case loadItem  // r[a] = r[b][r[c]]
    case loadItemInteger  // r[a] = r[b][c]
    case storeItem  // r[a][r[b]] = r[c]
    case deleteItem  // del r[a][r[b]]

    // Calls: r[b] is the function; with detail 1, r[b + 1] is the receiver or nothing; then come c arguments.
    case call
    case callKeywords  // detail: the list of the names of the last arguments * 2 + whether there is a receiver
    case callSpread  // r[b + 2] is the list of positional arguments, r[b + 3] the dict of keywords
    case `return`  // r[a]
    case returnNone

    // Containers
    case buildList  // r[a] = [r[b], … c of them]
    case buildTuple
    case buildSet
    case buildDict  // c pairs
    case buildString  // r[a] = "".join(r[b], … c of them)
    case buildSlice  // r[a] = slice(r[b], r[b + 1], r[b + 2])
    case append  // list r[a] gets r[b]
    case extend  // list r[a] gets all of r[b]
    case addToSet  // set r[a] gets r[b]
    case updateSet  // set r[a] gets all of r[b]
    case setPair  // dict r[a] gets r[b]: r[c]
    case mergeDict  // dict r[a] gets all of r[b]
    case mergeKeywords  // dict r[a] of a call's keywords gets all of r[b]; the function is r[c]
    case tupleFromList  // r[a] = tuple(r[b])
    case format  // r[a] = format(r[b], r[c]); detail: conversion * 2 + has a specification
    case unpack  // r[a], … c of them = r[b]
    case unpackStarred  // r[a], …: c before the starred one, detail after

    // Iteration
    case iterate  // r[a] = iter(r[b])
    case next  // r[a] = next(r[b]), or jump to c at the end

    // Functions and classes
    case makeFunction  // r[a] = function of children[b], defaults from r[c]
    case buildClass  // r[a] = class: r[b] body, r[b + 1] list of bases, r[b + 2] keywords; c: name
    case yield  // r[a] = what is sent for r[b]
    case yieldFrom  // r[a] = what the iterator r[b] returns, after yielding all that it yields; r[c] is sent to it
    case importModule  // r[a] = module symbols[b]; c: level * 2 + want the leaf
    case importName  // r[a] = attribute symbols[c] of the module r[b]
    case importAll  // every public name of the module r[a]

    // Errors
    case raise  // r[a] from r[b]; b is -1 without cause, a is -1 to raise the handled exception again
    case reraise  // r[a], as it came
    case setHandled  // the exception being handled is in r[a]; -1: none
    case branchUnlessMatches  // to c unless exception r[a] is an instance of r[b]
    case assertionFailed  // with the message r[a]; -1 without
    case enterContext  // r[a] = enter(r[b])
    case exitContext  // of r[a], without error; with detail 1 a block that repeats goes back to b
    case exitContextWithError  // r[a] = whether r[b] swallowed the exception r[c]

    // Patterns
    case matchSequence  // r[a] = whether r[b] is a sequence of length c; detail 1: at least
    case matchMapping  // r[a] = whether r[b] is a mapping
    case matchKey  // r[a] = whether mapping r[b] has key r[c], and r[a + 1] its value
    case matchRest  // r[a] = mapping r[b] without the keys in the list r[c]
    // r[a] = tuple of the attributes, or None: subject r[b], class r[b + 1]; c: names, detail: positional
    case matchClass
    case endPath  // where a staged path ends, in place of another instruction
    case storeAnnotation  // __annotations__[constants[a]] = r[b]; detail 1 in a class body
}
