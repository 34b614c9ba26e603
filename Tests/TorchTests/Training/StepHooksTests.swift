import Testing

/// Functions around the steps of optimizers.
@Suite struct StepHooksTests {
    @Test("Hooks are called before and after a step, until they are taken away", arguments: ["SGD", "Adadelta"])
    func aroundSteps(_ kind: String) {
        let cell = """
            import torch
            p = torch.nn.Parameter(torch.ones(1))
            p.grad = torch.ones(1)
            o = torch.optim.\(kind)([p], lr=1.0)
            log = []
            before = o.register_step_pre_hook(lambda optimizer, args, kwargs: log.append(("pre", len(args), kwargs)))
            after = o.register_step_post_hook(lambda optimizer, args, kwargs: log.append(("post", optimizer is o)))
            o.step()
            before.remove()
            o.step()
            after.remove()
            o.step()
            print(log)
            """
        #expect(onCellThread { Cells().show(cell) } == "[('pre', 1, {}), ('post', True), ('post', True)]\n")
    }
}
