import Tensors
import Testing

struct SingleRowTests {
    @Test func oneRowGivesWhatManyRowsGive() throws {
        let weight = try Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: [3, 2])
        let bias = try Tensor([1, 1, 1] as [Float], shape: [3])
        let row = try Tensor([1, 2] as [Float], shape: [1, 2])
        #expect(try linear(row, weight, bias).description == "tensor([[ 6., 12., 18.]])")
        #expect(try linear(row, weight).description == "tensor([[ 5., 11., 17.]])")
        #expect(try linear(reshape(row, [2]), weight, bias).description == "tensor([ 6., 12., 18.])")
    }

    @Test func aNumberNeedsNoTensor() throws {
        let row = try Tensor([1, 2] as [Float], shape: [1, 2])
        #expect(try NumberArithmetic.sum(row, 1)?.description == "tensor([[2., 3.]])")
        #expect(try NumberArithmetic.difference(row, 1)?.description == "tensor([[0., 1.]])")
        #expect(try NumberArithmetic.product(row, 3)?.description == "tensor([[3., 6.]])")
        #expect(try NumberArithmetic.quotient(row, 2)?.description == "tensor([[0.5000, 1.0000]])")
        #expect(try NumberArithmetic.sum(t(Tensor([1, 2, 3, 4] as [Float], shape: [2, 2])), 1) == nil)
    }
}
