import Testing

/// Calls that PyTorch refuses, in its words.
@Suite struct EdgeRefusalTests {
    private func show(_ text: String) -> String {
        onCellThread {
            Cells().show("import torch, torch.nn.functional as F\nx = torch.arange(24).reshape(2, 3, 4)\n" + text)
        }
    }

    @Test(arguments: [
        ("x[None, :, 5]", "index 5 is out of bounds for dimension 2 with size 3"),
        ("x[..., 9]", "index 9 is out of bounds for dimension 1 with size 4"),
        ("x[0, 5]", "index 5 is out of bounds for dimension 1 with size 3"),
        ("x[:, torch.tensor([0, 7])]", "index 7 is out of bounds for dimension 0 with size 3"),
        ("torch.tensor([]).take(torch.tensor([0]))", "take(): tried to take from an empty tensor"),
        ("torch.ones(3).index_add(0, torch.tensor([5]), torch.ones(1))", "index out of range in self"),
        (
            "torch.ones(3, 2).index_copy(0, torch.tensor([5]), torch.ones(1, 2))",
            "index_copy_(): index 5 is out of bounds for dimension 0 with size 3"
        ),
        (
            "torch.ones(3).index_fill(0, torch.tensor([-4]), 7.)",
            "index -4 is out of bounds for dimension 0 with size 3"
        ),
    ])
    func indices(call: String, message: String) {
        #expect(show(call) == "IndexError: " + message)
    }

    @Test(arguments: [
        (
            "q = torch.ones(1, 2, 3, 4)\nF.scaled_dot_product_attention(q, q, q, attn_mask=torch.ones(3, 3).long())",
            "Expected attn_mask dtype to be bool or float or to match query dtype, but got attn_mask.dtype: long int "
                + "and  query.dtype: float instead."
        ),
        (
            "z = torch.tensor(1+2j, requires_grad=True)\n(z * z).backward()",
            "grad can be implicitly created only for real scalar outputs but got torch.complex64"
        ),
        (
            "F.cross_entropy(torch.ones(2, 3), torch.tensor([0, 1]).int())",
            "expected target dtype to be Long or Byte, but got Int"
        ),
        ("torch.ones(1).to('float32')", "Invalid device string: 'float32'"),
        ("torch.ones(-1)", "Trying to create tensor with negative dimension -1: [-1]"),
        ("torch.quantile(torch.ones(3), 1.5)", "quantile() q must be in the range [0, 1] but got 1.5"),
        ("torch.kthvalue(torch.ones(3), 5)", "kthvalue(): selected number k out of range for dimension 0"),
        ("x.take(torch.tensor([0]).int())", "take(): Expected a long tensor for index, but got Int"),
        (
            "torch.ones(3).copy_(torch.ones(4))",
            "The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 0"
        ),
        (
            "torch.ones(3).copy_(torch.ones(2, 3))",
            "output with shape [3] doesn't match the broadcast shape [2, 3]"
        ),
        (
            "F.rms_norm(torch.ones(2, 3), (3,), torch.ones(2))",
            "Expected weight to be of same shape as normalized_shape, but got weight of shape [2] and "
                + "normalized_shape = [3]"
        ),
        (
            "torch.einsum('ii->i', torch.ones(2, 3))",
            "einsum(): subscript i is repeated for operand 0 but the sizes don't match, 3 != 2"
        ),
        (
            "torch.einsum('i1,jk', torch.ones(2, 2), torch.ones(2, 2))",
            "einsum(): invalid subscript given at index 1 in the equation string, subscripts must be in [a-zA-Z]"
        ),
    ])
    func arguments(call: String, message: String) {
        #expect(show(call) == "RuntimeError: " + message)
    }

    @Test(arguments: [
        ("b @ b", "addmm_impl_cpu_"), ("b @ b[0]", "addmv_impl_cpu"), ("b[0] @ b[0]", "dot"),
        ("b[None] @ b[None]", "bmm"),
        ("F.linear(b, b)", "addmm_impl_cpu_"),
    ])
    func productsOfBools(call: String, kernel: String) {
        #expect(
            show("b = torch.ones(2, 2).bool()\n" + call)
                == "NotImplementedError: \"\(kernel)\" not implemented for 'Bool'")
    }

    @Test(arguments: [
        ("torch.ones(3)[0:2:0]", "ValueError: slice step cannot be zero"),
        ("torch.tensor([2**63])", "ValueError: Overflow when unpacking long long"),
        ("torch.ones(3) * 2**70", "OverflowError: int too big to convert"),
        ("torch.full((2,), 2**70)", "OverflowError: int too big to convert"),
        ("torch.manual_seed('a')", "ValueError: invalid literal for int() with base 10: 'a'"),
        ("F.relu()", "TypeError: relu() missing 1 required positional argument: 'input'"),
        ("F.linear()", "TypeError: linear() missing 2 required positional argument: \"input\", \"weight\""),
        ("torch.relu()", "TypeError: relu() missing 1 required positional arguments: \"input\""),
    ])
    func otherErrors(call: String, wanted: String) {
        #expect(show(call) == wanted)
    }
}
