"""Elements taken, moved, joined and put in order."""
import torch
import torch.nn.functional as F
from timing import SIZES, measure

for n in SIZES:
    x = torch.randn(n // 100, 100)
    index = torch.randint(0, 100, (n // 100, 100))
    places = torch.randint(0, n // 100, (n // 100,))
    mask, y = x > 0, -x
    flat = x.view(-1)
    measure(f"gather {n}", lambda: x.gather(1, index))
    measure(f"scatter {n}", lambda: x.scatter(1, index, x))
    measure(f"scatter_add {n}", lambda: x.scatter_add(1, index, x))
    measure(f"index_select {n}", lambda: x.index_select(0, places))
    measure(f"embedding {n}", lambda: F.embedding(places, x))
    measure(f"subscript {n}", lambda: x[places])
    measure(f"cat rows {n}", lambda: torch.cat([x, x], 0))
    measure(f"cat columns {n}", lambda: torch.cat([x, x], 1))
    measure(f"transpose {n}", lambda: x.t().contiguous())
    measure(f"clone {n}", lambda: x.clone())
    measure(f"where {n}", lambda: torch.where(mask, x, y))
    measure(f"masked_fill {n}", lambda: x.masked_fill(mask, 0.0))
    measure(f"cumsum rows {n}", lambda: x.cumsum(1))
    measure(f"cumsum columns {n}", lambda: x.cumsum(0))
    measure(f"topk rows {n}", lambda: x.topk(5, -1))
    measure(f"sort rows {n}", lambda: x.sort(-1))
    measure(f"sort {n}", lambda: flat.sort())
    measure(f"argsort {n}", lambda: flat.argsort())
