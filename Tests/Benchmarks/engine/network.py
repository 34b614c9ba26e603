"""Forward and backward of what language models are made of: attention, a GPT-2 block, the loss, an optimizer step."""
import torch
import torch.nn.functional as F
from torch import nn
from timing import measure


class Block(nn.Module):
    """A block of GPT-2: 768 wide, 12 heads."""

    def __init__(self):
        super().__init__()
        self.ln_1, self.ln_2 = nn.LayerNorm(768), nn.LayerNorm(768)
        self.attn, self.proj = nn.Linear(768, 2304), nn.Linear(768, 768)
        self.up, self.down = nn.Linear(768, 3072), nn.Linear(3072, 768)

    def forward(self, x):
        batch, length, width = x.shape
        q, k, v = self.attn(self.ln_1(x)).split(768, dim=2)
        q, k, v = [part.view(batch, length, 12, 64).transpose(1, 2) for part in (q, k, v)]
        mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.proj(mixed.transpose(1, 2).reshape(batch, length, width))
        return x + self.down(F.gelu(self.up(self.ln_2(x)), approximate="tanh"))


def both(module, x):
    module(x).sum().backward()


block = Block()
for length in [64, 512]:
    x = torch.randn(1, length, 768)
    with torch.no_grad():
        measure(f"block forward {length}", lambda: block(x), 0.5)
    measure(f"block forward and backward {length}", lambda: both(block, x), 1.0)
    q, k, v = torch.randn(1, 12, length, 64), torch.randn(1, 12, length, 64), torch.randn(1, 12, length, 64)
    measure(f"attention {length}", lambda: F.scaled_dot_product_attention(q, k, v))
    measure(f"causal attention {length}", lambda: F.scaled_dot_product_attention(q, k, v, is_causal=True))
    scores = torch.randn(1, 12, length, length)
    measure(f"softmax of scores {length}", lambda: F.softmax(scores, dim=-1))
    measure(f"attention written out {length}", lambda: F.softmax(q @ k.transpose(-2, -1) / 8.0, dim=-1) @ v)


def backward_of(function, x):
    x.grad = None
    function(x).backward(gradient)


gradient = torch.randn(512, 768)
x = torch.randn(512, 768, requires_grad=True)
norm = nn.LayerNorm(768)
measure("layer norm and backward", lambda: backward_of(norm, x))
measure("gelu and backward", lambda: backward_of(F.gelu, x))
measure("gelu tanh and backward", lambda: backward_of(lambda t: F.gelu(t, approximate="tanh"), x))
measure("softmax and backward", lambda: backward_of(lambda t: F.softmax(t, -1), x))
measure("silu and backward", lambda: backward_of(F.silu, x))
measure("relu and backward", lambda: backward_of(F.relu, x))

logits = torch.randn(128, 50257, requires_grad=True)
labels = torch.randint(0, 50257, (128,))
measure("cross entropy and backward", lambda: F.cross_entropy(logits, labels).backward(), 0.5)

optimizer = torch.optim.AdamW(block.parameters(), lr=1e-4)
measure("AdamW step", optimizer.step, 0.5)

table = torch.randn(50257, 768)
x = torch.randn(10, 768)
measure("logits of 10 tokens", lambda: x @ table.t(), 0.5)

image, filters = torch.randn(8, 16, 32, 32), torch.randn(32, 16, 3, 3)
measure("conv2d 8x16x32x32, 32 filters", lambda: F.conv2d(image, filters, padding=1))
