import Testing

/// Expressions that einops 0.8 refuses, in its words, and its layers.
@Suite struct EinopsRefusalTests {
    private func show(_ text: String) -> String {
        onCellThread {
            Cells().show(
                "import torch\nfrom einops import *\nfrom torch import nn\nx = torch.arange(24.).view(2, 3, 4)\n" + text
            )
        }
    }

    @Test(
        "The reason stands after what was asked for",
        arguments: [
            ("a b c -> a b c', d=3", "{'d': 3}", "Axis d is not used in transform"),
            ("(a b c -> a'", "{}", "Imbalanced parentheses in expression: \"(a b c \""),
            ("a ((b) c) -> a'", "{}", "Axis composition is one-level (brackets inside brackets not allowed)"),
            ("a B! c -> a'", "{}", "Unknown character '!'"),
            (
                "a b_ c -> a b_ c'", "{}",
                "Invalid axis identifier: b_\naxis name should should not start or end with underscore"
            ),
            (
                "... a ... -> a'", "{}",
                "Expression may contain dots only inside ellipsis (...); only one ellipsis for tensor "
            ),
            ("a . c -> a'", "{}", "Expression may contain dots only inside ellipsis (...)"),
        ])
    func reasons(pattern: String, axes: String, reason: String) {
        let words = pattern.prefix { $0 != "'" }
        #expect(
            show("rearrange(x, '\(pattern))")
                == "EinopsError:  Error while processing rearrange-reduction pattern \"\(words)\".\n Input tensor shape: "
                + "torch.Size([2, 3, 4]). Additional info: \(axes).\n \(reason)")
    }

    @Test(
        "Other refusals have their own exceptions",
        arguments: [
            (
                "reduce(x.long(), 'a b c -> a', 'mean')",
                "NotImplementedError: reduce_mean is not available for non-floating tensors"
            ),
            ("rearrange([], 'a -> a')", "TypeError: Rearrange/Reduce/Repeat can't be applied to an empty list"),
            (
                "parse_shape(x, 'a b')",
                "RuntimeError: Can't parse shape with different number of dimensions: a b torch.Size([2, 3, 4])"
            ),
            ("from einops import pack; pack([x], 'a b')", "EinopsError: No *-axis in pack(..., \"a b\")"),
        ])
    func others(call: String, error: String) {
        #expect(show(call) == error)
    }

    @Test func aReductionNamesItself() {
        #expect(show("reduce(x, 'a b c -> a d', 'sum')").hasSuffix("on the right side of reduce sum: {'d'}"))
    }

    @Test func layersAreModulesThatPrintTheirPattern() {
        let program = """
            from einops.layers.torch import Rearrange, Reduce
            net = nn.Sequential(Rearrange('a b c -> a (b c)'), Reduce('a (b c) -> a b', 'mean', c=2))
            print(net(x).shape)
            net
            """
        #expect(
            show(program) == """
                torch.Size([2, 6])
                Sequential(
                  (0): Rearrange('a b c -> a (b c)')
                  (1): Reduce('a (b c) -> a b', 'mean', c=2)
                )
                """)
    }
}
