import Testing

/// Arguments that fit no tensor are errors in torch's words, and none of them ends the process.
@Suite struct HostileArgumentTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import torch\n" + text) }
    }

    @Test func columnsThatNoMemoryHoldsAreRefused() {
        #expect(show("torch.vander(torch.ones(3), 2**40)").hasPrefix("RuntimeError: [enforce fail at alloc_cpu.cpp"))
        #expect(show("torch.vander(torch.tensor([2, 3])).tolist()") == "[[2, 1], [3, 1]]")
    }

    @Test func dimensionsOfANumberMoveNowhere() {
        #expect(show("torch.movedim(torch.tensor(1.0), 0, 0)") == "tensor(1.)")
        #expect(
            show("torch.movedim(torch.ones(2, 3), [0, 1], [1, 1])")
                == "RuntimeError: movedim: repeated dim in `destination` ([1, 1])")
    }

    @Test func headsOfAnImpossibleSizeAreRefused() {
        #expect(
            show("torch.nn.MultiheadAttention(2**62, 1)").hasPrefix("RuntimeError: Storage size calculation overflowed")
        )
    }

    @Test func samplePointsFitTheirSamples() {
        #expect(show("torch.trapezoid(torch.ones(3), torch.tensor([1.0, 2.0, 4.0]))") == "tensor(3.)")
        #expect(
            show("torch.trapezoid(torch.ones(2, 3), torch.ones(2))")
                == "RuntimeError: trapezoid: There must be one `x` value for each sample point")
        #expect(show("torch.trapz(torch.ones(3), torch.tensor(5))").hasPrefix("RuntimeError: The size of tensor a (2)"))
    }

    @Test func settingsOfAnOptimizerAreNumbers() {
        #expect(
            show("torch.optim.Adam([torch.ones(1, requires_grad=True)], lr='a')")
                == "TypeError: '<=' not supported between instances of 'float' and 'str'")
    }
}
