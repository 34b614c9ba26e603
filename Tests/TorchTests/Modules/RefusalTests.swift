import Testing

/// Modules, losses, loaders, optimizers and functions of users refuse what PyTorch 2.13 refuses, in its words.
@Suite struct RefusalTests {
    private func show(_ text: String) -> String {
        onCellThread {
            Cells().show(
                "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\nx = torch.ones(2, 3)\n" + text)
        }
    }

    @Test(
        "A call that PyTorch refuses is refused with its message",
        arguments: [
            (
                "nn.Linear(3, 2)(x.long())",
                "RuntimeError: mat1 and mat2 must have the same dtype, but got Long and Float"
            ),
            ("~x", "TypeError: ~ (operator.invert) is only implemented on integer and Boolean-type tensors"),
            ("x @ 5", "TypeError: unsupported operand type(s) for @: 'Tensor' and 'int'"),
            ("torch.tensor([1, 'a'])", "TypeError: new(): invalid data type 'str'"),
            ("x.numpy().foo", "AttributeError: 'numpy.ndarray' object has no attribute 'foo'"),
            (
                "nn.Linear(3, 2).state_dict().foo",
                "AttributeError: 'collections.OrderedDict' object has no attribute 'foo'"
            ),
            (
                "nn.Conv2d(1, 2, 3, padding='foo')",
                "ValueError: Invalid padding string 'foo', should be one of {'same', 'valid'}"
            ),
            ("nn.Embedding(5, 3, padding_idx=7)", "AssertionError: Padding_idx must be within num_embeddings"),
            ("nn.Linear(3, 2).train('x')", "ValueError: training mode is expected to be boolean"),
            ("nn.Linear(3, 2).register_buffer('weight', None)", "KeyError: \"attribute 'weight' already exists\""),
            (
                "nn.Linear(3, 2).register_buffer('q', 5)",
                "TypeError: cannot assign 'int' object to buffer 'q' (torch Tensor or None required)"
            ),
            ("nn.Linear(3, 2).add_module('weight', nn.ReLU())", "KeyError: \"attribute 'weight' already exists\""),
            (
                "F.cross_entropy(x, x, label_smoothing=float('inf'))",
                "RuntimeError: label_smoothing must be between 0.0 and 1.0. Got: inf"
            ),
            ("torch.zeros(3, 1)[::2**62, ::2**62][1:, 1:].shape", "torch.Size([0, 0])"),
            ("F.cross_entropy(x, x, reduction='foo')", "ValueError: foo is not a valid value for reduction"),
            (
                "F.cross_entropy(x, torch.tensor([0, 1]), label_smoothing=2)",
                "RuntimeError: label_smoothing must be between 0.0 and 1.0. Got: 2"
            ),
            (
                "F.cross_entropy(x, torch.tensor([0, 1]), weight=torch.ones(2))",
                "RuntimeError: weight tensor should be defined either for all 3 classes or no classes but got weight "
                    + "tensor of shape: [2]"
            ),
            ("F.one_hot(torch.tensor([-1]))", "RuntimeError: Class values must be non-negative."),
            ("F.glu(x)", "RuntimeError: Halving dimension must be even, but dimension 1 is size 3"),
            (
                "torch.optim.lr_scheduler.ReduceLROnPlateau(torch.optim.SGD([nn.Parameter(x)], lr=1.), mode='foo')",
                "ValueError: mode foo is unknown!"
            ),
            (
                "torch.utils.data.DataLoader([1, 2], batch_size='a')",
                "ValueError: batch_size should be a positive integer value, but got batch_size=a"
            ),
        ])
    func refusals(call: String, error: String) {
        #expect(show(call) == error)
    }

    @Test func aStateWithMoreThanTensorsIsRefused() {
        let error = show(
            "nn.Linear(2, 2).load_state_dict({'weight': 5, 'bias': torch.ones(2), 'x': 1})")
        #expect(
            error == """
                RuntimeError: Error(s) in loading state_dict for Linear:
                \tUnexpected key(s) in state_dict: "x". 
                \tWhile copying the parameter named "weight", expected torch.Tensor or Tensor-like object from checkpoint \
                but received <class 'int'>
                """)
    }

    @Test(
        "A backward of the user's must give one fitting gradient for each input",
        arguments: [
            (
                "g, g",
                "RuntimeError: function OwnBackward returned an incorrect number of gradients (expected 1, got 2)"
            ),
            (
                "torch.ones(5)",
                "RuntimeError: Function OwnBackward returned an invalid gradient at index 0 - got [5] but expected shape "
                    + "compatible with [2]"
            ),
            ("5", "RuntimeError: expected Variable or None (got int)"),
            ("g * 3, None", "tensor([3., 3.])"),
        ])
    func backwardOfAFunction(gradient: String, shown: String) {
        let program = """
            class Own(torch.autograd.Function):
                @staticmethod
                def forward(ctx, x): return x * 2
                @staticmethod
                def backward(ctx, g): return \(gradient)
            w = torch.ones(2, requires_grad=True)
            Own.apply(w).sum().backward()
            w.grad
            """
        #expect(show(program) == shown)
    }

    @Test func aHookGivesAGradientOfTheSameSize() {
        let program = "w = torch.ones(2, requires_grad=True)\nw.register_hook(lambda g: %)\nw.sum().backward()"
        #expect(
            show(program.replacing("%", with: "torch.ones(3)"))
                == "RuntimeError: hook '<lambda>' has changed the size of value")
        #expect(
            show(program.replacing("%", with: "5")) == "TypeError: expected Variable, but hook returned 'int'")
    }

    @Test func descentWithoutMomentumRemembersNothing() {
        let program = """
            p = nn.Parameter(torch.ones(2))
            o = torch.optim.SGD([p], lr=0.1, momentum=%)
            p.sum().backward()
            o.step()
            o.state_dict()['state']
            """
        #expect(show(program.replacing("%", with: "0")) == "{}")
        #expect(show(program.replacing("%", with: "0.9")) == "{0: {'momentum_buffer': tensor([1., 1.])}}")
    }

    @Test func aLoaderTellsItsSamplers() {
        let program = """
            loader = torch.utils.data.DataLoader(range(5), batch_size=2, shuffle=True)
            type(loader.sampler).__name__, len(loader.batch_sampler), loader.num_workers
            """
        #expect(show(program) == "('RandomSampler', 3, 0)")
    }

    @Test func walksPrintAsGenerators() {
        #expect(show("nn.Linear(1, 1).parameters()").hasPrefix("<generator object Module.parameters at 0x"))
    }

    @Test func functionsThatTorchSharesWithFunctionalCanBeCalled() {
        #expect(show("torch.pixel_shuffle(torch.arange(4.).view(1, 4, 1, 1), 2).shape") == "torch.Size([1, 1, 2, 2])")
        #expect(show("torch.pdist(torch.tensor([[0., 0.], [3., 4.]]))") == "tensor([5.])")
    }

    @Test(
        "Modules of the wrong input speak as the functions that they call",
        arguments: [
            ("nn.Linear(3, 2)([1.0])", "TypeError: linear(): argument 'input' (position 1) must be Tensor, not list"),
            (
                "nn.Embedding(3, 2)(x.numpy())",
                "TypeError: embedding(): argument 'indices' (position 2) must be Tensor, not numpy.ndarray"
            ),
            ("nn.MSELoss()(x)", "TypeError: MSELoss.forward() missing 1 required positional argument: 'target'"),
            ("nn.Linear(2, 2).get_parameter('foo')", "AttributeError: Linear has no attribute `foo`"),
            ("nn.Module().add_module('a.b', None)", "KeyError: 'module name can\\'t contain \".\", got: a.b'"),
        ])
    func inputs(call: String, error: String) {
        #expect(show(call) == error)
    }

    @Test func aModuleThatPrintsItselfDoesSoInsideOthers() {
        let program = """
            class Own(nn.Module):
                def __repr__(self): return 'Own!'
            nn.Sequential(Own(), nn.Identity(3, unused=4))
            """
        #expect(show(program) == "Sequential(\n  (0): Own!\n  (1): Identity()\n)")
    }

    @Test func dataSetsCanBeAdded() {
        let program = """
            from torch.utils.data import TensorDataset, Dataset
            class Three(Dataset):
                def __len__(self): return 3
                def __getitem__(self, i): return i
            both = TensorDataset(torch.arange(2)) + TensorDataset(torch.arange(2))
            type(both).__name__, len(both), both[3], len(Three() + Three())
            """
        #expect(show(program) == "('ConcatDataset', 4, (tensor(1),), 6)")
    }

    @Test func whatAFunctionOfTheUserSavedIsFreedByABackwardPass() {
        let program = """
            class Square(torch.autograd.Function):
                @staticmethod
                def forward(ctx, x):
                    ctx.save_for_backward(x)
                    return x * x
                @staticmethod
                def backward(ctx, gradient):
                    return 2 * ctx.saved_tensors[0] * gradient
            class Exponential(torch.autograd.Function):
                @staticmethod
                def forward(ctx, x):
                    result = x.exp()
                    ctx.save_for_backward(result)
                    return result
                @staticmethod
                def backward(ctx, gradient):
                    return gradient * ctx.saved_tensors[0]
            seen = []
            for function in (Square, Exponential):
                a = torch.zeros(1, requires_grad=True)
                b = function.apply(a)
                b.backward(retain_graph=True)
                b.backward()
                try: b.backward()
                except RuntimeError as error: seen.append((a.grad.item(), str(error)[:18]))
            seen
            """
        let refusal = "'Trying to backward'"
        #expect(show(program) == "[(0.0, \(refusal)), (2.0, \(refusal))]")
    }

    @Test func aLoaderTellsWhatItWasGivenAndKeepsItsSampler() {
        let program = """
            from torch.utils.data import DataLoader
            loader = DataLoader([1, 2, 3], num_workers=2, pin_memory=True, timeout=5)
            loader.num_workers, loader.pin_memory, loader.timeout, loader.persistent_workers, loader.sampler is loader.sampler
            """
        #expect(show(program) == "(2, True, 5, False, True)")
    }

    @Test func theModuleOfFunctionsCanBeImported() {
        #expect(
            show(
                "from torch.autograd.function import Function, once_differentiable\nFunction is torch.autograd.Function"
            )
                == "True")
    }
}
