import Testing

/// Arrays: dtypes, memory, subscripts and operators as NumPy has them.
@Suite struct ArrayObjectTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import torch\nimport numpy as np\n" + text) }
    }

    @Test func anArrayOfATensorSharesItsMemory() {
        #expect(show("t = torch.zeros(3); a = t.numpy(); a[1] = 5; t") == "tensor([0., 5., 0.])")
    }

    @Test func floatsAreFloat64AndGiveWayToArrays() {
        #expect(show("np.array([1.5]).dtype") == "dtype('float64')")
        #expect(show("(np.array([1.5], dtype=np.float32) * 2.0).dtype") == "dtype('float32')")
        #expect(show("(np.array([1], dtype=np.int8) + 1000).dtype") == "dtype('int16')")
    }

    @Test func slicesMayGoBackwards() {
        #expect(show("np.arange(6)[4:0:-2]") == "array([4, 2])")
    }

    @Test func shapesThatDoNotFitAreNamed() {
        #expect(
            show("np.ones((2, 3)) + np.ones(2)")
                == "ValueError: operands could not be broadcast together with shapes (2,3) (2,) ")
    }

    @Test func sumsAddInTheOrderOfNumPy() {
        #expect(show("np.random.seed(0); print(np.random.rand(1000).sum())") == "495.92153437178274\n")
    }

    @Test func indicesOutOfBoundsNameTheAxis() {
        #expect(show("np.zeros((2, 3))[0, 5]") == "IndexError: index 5 is out of bounds for axis 1 with size 3")
    }

    @Test func changesInPlaceKeepTheDType() {
        #expect(show("a = np.arange(3); a += 1.5").hasPrefix("UFuncTypeError: Cannot cast ufunc 'add' output"))
    }

    @Test func aFileGivesTheArrayBack() {
        let text = """
            import io
            buffer = io.BytesIO()
            np.save(buffer, np.arange(6).reshape(2, 3))
            buffer.seek(0)
            np.load(buffer)
            """
        #expect(show(text) == "array([[0, 1, 2],\n       [3, 4, 5]])")
    }

    @Test func aFileThatIsNoArrayIsRefused() {
        #expect(show("import io; np.load(io.BytesIO(b'abcdefgh'))").hasPrefix("ValueError"))
    }
}
