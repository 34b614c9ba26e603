import Testing

/// Files of tensors.
@Suite struct TensorFilesTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import torch, io\n" + text) }
    }

    @Test func whatIsSavedIsLoadedWithItsViews() {
        let text = """
            buffer = io.BytesIO()
            x = torch.arange(6.0).view(2, 3)
            torch.save({"column": x[:, 1], "step": 3}, buffer)
            buffer.seek(0)
            torch.load(buffer)
            """
        #expect(show(text) == "{'column': tensor([1., 4.]), 'step': 3}")
    }

    @Test func aPickleThatWouldCallAFunctionIsRefused() {
        let text = """
            from torch import load
            import torch
            buffer = io.BytesIO()
            torch.save("placeholder", buffer)
            raw = bytearray(buffer.getvalue())
            place = raw.find(b"X\\x0b\\x00\\x00\\x00placeholder")
            raw[place:place + 16] = b"cposix\\nsystem\\n.."
            load(io.BytesIO(bytes(raw)))
            """
        #expect(show(text).hasPrefix("UnpicklingError: Weights only load failed."))
    }
}
