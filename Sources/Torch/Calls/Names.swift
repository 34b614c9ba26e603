import Language
import Tensors

// Words that engine and language both use; in the faces, the short form is the engine's where an operation is meant.
typealias Argument = Tensors.Argument
