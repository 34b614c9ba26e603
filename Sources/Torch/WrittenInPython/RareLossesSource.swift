/// Losses of `torch.nn.functional` that are seldom used, written in Python.
enum RareLossesSource {
    static let text = #"""
        import torch
        import torch.nn.functional as F

        def _reduced(loss, reduction):
            if reduction not in ("none", "mean", "sum"):
                raise ValueError(f"{reduction} is not a valid value for reduction")
            return loss.mean() if reduction == "mean" else loss.sum() if reduction == "sum" else loss

        def _legacy(size_average, reduce, reduction):
            """The reduction that the two older arguments stand for."""
            if size_average is None and reduce is None:
                return reduction
            averages, reduces = size_average in (None, True), reduce in (None, True)
            name = "none" if not reduces else "mean" if averages else "sum"
            torch._warn(f"size_average and reduce args will be deprecated, please use reduction='{name}' instead.", UserWarning)
            return name

        def _check_classes(places, count, text):
            if places.is_meta or len(places) == 0:
                return
            if not 0 <= places.min() <= places.max() < count:
                raise RuntimeError(text)

        def hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, reduction="mean"):
            reduction = _legacy(size_average, reduce, reduction)
            near = torch.where(target == 1, input, 0.0)
            far = torch.where(target == -1, (margin - input).clamp(min=0), 0.0)
            return _reduced(near + far, reduction)

        def soft_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
            reduction = _legacy(size_average, reduce, reduction)
            loss = _reduced(torch.log1p(torch.exp(-(input * target))), reduction)
            return torch._labelled(loss, "SoftMarginLossBackward0")

        def multi_margin_loss(input, target, p=1, margin=1.0, weight=None, size_average=None, reduce=None, reduction="mean"):
            reduction = _legacy(size_average, reduce, reduction)
            if p not in (1, 2):
                raise ValueError("only p == 1 and p == 2 supported")
            if weight is not None and weight.dim() != 1:
                raise ValueError("weight must be one-dimensional")
            rows = input[None] if input.dim() < 2 else input
            if target.dim() > 1 or target.numel() != len(rows):
                raise RuntimeError("multi_margin_loss: target tensor should be 1-D with size equal to the number of input samples (batch "
                                   f"size). Expected target size [{len(rows)}], but got {list(target.shape)}. Input has shape "
                                   f"{list(input.shape)}.")
            if weight is not None and len(weight) != rows.shape[1]:
                raise RuntimeError(f"inconsistent weight size, expected {rows.shape[1]} but got {list(weight.shape)}")
            if target.dtype != torch.int64:
                raise RuntimeError(f"expected scalar type Long but found {torch._scalar_name(target)}")
            places = target.reshape(-1)
            _check_classes(places, rows.shape[1], "target out of range")
            loss = (margin - rows.gather(1, places[:, None]) + rows).clamp(min=0) ** p
            if weight is not None:
                loss = loss * weight[places][:, None]
            loss = loss.scatter(1, places[:, None], 0.0).sum(1) / rows.shape[1]
            loss = _reduced(loss[0] if input.dim() < 2 else loss, reduction)
            return torch._labelled(loss, "MultiMarginLossBackward0")

        def multilabel_soft_margin_loss(input, target, weight=None, size_average=None, reduce=None, reduction="mean"):
            reduction = _legacy(size_average, reduce, reduction)
            loss = -(target * F.logsigmoid(input) + (1 - target) * F.logsigmoid(-input))
            loss = (loss if weight is None else loss * weight).mean(-1)
            if reduction not in ("none", "mean", "sum"):
                raise ValueError(f"{reduction} is not valid")
            return _reduced(loss, reduction)

        def multilabel_margin_loss(input, target, size_average=None, reduce=None, reduction="mean"):
            reduction = _legacy(size_average, reduce, reduction)
            if input.shape != target.shape:
                raise RuntimeError(f"inconsistent target size: {list(target.shape)} for input of size: {list(input.shape)}")
            rows, labels = (input[None], target[None]) if input.dim() < 2 else (input, target)
            # The labels of a row end at its first -1.
            counted = (labels >= 0).long().cumprod(1).bool()
            _check_classes(labels[counted], rows.shape[1], "argument #2 'target' is out of range")
            places = torch.where(counted, labels, 0)
            is_label = torch.zeros(rows.shape, dtype=torch.int64).scatter_add(1, places, counted.long()) > 0
            gaps = 1 - rows.gather(1, places).unsqueeze(2) + rows.unsqueeze(1)
            terms = torch.where(counted.unsqueeze(2) & ~is_label.unsqueeze(1), gaps.clamp(min=0), 0.0)
            loss = terms.sum((1, 2)) / rows.shape[1]
            loss = _reduced(loss[0] if input.dim() < 2 else loss, reduction)
            return torch._labelled(loss, "MultilabelMarginLossBackward0")

        def triplet_margin_with_distance_loss(anchor, positive, negative, *, distance_function=None, margin=1.0, swap=False,
                                              reduction="mean"):
            if margin <= 0:
                raise ValueError(f"margin must be greater than 0, got {margin}")
            distance = F.pairwise_distance if distance_function is None else distance_function
            near, far = distance(anchor, positive), distance(anchor, negative)
            if swap:
                far = torch.minimum(far, distance(positive, negative))
            return _reduced((margin + near - far).clamp(min=0), reduction)

        def ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction="mean", zero_infinity=False):
            _reduced(torch.zeros(()), reduction)
            single = log_probs.dim() == 2
            if single:
                log_probs, targets = log_probs.unsqueeze(1), targets.reshape(1, -1)
            input_lengths, target_lengths = (torch.as_tensor(v, dtype=torch.int64).reshape(-1) for v in (input_lengths, target_lengths))
            losses = torch._ctc_loss(log_probs, targets, input_lengths, target_lengths, blank, zero_infinity)
            if reduction == "mean":
                return (losses / target_lengths.clamp(min=1)).mean()
            return losses.sum() if reduction == "sum" else losses[0] if single else losses
        """#

    static let names = [
        "hinge_embedding_loss", "soft_margin_loss", "multi_margin_loss", "multilabel_soft_margin_loss",
        "multilabel_margin_loss", "triplet_margin_with_distance_loss", "ctc_loss",
    ]
}
