import Testing

struct PreviewFormTests {
    @Test func theShapeOfAStepIsThatBeforeAChangeInPlace() throws {
        let printed = try Program().run(
            """
            with model.trace(x):
                h = model.layer1.output
                g = h + 1
                h.unsqueeze_(0)
                print(g.shape, (h + 1).shape)
                out = g.save()
                model.layer1.output.squeeze_(0)
            print(out)
            """)
        #expect(printed == "torch.Size([1, 3]) torch.Size([1, 1, 3])\ntensor([[5., 5., 5.]])\n")
    }

    @Test func aGraphCanBeLookedAtWhenItHasRun() throws {
        let printed = try Program().run(
            """
            with model.trace(x) as tracer:
                out = (model.layer1.output * 2 + 1).save()
            print(len(tracer.graph), "mul(%0, 2)" in str(tracer.graph), out)
            """)
        #expect(printed == "3 True tensor([[9., 9., 9.]])\n")
    }

    @Test func operandsOfDifferentFormsAreChecked() throws {
        let error = try Program().error(
            """
            with model.trace(x):
                h = model.layer1.output + model.layer2.output
            """)
        #expect(error?.hasPrefix("RuntimeError: The size of tensor a (3) must match the size of tensor b (2)") == true)
    }
}
