import Testing

/// Traces in a loop do not look at the same shapes again, and never at shapes that no longer hold.
struct ScanCacheTests {
    @Test func aModuleThatWasReplacedIsLookedAtAgain() throws {
        let printed = try Program().run(
            """
            def width():
                with model.trace(x):
                    return (model.layer1.output + 1).shape[1]
            before = [width(), width()]
            net.layer1 = torch.nn.Linear(2, 5)
            net.layer2 = torch.nn.Linear(5, 2)
            print(before, width())
            """)
        #expect(printed == "[3, 3] 5\n")
    }

    @Test func otherInputsAreLookedAtAgain() throws {
        let printed = try Program().run(
            """
            for rows in [1, 3, 1]:
                with model.trace(torch.ones(rows, 2)):
                    print((model.layer1.output * 2).shape)
            """)
        #expect(printed == "torch.Size([1, 3])\ntorch.Size([3, 3])\ntorch.Size([1, 3])\n")
    }

    @Test func aShapeChangedInPlaceIsThatOfOneTraceOnly() throws {
        let printed = try Program().run(
            """
            for _ in range(2):
                with model.trace(x):
                    h = model.output
                    h.unsqueeze_(0)
                    print(h.shape)
            """)
        #expect(printed == "torch.Size([1, 1, 2])\ntorch.Size([1, 1, 2])\n")
    }

    @Test func aForwardOfTheUserIsReadEachTime() throws {
        let printed = try Program().run(
            """
            width = 2
            class Wide(torch.nn.Module):
                def forward(self, v): return torch.ones(1, width)
            wide = NNsight(torch.nn.Sequential(Wide()))
            for width in [2, 4]:
                with wide.trace(x):
                    print((wide.output + 1).shape)
            """)
        #expect(printed == "torch.Size([1, 2])\ntorch.Size([1, 4])\n")
    }

    @Test func weightsOfAnotherTypeAreLookedAtAgain() throws {
        let printed = try Program().run(
            """
            for dtype in [torch.float32, torch.float64]:
                net.to(dtype)
                with model.trace(x.to(dtype)):
                    print((model.layer1.output + 1).dtype)
            """)
        #expect(printed == "torch.float32\ntorch.float64\n")
    }

    @Test func aChangedConfigurationIsReadAgain() throws {
        let printed = try Program().run(
            """
            from nnsight import LanguageModel
            gpt = LanguageModel("walkthrough-gpt2", attn_implementation="eager")
            def outputs():
                with gpt.trace("a b"):
                    return len(gpt.transformer.h[0].attn.output)
            before = [outputs(), outputs()]
            gpt.config.output_attentions = True
            print(before, outputs())
            """)
        #expect(printed == "[2, 2] 3\n")
    }
}
