import Testing

/// Distributions give PyTorch's numbers for PyTorch's seeds.
@Suite struct DistributionsTests {
    private func show(_ text: String) -> String {
        onCellThread {
            Cells().show("import torch\nfrom torch.distributions import *\n_ = torch.manual_seed(0)\n" + text)
        }
    }

    @Test func betaNumbersComeFromGammaNumbers() {
        #expect(show("Beta(2., 3.).sample()") == "tensor(0.6726)")
    }

    @Test func parametersAreShown() {
        #expect(show("Gamma(2., 3.)") == "Gamma(concentration: 2.0, rate: 3.0)")
        #expect(show("Binomial(10, torch.tensor(.5))") == "Binomial(total_count: 10.0, probs: 0.5)")
    }

    @Test func densitiesAndEntropies() {
        #expect(show("Dirichlet(torch.tensor([1., 2., 3.])).entropy()") == "tensor(-1.2443)")
        #expect(show("StudentT(3.).log_prob(torch.tensor(.5))") == "tensor(-1.1610)")
        #expect(show("kl_divergence(Beta(2., 3.), Beta(3., 2.))") == "tensor(0.5000)")
    }

    @Test func aParameterOutOfRangeIsNamed() {
        let text =
            "try: Normal(0., -1.)\nexcept ValueError as e: print(str(e).splitlines()[-1], 'GreaterThan' in str(e))"
        #expect(show(text) == "-1.0 True\n")
    }
}
