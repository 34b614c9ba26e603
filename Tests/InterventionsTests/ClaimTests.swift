import Testing

/// What nnsight 0.3.7's own tests claim of its tiny model, each as a claim of ours. The first layer gives (4, 4, 4).
struct TinyModelClaimTests {
    @Test func aSavedOutputIsATensor() throws {
        let printed = try Program().run(
            "with model.trace(x):\n    h = model.layer2.output.save()\nprint(isinstance(h.value, torch.Tensor))")
        #expect(printed == "True\n")
    }

    @Test func aGradientThatWasReplacedIsReadAsReplaced() throws {
        let printed = try Program().run(
            """
            with model.trace(x, scan=True, validate=True):
                hidden = model.layer1.output
                hidden.requires_grad = True
                first = hidden.grad.clone().save()
                hidden.grad = hidden.grad.clone() * 2
                second = hidden.grad.save()
                model.output.sum().backward()
            print(torch.equal(first * 2, second.value))
            """)
        #expect(printed == "True\n")
    }

    @Test func aValueOfAnEarlierTraceIsWrittenIntoByABridgeAndOneStep() throws {
        let printed = try Program().run(
            """
            with model.session():
                with model.trace(x):
                    first = model.layer1.output.save()
                with model.trace(x) as tracer:
                    first[:, 2] = 0
                    print([node.split(" = ")[1].split("(")[0] for node in str(tracer.graph).splitlines()])
            print(first)
            """)
        #expect(printed == "['setitem']\ntensor([[4., 4., 0.]])\n")
    }

    @Test func afterAStopNothingFurtherHasAValue() throws {
        let program = try Program()
        try program.run(
            """
            with model.trace(x):
                first = model.layer1.output.save()
                model.layer1.output.stop()
                second = model.layer2.output.save()
            """)
        #expect(try program.run("print(first)") == "tensor([[4., 4., 4.]])\n")
        #expect(program.error("second.value") == "ValueError: Accessing value before it's been set.")
    }

    @Test func aConditionThatHoldsLetsItsBodyCount() throws {
        let printed = try Program().run(
            """
            with model.trace(x) as tracer:
                with tracer.cond(torch.tensor(5) > 0):
                    model.layer1.output[:] = 1
                out = model.layer1.output.save()
            print(out)
            """)
        #expect(printed == "tensor([[1., 1., 1.]])\n")
    }

    @Test func aConditionThatFailsLeavesValuesUnsetAndLaterOnesAlone() throws {
        let program = try Program()
        try program.run(
            """
            with model.trace(x) as tracer:
                with tracer.cond(False):
                    model.layer1.output[:] = 1
                    doubled = (model.layer1.output * 2).save()
                out = model.layer1.output.save()
            """)
        #expect(try program.run("print(out)") == "tensor([[4., 4., 4.]])\n")
        #expect(program.error("doubled.value") == "ValueError: Accessing value before it's been set.")
    }

    @Test func aComparisonOfValuesCanBeTheCondition() throws {
        let program = try Program()
        try program.run(
            """
            with model.trace(x) as tracer:
                out = model.layer1.output
                out[:, 0] = 1
                with tracer.cond(out[:, 0] != 1):
                    kept = (out * 2).save()
            """)
        #expect(program.error("kept.value") == "ValueError: Accessing value before it's been set.")
    }

    @Test func conditionsMaySeeWhatEarlierConditionsChanged() throws {
        let printed = try Program().run(
            """
            with model.trace(x) as tracer:
                h = model.layer1.output
                o = model.layer2.output
                with tracer.cond(h[:, 0] != 1):
                    h[:, 0] = 1
                with tracer.cond(h[:, 0] == 1):
                    o[:] = 2
                with tracer.cond(o[:, 0] == 2):
                    o[:] = o + 1
                out = o.save()
            print(out)
            """)
        #expect(printed == "tensor([[3., 3.]])\n")
    }

    @Test(arguments: [("True", "True", "2"), ("True", "False", "1"), ("False", "True", "0"), ("False", "False", "0")])
    func nestedConditionsHoldWhenAllDo(outer: String, inner: String, expected: String) throws {
        let printed = try Program().run(
            """
            with model.trace(x) as tracer:
                count = nnsight.list().save()
                with tracer.cond(\(outer)):
                    count.append("outer")
                    with tracer.cond(model.layer1.output.sum() \(inner == "True" ? ">" : "<") 0):
                        count.append("inner")
            print(len(count))
            """)
        #expect(printed == expected + "\n")
    }

    @Test func aWholeTraceCanBeConditional() throws {
        let program = try Program()
        try program.run(
            """
            with model.session() as session:
                with model.trace(x):
                    out = model.layer1.output
                with session.cond(out.sum() > 100):
                    with model.trace(x):
                        never = model.output.save()
                with session.cond(out.sum() < 100):
                    with model.trace(x):
                        once = model.output.save()
            """)
        #expect(try program.run("print(once)") == "tensor([[13., 13.]])\n")
        #expect(program.error("never.value") == "ValueError: Accessing value before it's been set.")
    }

    @Test func aLoopMayHaveTracesUnderConditions() throws {
        let printed = try Program().run(
            """
            with model.session() as session:
                kept = session.list().save()
                with session.iter([0, 1, 2], return_context=True) as (item, iterator):
                    with iterator.cond(item % 2 == 0):
                        with model.trace(x):
                            kept.append(item)
            print(kept)
            """)
        #expect(printed == "[0, 2]\n")
    }

    @Test func aNumberOfTheSessionIsUsedInATrace() throws {
        let printed = try Program().run(
            """
            with model.session() as session:
                value = session.int(0)
                with model.trace(x):
                    model.layer1.output[:] = value
                    out = model.layer1.output.save()
            print(out)
            """)
        #expect(printed == "tensor([[0., 0., 0.]])\n")
    }

    @Test func updatesAccumulateOverLoopsAndTraces() throws {
        let printed = try Program().run(
            """
            with model.session() as session:
                total = session.int(0).save()
                with session.iter([0, 1, 2, 3, 4]) as item:
                    total.update(total + item)
                total.update(total + 5)
                with model.trace(x):
                    total.update(total + 5)
            print(total)
            """)
        #expect(printed == "20\n")
    }

    @Test func loopsAndSessionsCanBeLeftEarly() throws {
        let printed = try Program().run(
            """
            with model.session() as session:
                kept = session.list().save()
                with session.iter(range(10), return_context=True) as (item, iterator):
                    with iterator.cond(item == 3):
                        iterator.exit()
                    kept.append(item)
                kept.append(5)
                session.exit()
                kept.append(6)
            print(kept)
            """)
        #expect(printed == "[0, 1, 2, 5]\n")
    }

    @Test func valuesOfALoopAreFreedWhenItEnds() throws {
        let printed = try Program().run(
            """
            with model.session() as session:
                kept = session.list()
                with session.iter([0, 1, 2], return_context=True) as (item, iterator):
                    kept.append(item)
                    with iterator.cond(item == 1):
                        iterator.exit()
            """)
        #expect(printed == "")
        let program = try Program()
        try program.run("with model.session() as session:\n    kept = session.list()\n    kept.append(1)")
        #expect(program.error("kept.value") == "ValueError: Accessing value before it's been set.")
    }

    @Test func loopsOfLoopsFlattenLists() throws {
        let printed = try Program().run(
            """
            with model.session() as session:
                rows = session.list()
                [rows.append([number]) for number in range(3)]
                flat = session.list().save()
                with session.iter(rows) as row:
                    with session.iter(row) as number:
                        flat.append(number)
            print(flat)
            """)
        #expect(printed == "[0, 1, 2]\n")
    }

    @Test func listsOfTheModuleTheSessionAndTheLoopAreAlike() throws {
        let printed = try Program().run(
            """
            with model.session() as session:
                first = nnsight.list().save()
                second = session.list().save()
                third = session.list().save()
                with session.iter(range(2), return_context=True) as (item, iterator):
                    inner = iterator.list()
                    inner.append(item)
                    first.append(item)
                    second.append(item)
                    third.append(inner[0])
            print(first == second, first == third, first)
            """)
        #expect(printed == "True True [0, 1]\n")
    }

    @Test func factoriesTakeShapesOfValues() throws {
        let printed = try Program().run(
            """
            with model.trace(x):
                shape = model.layer1.output.shape
                made = [torch.zeros(shape), torch.ones(shape), torch.rand(shape), torch.randn(shape), torch.empty(shape),
                        torch.full(shape, 2), torch.randint(0, 5, shape), torch.arange(shape[1]), torch.eye(shape[1]),
                        torch.linspace(0, 1, shape[1]), torch.logspace(0, 1, shape[1]), torch.randperm(shape[1])]
                sizes = [tuple(nnsight.apply(lambda t: t.shape, m).save() for m in [one])[0] for one in made]
            print([list(size.value) for size in sizes])
            """)
        #expect(printed == "[[1, 3], [1, 3], [1, 3], [1, 3], [1, 3], [1, 3], [1, 3], [3], [3, 3], [3], [3], [3]]\n")
    }
}

/// What nnsight 0.3.7's own tests claim of a language model, on a small random GPT-2.
struct LanguageModelClaimTests {
    private func program() throws -> Program {
        let program = try Program()
        let parts = #filePath.split(separator: "/").dropLast(2)
        let folder = "/\(parts.joined(separator: "/"))/Conformance/models/tiny-gpt2"
        try program.run(
            "from nnsight import LanguageModel\nlm = LanguageModel('\(folder)', dispatch=True)\nh = lm.transformer.h")
        return program
    }

    @Test func generationGivesThePromptAndThreeNewTokens() throws {
        let printed = try program().run(
            """
            with lm.generate("the cat", max_new_tokens=3):
                ids = lm.generator.output.save()
            print(ids.shape[1] - len(lm.tokenizer("the cat")["input_ids"]))
            """)
        #expect(printed == "3\n")
    }

    @Test func aBlocksInputAndOutputHaveThreeDimensions() throws {
        let printed = try program().run(
            """
            with lm.generate("the cat"):
                states = h[-1].output[0].save()
                given = h[-1].input.save()
            print(states.ndim, given.ndim)
            """)
        #expect(printed == "3 3\n")
    }

    @Test(arguments: ["lm.transformer.wte.output[:] = 0", "lm.transformer.wte.output = lm.transformer.wte.output * 0"])
    func zeroingByItemOrByAssignmentChangesWhatFollows(edit: String) throws {
        let printed = try program().run(
            """
            with lm.trace("the cat"):
                before = lm.transformer.wte.output.clone().save()
                \(edit)
                after = lm.transformer.wte.output.save()
                given = h[0].input.save()
            with lm.trace("the cat"):
                plain = h[0].input.save()
            print((before != 0).any().item(), (after == 0).all().item(), torch.equal(given.value, plain.value))
            """)
        #expect(printed == "True True False\n")
    }

    @Test func modulesCalledOnValuesGiveWhatTheModelGives() throws {
        let printed = try program().run(
            """
            with lm.trace("the cat"):
                lens = lm.lm_head(lm.transformer.ln_f(h[-1].output[0])).save()
                logits = lm.lm_head.output.save()
            print(torch.allclose(lens.value, logits.value, atol=1e-5))
            """)
        #expect(printed == "True\n")
    }

    @Test func embeddingsOfOnePromptSteerAnother() throws {
        let printed = try program().run(
            """
            with lm.trace() as tracer:
                with tracer.invoke("the cat"):
                    embeddings = lm.transformer.wte.output
                    first = lm.lm_head.output.save()
                with tracer.invoke("cat the"):
                    lm.transformer.wte.output = embeddings
                    second = lm.lm_head.output.save()
            with lm.trace("the cat"):
                kept = lm.transformer.wte.output.save()
            with lm.trace("cat the"):
                lm.transformer.wte.output = kept.value
                third = lm.lm_head.output.save()
            print(torch.allclose(first.value, second.value, atol=1e-4), torch.allclose(first.value, third.value, atol=1e-4))
            """)
        #expect(printed == "True True\n")
    }

    @Test func gradientsAreKeptReadAndReplaced() throws {
        let printed = try program().run(
            """
            with lm.trace("the cat"):
                states = h[-1].output[0].save()
                states.retain_grad()
                lm.output.logits.sum().backward()
            with lm.trace("the cat"):
                h[-1].output[0].grad[:] = 0
                a = h[-1].output[0].grad.save()
                lm.output.logits.sum().backward()
            with lm.trace("the cat"):
                g = h[-1].output[0].grad.clone()
                h[-1].output[0].grad = g * 0
                b = h[-1].output[0].grad.save()
                lm.output.logits.sum().backward()
            with lm.trace("the cat"):
                states2 = h[0].output[0]
                one = states2.grad.save()
                lm.output.logits.sum().backward(retain_graph=True)
                two = states2.grad.save()
                lm.output.logits.sum().mul(2).backward()
            print(states.value.grad is not None, (a == 0).all().item(), (b == 0).all().item(), torch.allclose(one * 2, two.value, atol=1e-4))
            """)
        #expect(printed == "True True True True\n")
    }

    @Test func modulesAndTensorsFromOutsideAreAppliedToValues() throws {
        let printed = try program().run(
            """
            width = lm.config.n_embd
            linear = torch.nn.Linear(width, width)
            bias = torch.randn(width)
            with lm.trace("the cat"):
                states = linear(h[0].output[0]).save()
                h[0].output[0][:] = h[0].output[0] + bias
                out = lm.lm_head.output.save()
            print(states.shape[-1] == width, out.ndim)
            """)
        #expect(printed == "True 3\n")
    }

    @Test func editsAttachModulesInPlaceOrInACopy() throws {
        let printed = try program().run(
            """
            class Probe(torch.nn.Module):
                def forward(self, x): return x
            h[0].probe = Probe()
            with lm.edit() as edited:
                states = h[0].output[0]
                h[0].probe(states, hook=True)
            with lm.trace("the cat"):
                plain = h[0].output[0].save()
            with edited.trace("the cat"):
                seen = edited.transformer.h[0].probe.output.save()
            print(torch.equal(plain.value, seen.value))
            with lm.edit() as copy:
                h[1].output[0][:] = 0
            with lm.trace("the cat"):
                a = h[1].output[0].save()
            with copy.trace("the cat"):
                b = h[1].output[0].save()
            with lm.edit(inplace=True):
                h[1].output[0][:] = 0
            with lm.trace("the cat"):
                c = h[1].output[0].save()
            lm.clear_edits()
            with lm.trace("the cat"):
                d = h[1].output[0].save()
            print([(v != 0).any().item() for v in (a, b, c, d)])
            """)
        #expect(printed == "True\n[True, False, False, True]\n")
    }

    @Test func anEditOfOnePromptActsOnABatchOfTwo() throws {
        let printed = try program().run(
            """
            with lm.edit("the cat") as edited:
                h[1].output[0][:, 1] = 0
            with edited.trace(["the cat", "the dog"]):
                out = h[1].output[0].save()
            print(out.shape[0], (out[:, 1] == 0).all().item())
            """)
        #expect(printed == "2 True\n")
    }

    @Test func aConditionOnAllElementsDecidesInASession() throws {
        let printed = try program().run(
            """
            with lm.session() as session:
                with lm.trace("the cat") as tracer:
                    states = h[1].output[0]
                    with tracer.cond(torch.all(states < 1e5)):
                        h[1].output[0][:] = 0
                    out = h[1].output[0].save()
            print((out == 0).all().item())
            """)
        #expect(printed == "True\n")
    }

    @Test func inputsOfABlockTakenFromAnotherTraceKeepThePrediction() throws {
        let printed = try program().run(
            """
            with lm.session():
                with lm.trace("the cat sat"):
                    states = h[1].input
                    first = lm.lm_head.output[0, -1].argmax().save()
                with lm.trace("_ _ _"):
                    h[1].input = states
                    second = lm.lm_head.output[0, -1].argmax().save()
            print(first == second)
            """)
        #expect(printed == "tensor(True)\n")
    }
}
