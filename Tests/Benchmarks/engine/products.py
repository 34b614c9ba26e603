"""Matrix products: square, in batches, and with few rows."""
import torch
import torch.nn.functional as F
from timing import measure

for n in [64, 128, 256, 512, 1024, 2048]:
    a, b = torch.randn(n, n), torch.randn(n, n)
    measure(f"matmul {n}x{n}", lambda: torch.matmul(a, b))
for n in [64, 512]:
    q, k = torch.randn(12, n, 64), torch.randn(12, 64, n)
    measure(f"matmul 12 x {n}x64 @ 64x{n}", lambda: torch.matmul(q, k))
weight, bias = torch.randn(3072, 768), torch.randn(3072)
plain = torch.randn(768, 3072)
for rows in [1, 8, 32, 128]:
    x = torch.randn(rows, 768)
    measure(f"linear {rows}x768 -> 3072", lambda: F.linear(x, weight, bias))
    measure(f"addmm {rows}x768 -> 3072", lambda: torch.addmm(bias, x, plain))
