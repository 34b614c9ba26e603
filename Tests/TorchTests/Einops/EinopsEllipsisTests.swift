import Testing

/// The dots inside brackets; the shapes are those of einops 0.8.
@Suite struct EinopsEllipsisTests {
    private func show(_ text: String) -> String {
        onCellThread {
            Cells().show("import torch\nfrom einops import *\nx = torch.arange(24.).view(2, 3, 4)\n" + text)
        }
    }

    @Test(arguments: [
        ("rearrange(x, 'b ... -> b (...)')", "[2, 12]"), ("rearrange(x, '... d -> (...) d')", "[6, 4]"),
        ("rearrange(x, '... -> (...)')", "[24]"), ("rearrange(x, 'a ... b -> (b ...) a')", "[12, 2]"),
        ("reduce(x, 'b ... -> (...)', 'sum')", "[12]"), ("reduce(x, '... d -> ...', 'mean')", "[2, 3]"),
        ("repeat(x, 'b ... -> b (... r)', r=2)", "[2, 24]"), ("rearrange(x[0, 0], 'a ... -> (...) a')", "[1, 4]"),
    ])
    func dotsInBracketsAreOneDimension(call: String, shape: String) {
        #expect(show(call + ".shape") == "torch.Size(\(shape))")
    }

    @Test func dotsInBracketsOnTheLeftAreRefused() {
        #expect(
            show("rearrange(x, '(...) b -> b ...')").hasSuffix(
                "Ellipsis inside parenthesis in the left side is not allowed: (...) b -> b ..."))
    }
}
