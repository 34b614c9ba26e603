"""What an operation costs when there is next to nothing to compute, and what recording it adds."""
import torch
from timing import measure

x, y = torch.randn(16), torch.randn(16)
matrix = torch.randn(4, 4)
measure("add of 16", lambda: x + y)
measure("mul of 16 by a number", lambda: x * 2.0)
measure("exp of 16", lambda: x.exp())
measure("sum of 16", lambda: x.sum())
measure("view", lambda: x.view(4, 4))
measure("transpose", lambda: matrix.transpose(0, 1))
measure("subscript", lambda: matrix[0])
measure("slice", lambda: matrix[:, 1:3])
measure("matmul 4x4", lambda: matrix @ matrix)
measure("item", lambda: matrix[0, 0].item())
measure("zeros", lambda: torch.zeros(16))


def chain(start):
    total = start
    for _ in range(100):
        total = total + y
    return total


leaf = torch.randn(16, requires_grad=True)
measure("100 adds", lambda: chain(x))
measure("100 adds, recorded", lambda: chain(leaf))
measure("100 adds, recorded, and backward", lambda: chain(leaf).sum().backward())
