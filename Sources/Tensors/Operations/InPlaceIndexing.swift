/// Putting values at the places that index tensors name: `x.index_put_((rows,), values, accumulate=True)`.
enum InPlaceIndexing {
    static let operations: [Operation] = [
        Operation(
            "index_put(Tensor input, Tensor?[] indices, Tensor values, bool accumulate=False) -> Tensor",
            "A copy with values put at the places that index tensors name.", .both
        ) { (input: Tensor, indices: [Tensor?], values: Tensor, accumulate: Bool) in
            try indexPut(input, indices, values, accumulate: accumulate)
        },
        Operation(
            "index_put_(Tensor input, Tensor?[] indices, Tensor values, bool accumulate=False) -> Tensor",
            "Puts values at the places that index tensors name.", .method
        ) { (input: Tensor, indices: [Tensor?], values: Tensor, accumulate: Bool) in
            try input.indexPutInPlace(indices, values, accumulate: accumulate)
            return input
        },
    ]
}
