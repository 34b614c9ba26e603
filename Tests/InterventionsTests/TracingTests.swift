import Testing

struct TracingTests {
    @Test func aFunctionOfTorchThatLooksAtNumbersIsOneNode() throws {
        // At trace time the numbers are not there yet.
        let printed = try Program().run(
            """
            import torch.nn.functional as F
            with model.trace(x):
                places = model.layer1.output.argsort(-1)[None]
                spread = F.max_unpool1d(model.layer1.output[None], places, 2).save()
            print(spread.tolist())
            """)
        #expect(printed == "[[[4.0, 4.0, 4.0, 0.0, 0.0, 0.0]]]\n")
    }

    @Test func savedOutputsAreReadableAfterTheBlock() throws {
        let printed = try Program().run(
            """
            with model.trace(x):
                hidden = model.layer1.output.save()
                output = model.output.save()
            print(hidden, output.value)
            """)
        #expect(printed == "tensor([[4., 4., 4.]]) tensor([[13., 13.]])\n")
    }

    @Test func settingAnElementChangesWhatLaterModulesSee() throws {
        let printed = try Program().run(
            """
            with model.trace(x):
                model.layer1.output[:, 0] = 0
                output = model.output.save()
            print(output)
            """)
        #expect(printed == "tensor([[9., 9.]])\n")
    }

    @Test func replacingAnOutputKeepsTheEarlierProxy() throws {
        let printed = try Program().run(
            """
            with model.trace(x):
                old = model.layer1.output.save()
                model.layer1.output = old * 2
                new = model.layer1.output.save()
            print(old, new)
            """)
        #expect(printed == "tensor([[4., 4., 4.]]) tensor([[8., 8., 8.]])\n")
    }

    @Test func replacingAnInputChangesTheOutput() throws {
        let printed = try Program().run(
            """
            with model.trace(x):
                model.layer2.input = torch.zeros(1, 3)
                output = model.output.save()
            print(output)
            """)
        #expect(printed == "tensor([[1., 1.]])\n")
    }

    @Test func logsPrintWhenTheModelRunsAndPrintsWhenTheBlockIsRead() throws {
        let printed = try Program().run(
            """
            with model.trace(x) as tracer:
                tracer.log("second layer", model.layer2.output)
                tracer.log("first layer", model.layer1.output[0, 0])
                print("reading")
            """)
        #expect(
            printed == """
                reading
                first layer tensor(4.)
                second layer tensor([[13., 13.]])

                """)
    }

    @Test func shapesAreKnownWhileTheBlockIsRead() throws {
        let printed = try Program().run(
            """
            with model.trace(x):
                print(model.layer1.output.shape, (model.layer1.output @ model.layer1.output.T).shape)
                rows, columns = model.layer1.output.shape
                print(rows + columns)
            """)
        #expect(printed == "torch.Size([1, 3]) torch.Size([1, 1])\n4\n")
    }

    @Test func aValueThatWasNotSavedHasNoValue() throws {
        let error = try Program().error(
            """
            with model.trace(x):
                hidden = model.layer1.output
            print(hidden)
            """)
        #expect(error == "ValueError: Accessing value before it's been set.")
    }

    @Test func aWrongIndexIsFoundBeforeTheModelRuns() throws {
        let program = try Program()
        let error = program.error(
            """
            with model.trace(x) as tracer:
                tracer.log("the model runs")
                model.layer1.output[:, 3] = 0
            """)
        #expect(error == "IndexError: index 3 is out of bounds for dimension 1 with size 3")
        #expect(try program.run("print('alive')") == "alive\n")
    }

    @Test func wrongShapesInAProductAreFoundBeforeTheModelRuns() throws {
        let error = try Program().error(
            """
            with model.trace(x):
                model.layer1.output @ model.layer1.output
            """)
        #expect(error == "RuntimeError: mat1 and mat2 shapes cannot be multiplied (1x3 and 1x3)")
    }

    @Test func anErrorInTheBlockLeavesTheNextTraceClean() throws {
        let program = try Program()
        #expect(program.error("with model.trace(x):\n    1 / 0") == "ZeroDivisionError: division by zero")
        let printed = try program.run("with model.trace(x):\n    o = model.output.save()\nprint(o)")
        #expect(printed == "tensor([[13., 13.]])\n")
    }

    @Test func aReplacementThatDependsOnALaterModuleIsAnError() throws {
        let error = try Program().error(
            """
            with model.trace(x):
                model.layer1.output = model.layer2.output.sum() + torch.zeros(1, 3)
            """)
        #expect(error?.hasPrefix("ValueError: the new output of '.layer1' depends on a module that runs later") == true)
    }

    @Test func conditionsDecideWhenTheModelRuns() throws {
        let printed = try Program().run(
            """
            def run(limit):
                with model.trace(x) as tracer:
                    with tracer.cond(model.layer1.output.max() > limit):
                        model.layer1.output[:] = 0
                    out = model.output.save()
                return out.value
            print(run(3), run(5))
            """)
        #expect(printed == "tensor([[1., 1.]]) tensor([[13., 13.]])\n")
    }

    @Test func stoppingKeepsWhatWasThere() throws {
        let program = try Program()
        let printed = try program.run(
            """
            with model.trace(x):
                hidden = model.layer1.output.save()
                model.layer1.output.stop()
                later = model.output.save()
            print(hidden)
            """)
        #expect(printed == "tensor([[4., 4., 4.]])\n")
        #expect(program.error("later.value") == "ValueError: Accessing value before it's been set.")
    }
}
