import Testing

/// Results of half precision: computed in float32 and rounded once, as PyTorch's kernels do.
@Suite struct HalfPrecisionTests {
    private func show(_ text: String) -> String {
        let start = """
            import torch, torch.nn.functional as F
            torch.manual_seed(0)
            a, b, p, w = torch.randn(8, 6), torch.randn(8, 6), torch.rand(8, 6), torch.randn(6)
            def differing(f, dtype):
                narrow = [t.to(dtype) for t in (a, b, p, w)]
                wide = f(*[t.float() for t in narrow])
                return (f(*narrow) != wide.to(dtype)).sum().item()

            """
        return onCellThread { Cells().show(start + text) }
    }

    @Test(arguments: [
        "F.softplus(a)", "F.mish(a)", "F.hardswish(a)", "F.hardsigmoid(a)", "F.selu(a)", "F.logsigmoid(a)", "F.glu(a)",
        "torch.lerp(a, b, 0.3)", "torch.lerp(a, b, p)", "torch.addcmul(a, b, p, value=0.3)",
        "torch.addcdiv(a, b, p, value=0.3)", "torch.hypot(a, b)", "torch.sinc(a)", "a.round(decimals=1)",
        "F.rms_norm(a, (6,), w)", "F.group_norm(a, 3, w, w)", "a.norm(3, dim=1)", "a.norm(dim=1)",
        "torch.baddbmm(a[None, :, :2], a[None], b.T[None, :, :2])",
    ])
    func oneRounding(call: String) {
        #expect(
            show("[differing(lambda a, b, p, w: \(call), d) for d in (torch.float16, torch.bfloat16)]") == "[0, 0]")
    }

    @Test(arguments: [
        ("x.norm()", "tensor(600., dtype=torch.float16)"),
        ("torch.linalg.vector_norm(x, 3)", "tensor(476.2500, dtype=torch.float16)"),
        ("torch.cosine_similarity(x[:2], x[:2], dim=0)", "tensor(1., dtype=torch.float16)"),
        ("torch.dist(x, -x)", "tensor(1200., dtype=torch.float16)"),
        ("F.normalize(x, dim=0)", "tensor([0.5000, 0.5000, 0.5000, 0.5000], dtype=torch.float16)"),
    ])
    func squaresThatDoNotFitCount(call: String, result: String) {
        #expect(show("x = torch.full((4,), 300., dtype=torch.float16)\n\(call)") == result)
    }

    @Test func gradientsOfHalfPrecisionAreClippedToTheirNorm() {
        let text = """
            weight = torch.nn.Parameter(torch.ones(2).half())
            weight.grad = torch.full((2,), 300.).half()
            torch.nn.utils.clip_grad_norm_([weight], 1.).item(), weight.grad.tolist()
            """
        #expect(show(text) == "(424.25, [0.70703125, 0.70703125])")
    }
}
