"""One result per element: arithmetic and the functions of one variable."""
import torch
import torch.nn.functional as F
from timing import SIZES, measure

for n in SIZES:
    a, b = torch.randn(n), torch.randn(n)
    measure(f"add {n}", lambda: a + b)
    measure(f"mul {n}", lambda: a * b)
    measure(f"mul number {n}", lambda: a * 2.5)
    measure(f"exp {n}", lambda: torch.exp(a))
    measure(f"tanh {n}", lambda: torch.tanh(a))
    measure(f"gelu {n}", lambda: F.gelu(a))
    measure(f"gelu tanh {n}", lambda: F.gelu(a, approximate="tanh"))
    rows = a.view(-1, 1000)
    bias = torch.randn(1000)
    measure(f"add row {n}", lambda: rows + bias)
    measure(f"greater {n}", lambda: a > b)
    measure(f"sqrt abs {n}", lambda: a.abs().sqrt())
    measure(f"to float64 {n}", lambda: a.double())
