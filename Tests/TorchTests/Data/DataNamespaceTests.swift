import Testing

/// Data sets that users' classes derive from.
@Suite struct DataNamespaceTests {
    @Test("A derived data set calls the items and the length of its base")
    func derived() {
        let cell = """
            import torch
            class Twice(torch.utils.data.TensorDataset):
                def __getitem__(self, index): return super().__getitem__(index)[0] * 2
                def __len__(self): return super().__len__() - 1
            d = Twice(torch.arange(3))
            print(d[2], len(d))
            """
        #expect(onCellThread { Cells().show(cell) } == "tensor(4) 2\n")
    }
}
