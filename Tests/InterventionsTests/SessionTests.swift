import Testing

struct SessionTests {
    @Test func valuesFlowBetweenTracesWithoutBeingSaved() throws {
        let printed = try Program().run(
            """
            with model.session():
                with model.trace(x):
                    hidden = model.layer1.output
                with model.trace(x * 0):
                    model.layer1.output = hidden
                    output = model.output.save()
            print(output)
            """)
        #expect(printed == "tensor([[13., 13.]])\n")
    }

    @Test func aLoopRunsItsBodyForEachItem() throws {
        let printed = try Program().run(
            """
            with model.session() as session:
                sums = session.list().save()
                with session.iter([1, 2, 3]) as factor:
                    with model.trace(x):
                        model.layer1.output = model.layer1.output * factor
                        total = model.output.sum()
                    sums.append(total.item())
            print(sums)
            """)
        #expect(printed == "[26.0, 50.0, 74.0]\n")
    }

    @Test func leavingALoopUnderAConditionEndsItThere() throws {
        let printed = try Program().run(
            """
            with model.session() as session:
                seen = session.list().save()
                with session.iter([0, 1, 2], return_context=True) as (item, loop):
                    seen.append(item)
                    with loop.cond(item == 1):
                        loop.exit()
            print(seen)
            """)
        #expect(printed == "[0, 1]\n")
    }

    @Test func anEditedCopyLeavesTheOriginalAlone() throws {
        let printed = try Program().run(
            """
            with model.edit() as edited:
                model.layer1.output = model.layer1.output * 2
            with edited.trace(x):
                a = edited.output.save()
            with model.trace(x):
                b = model.output.save()
            print(a, b)
            """)
        #expect(printed == "tensor([[25., 25.]]) tensor([[13., 13.]])\n")
    }

    @Test func twoInvokesShareOneRunAndKeepTheirRows() throws {
        let printed = try Program().run(
            """
            with model.trace() as tracer:
                with tracer.invoke(x):
                    first = model.layer1.output.save()
                with tracer.invoke(x * 10):
                    model.layer1.output = first
                    second = model.output.save()
            print(first, second)
            """)
        #expect(printed == "tensor([[4., 4., 4.]]) tensor([[13., 13.]])\n")
    }

    @Test func gradientsOfActivationsCanBeReadAndChanged() throws {
        let printed = try Program().run(
            """
            with model.trace(x):
                hidden = model.layer1.output
                hidden.requires_grad = True
                model.layer2.output.grad = model.layer2.output.grad * 3
                gradient = hidden.grad.save()
                model.output.sum().backward()
            print(gradient)
            """)
        #expect(printed == "tensor([[6., 6., 6.]])\n")
    }

    @Test func aPlainForOverAListOfTheSessionRunsItsTraces() throws {
        let printed = try Program().run(
            """
            with model.session() as session:
                items = nnsight.list([1, 2, 3])
                sums = nnsight.list().save()
                for item in items:
                    with model.trace(x * item):
                        total = model.output.sum()
                    sums.append(total.item())
            print(sums)
            """)
        #expect(printed == "[26.0, 44.0, 62.0]\n")
    }

    @Test func aPlainForOverAValueOfATraceRunsItsTraces() throws {
        let printed = try Program().run(
            """
            with model.session() as session:
                with model.trace(x):
                    rows = model.layer1.output[0, :2]
                outs = []
                for row in rows:
                    with model.trace(x):
                        model.layer1.output = model.layer1.output * 0 + row
                        out = model.output.sum()
                    outs.append(out.item())
                session.log(outs)
            """)
        #expect(printed == "[26.0, 26.0]\n")
    }

    @Test func aPlainForOverADataLoaderTrainsAWeight() throws {
        let printed = try Program().run(
            """
            from torch.utils.data import DataLoader
            with model.session() as session:
                weight = torch.nn.Parameter(torch.ones(2, 1)).save()
                optimizer = torch.optim.SGD([weight], lr=0.01)
                losses = nnsight.list().save()
                for batch in DataLoader([1.0, 2.0, 3.0, 4.0], batch_size=2):
                    with model.trace(x):
                        loss = ((model.output @ weight) - batch.sum()) ** 2
                        loss.sum().backward()
                    losses.append(loss.sum().item())
                    optimizer.step()
                    optimizer.zero_grad()
            print(len(losses), losses[0])
            """)
        #expect(printed == "2 529.0\n")
    }
}
