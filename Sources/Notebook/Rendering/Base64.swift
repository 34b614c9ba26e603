import FoundationEssentials

/// Bytes as the text that JSON can carry.
enum Base64 {
    /// `Base64.text([1, 2, 3])` is "AQID".
    static func text(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
