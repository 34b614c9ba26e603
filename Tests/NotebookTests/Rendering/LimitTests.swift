import Testing

@Suite("Forms of values stay small, and of odd values too")
struct LimitTests {
    /// The bytes of the HTML that a cell shows; 0 without any.
    private func size(_ cell: String) -> Int { Session.bundle(["import torch", cell])?.html?.utf8.count ?? 0 }

    @Test func theHTMLOfATensorHasAtMost48Kilobytes() {
        for shape in ["3000, 3000", "64, 64", "6, 64, 64", "100000", "2, 3, 4, 5, 6, 7", "1, 70000", "70000, 1"] {
            #expect(1...49152 ~= size("torch.randn(\(shape))"), "of shape \(shape)")
        }
    }

    @Test func valuesWithoutAPictureAreTextAlone() {
        for cell in [
            "torch.tensor(1.5)", "torch.empty(0)", "torch.empty(3, 0, 4)", "torch.ones(3, device='meta')",
            "torch.ones(3, dtype=torch.complex64)", "[1, 2, 'three']", "torch.nn.ReLU()",
        ] { #expect(size(cell) == 0, "\(cell)") }
    }

    @Test func hugeViewsAreSampled() {
        #expect(size("torch.ones(1).expand(2**30)") > 0)
        #expect(size("torch.ones(1, 1).expand(2**15, 2**15)") > 0)
    }

    @Test func extremeNumbersAreShown() {
        #expect(size("torch.tensor([1e308, -1e308, float('inf'), float('nan')], dtype=torch.float64)") > 0)
        #expect(size("torch.full((50,), float('nan'))") > 0)
        #expect(size("torch.tensor([2**63 - 1, -2**63])") > 0)
        #expect(size("torch.arange(100).to(torch.uint8)") > 0)
    }

    @Test func aListOfManyTensorsIsCut() {
        #expect(1...65536 ~= size("[torch.ones(2)] * 5000"))
        #expect(1...65536 ~= size("{str(i): [torch.ones(2)] * 3 for i in range(5000)}"))
    }

    @Test func aContainerThatHoldsItselfIsShown() {
        #expect(size("x = [torch.ones(2)]; x.append(x); x") > 0)
    }

    @Test func aTreeOfManyModulesIsCut() {
        #expect(1...131072 ~= size("torch.nn.Sequential(*[torch.nn.Linear(2, i + 1) for i in range(2000)])"))
    }

    @Test func aModuleWithItsOwnTextHasNoTree() {
        let cell = """
            class Net(torch.nn.Module):
                def __init__(self):
                    super().__init__()
                    self.layer = torch.nn.Linear(1, 1)
                def __repr__(self):
                    return "mine"
            Net()
            """
        #expect(size(cell) == 0)
    }
}
