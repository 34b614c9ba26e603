import Testing

/// The dicts that hold the hooks of a module, as PyTorch 2.13 shows and obeys them.
@Suite struct HookTablesTests {
    private func show(_ program: String) -> String {
        let start = """
            import torch, copy
            from torch import nn
            from collections import OrderedDict
            layer, seen, x = nn.Linear(1, 1), [], torch.ones(1)
            note = lambda text: lambda *rest: seen.append(text)

            """
        return onCellThread { Cells().show(start + program) }
    }

    @Test func hooksThatLeaveTheirDictAreNotCalledAnyMore() {
        let program = """
            first = layer.register_forward_hook(note("first"))
            layer.register_forward_hook(note("second"), prepend=True)
            before = layer.register_forward_pre_hook(note("before"))
            layer(x)
            print(seen, len(layer._forward_hooks), list(layer._forward_hooks)[1] == first.id)
            del layer._forward_hooks[first.id]
            layer(x)
            print(seen[3:], type(layer._forward_hooks).__name__)
            layer._forward_hooks.clear()
            before.remove()
            layer(x)
            print(seen[5:], len(layer._forward_pre_hooks), len(layer._backward_hooks))
            """
        let expected = """
            ['before', 'second', 'first'] 2 True
            ['before', 'second'] OrderedDict
            [] 0 0
            """
        #expect(show(program) == expected + "\n")
    }

    @Test func anotherDictBringsOtherHooks() {
        let program = """
            handle = layer.register_forward_hook(note("old"))
            layer._forward_hooks = OrderedDict()
            layer._forward_hooks[99] = note("own")
            layer.register_forward_hook(note("new"))
            handle.remove()
            layer(x)
            layer._forward_hooks.move_to_end(99)
            layer(x)
            seen, len(layer._forward_hooks)
            """
        #expect(show(program) == "(['own', 'new', 'new', 'own'], 2)")
    }

    @Test func aDeepCopyHasDictsOfItsOwn() {
        let program = """
            layer.register_forward_hook(note("hook"))
            other = copy.deepcopy(layer)
            other(x)
            other._forward_hooks.clear()
            other(x)
            seen, len(layer._forward_hooks), copy.copy(layer)._forward_hooks is layer._forward_hooks
            """
        #expect(show(program) == "(['hook'], 1, True)")
    }

    @Test func aHookThatClearsTheDictDoesNotStopTheLaterOnes() {
        let program = """
            layer.register_forward_hook(lambda *rest: layer._forward_hooks.clear())
            layer.register_forward_hook(note("later"))
            layer(x)
            layer(x)
            seen
            """
        #expect(show(program) == "['later']")
    }

    @Test func hooksThatTakeKeywordsAreNotedByTheirNumbers() {
        let program = """
            after = layer.register_forward_hook(lambda m, a, k, o: seen.append(list(k)), with_kwargs=True)
            before = layer.register_forward_pre_hook(lambda m, a, k: seen.append(list(k)), with_kwargs=True)
            print(layer._forward_hooks_with_kwargs == {after.id: True}, layer._forward_hooks_always_called)
            print(layer._forward_pre_hooks_with_kwargs[before.id])
            layer(input=x)
            before.remove()
            print(seen, layer._forward_pre_hooks_with_kwargs, layer._forward_pre_hooks)
            """
        #expect(
            show(program) == "True OrderedDict()\nTrue\n[['input'], ['input']] OrderedDict() OrderedDict()\n")
    }

    @Test func hooksThatAreAlwaysCalledRunAfterAFailureOnce() {
        let program = """
            def fail(*rest): raise ValueError("first")
            layer.register_forward_hook(note("before"), always_call=True)
            layer.register_forward_hook(fail)
            layer.register_forward_hook(note("after"), always_call=True)
            try: layer(x)
            except ValueError as error: print(error, seen)
            """
        #expect(show(program) == "first ['before', 'after']\n")
    }
}
