"""One result per row or column: softmax, layer norm, sums and extremes."""
import torch
import torch.nn.functional as F
from timing import SIZES, measure

for n in SIZES:
    x = torch.randn(n // 1000, 1000)
    weight, bias = torch.randn(1000), torch.randn(1000)
    measure(f"softmax {n}", lambda: F.softmax(x, dim=-1))
    measure(f"log_softmax {n}", lambda: F.log_softmax(x, dim=-1))
    measure(f"layer_norm {n}", lambda: F.layer_norm(x, (1000,), weight, bias))
    measure(f"sum {n}", lambda: x.sum())
    measure(f"sum rows {n}", lambda: x.sum(-1))
    measure(f"sum columns {n}", lambda: x.sum(0))
    measure(f"mean rows {n}", lambda: x.mean(-1))
    measure(f"mean columns {n}", lambda: x.mean(0))
    measure(f"max {n}", lambda: x.max())
    measure(f"max rows {n}", lambda: x.max(-1))
    measure(f"max columns {n}", lambda: x.max(0))
    measure(f"argmax rows {n}", lambda: x.argmax(-1))
    measure(f"var rows {n}", lambda: x.var(-1))
    measure(f"norm {n}", lambda: x.norm())
