import Testing

/// Tensors as cells see them.
@Suite struct TensorObjectTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import torch\n" + text) }
    }

    @Test func facesOfOneTensorAreTheSameObject() {
        #expect(show("x = torch.ones(2)\nx.float() is x, x.clone() is x, x.add_(1) is x") == "(True, False, True)")
    }

    @Test func attributesSetOnATensorStay() {
        #expect(show("x = torch.ones(2)\nx.note = 'seen'\nx.note") == "'seen'")
    }

    @Test func anUnknownOperandGetsItsTurn() {
        #expect(
            show("torch.ones(2) + 'a'")
                == "TypeError: unsupported operand type(s) for +: 'Tensor' and 'str'")
    }

    @Test func comparingWithAnythingElseIsFalse() {
        #expect(show("torch.ones(1) == 'a', torch.ones(1) != None") == "(False, True)")
    }

    @Test func aTensorOfOneElementFormatsAsItsNumber() {
        #expect(show("x = torch.tensor(1.2345)\nprint(f'{x:.2f}')") == "1.23\n")
    }

    @Test func sizesAreATupleThatSlicesToSizes() {
        #expect(
            show("s = torch.zeros(2, 3, 4).shape\ns[1:], s == (2, 3, 4), isinstance(s, tuple), s[-1]")
                == "(torch.Size([3, 4]), True, True, 4)")
    }

    @Test func namedResultsUnpackAndHaveFields() {
        #expect(
            show(
                "r = torch.tensor([3, 9, 2]).max(dim=0)\nvalue, index = r\nvalue.item(), r.indices.item(), r[0].item()")
                == "(9, 1, 9)")
    }

    @Test func aKeywordOfNumPyIsUnderstood() {
        #expect(show("torch.ones(2, 3).sum(axis=1, keepdims=True).shape") == "torch.Size([2, 1])")
    }

    @Test func anUnknownKeywordIsNamed() {
        #expect(
            show("torch.relu(torch.ones(1), dum=1)") == "TypeError: relu() got an unexpected keyword argument 'dum'")
    }

    @Test func aModuleThatLacksAFunctionSaysSo() {
        #expect(show("torch.nothing") == "AttributeError: module 'torch' has no attribute 'nothing'")
    }

    @Test func setGradEnabledActsAtOnceAndRestoresAsAContext() {
        #expect(
            show("with torch.set_grad_enabled(False):\n    a = torch.is_grad_enabled()\na, torch.is_grad_enabled()")
                == "(False, True)")
    }
}
