import Testing

/// Warnings of PyTorch 2.13, word for word, with their category.
@Suite struct WarningsTests {
    /// The warnings that a cell gives, one in a line.
    private func warnings(_ text: String) -> String {
        onCellThread {
            Cells().show(
                """
                import torch, warnings
                import torch.nn as nn
                import torch.nn.functional as F
                with warnings.catch_warnings(record=True) as given:
                    warnings.simplefilter("always")
                    \(text.split(separator: "\n").joined(separator: "\n    "))
                for w in given:
                    print(w.category.__name__, w.message)
                """)
        }
    }

    private static let sizes =
        "UserWarning Using a target size (torch.Size([3, 1])) that is different to the input size (torch.Size([3])). This "
        + "will likely lead to incorrect results due to broadcasting. Please ensure they have the same size.\n"

    @Test(
        "Losses between different sizes warn",
        arguments: ["mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss"])
    func sizesOfLosses(name: String) {
        #expect(warnings("F.\(name)(torch.ones(3), torch.ones(3, 1))") == Self.sizes)
    }

    @Test func aModuleWarnsAsItsFunctionDoes() {
        #expect(warnings("nn.MSELoss()(torch.ones(3), torch.ones(3, 1))") == Self.sizes)
        #expect(warnings("nn.MSELoss()(torch.ones(3), torch.ones(3))") == "")
    }

    @Test(arguments: ["softmax", "log_softmax", "softmin"])
    func aDimensionLeftOutWarns(name: String) {
        let wanted =
            "UserWarning Implicit dimension choice for \(name) has been deprecated. Change the call to include dim=X as an "
            + "argument.\n"
        #expect(warnings("F.\(name)(torch.ones(3))") == wanted)
        #expect(warnings("F.\(name)(torch.ones(3), dim=0)") == "")
    }

    @Test func aTensorOfATensorWarns() {
        let wanted =
            "UserWarning To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or "
            + "sourceTensor.detach().clone().requires_grad_(True), rather than torch.tensor(sourceTensor).\n"
        #expect(warnings("torch.tensor(torch.ones(2))") == wanted)
    }

    @Test func theGradientOfAResultWarns() {
        let text = warnings("y = torch.ones(2, requires_grad=True) * 2\ny.grad")
        #expect(
            text.hasPrefix("UserWarning The .grad attribute of a Tensor that is not a leaf Tensor is being accessed."))
        #expect(warnings("torch.ones(2, requires_grad=True).grad") == "")
        #expect(warnings("y = torch.ones(2, requires_grad=True) * 2\ny.retain_grad()\ny.grad") == "")
    }

    private static let training =
        """
        p = nn.Parameter(torch.ones(2))
        o = torch.optim.SGD([p], lr=0.1)
        s = torch.optim.lr_scheduler.StepLR(o, 1)

        """

    @Test func aScheduleBeforeTheFirstStepWarnsOnce() {
        let text = warnings(Self.training + "s.step()\ns.step()")
        #expect(text.hasPrefix("UserWarning Detected call of `lr_scheduler.step()` before `optimizer.step()`."))
        #expect(text.split(separator: "\n").count == 1)
        #expect(warnings(Self.training + "p.sum().backward()\no.step()\ns.step()") == "")
    }

    @Test func tooFewNumbersForASpreadWarn() {
        let text = warnings("torch.ones(1).std()")
        #expect(text.hasPrefix("UserWarning std(): degrees of freedom is <= 0."))
        #expect(warnings("torch.ones(1).std(correction=0)") == "")
    }

    @Test func oldNamesAndArgumentsWarn() {
        #expect(
            warnings("nn.init.normal(torch.empty(2))")
                == "FutureWarning `nn.init.normal` is now deprecated in favor of `nn.init.normal_`.\n")
        #expect(
            warnings("print(F.mse_loss(torch.ones(2), torch.zeros(2), reduce=False))")
                == "tensor([1., 1.])\nUserWarning size_average and reduce args will be deprecated, please use "
                + "reduction='none' instead.\n")
    }

    @Test func aWarningMadeAnErrorIsRaised() {
        let text = onCellThread {
            Cells().show(
                "import torch, warnings\nwarnings.simplefilter('error')\ntorch.nn.functional.softmax(torch.ones(2))")
        }
        #expect(text.hasPrefix("UserWarning: Implicit dimension choice for softmax has been deprecated."))
    }
}
