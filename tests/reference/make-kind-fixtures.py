#!/usr/bin/env python3
"""Writes kind-fixtures.ini: whole layers as PyTorch computes them, in double precision.

    python3 tests/reference/make-kind-fixtures.py > tests/reference/kind-fixtures.ini

Only this script needs PyTorch; the tests read the file. A group is `layers` layers of one kind, one after the other, with
the same settings and weights of their own, w0.<role>, w1.<role>…; x goes in, the mean squared error to t comes out. What
must come out: y, and the gradients of the weights, d0.<role>, d1.<role>…
"""
import torch
import torch.nn as nn

torch.manual_seed(20250301)
torch.set_default_dtype(torch.float64)

LAYERS = 2


def numbers(tensor):
    return "".join("%.12g;" % v for v in tensor.detach().reshape(-1).tolist())


def exact(tensor):
    """Rounded to what float32 holds, so that float and double kernels see the same numbers."""
    return tensor.to(torch.float32).to(torch.float64)


def write(name, kind, settings, make, rows, shape, **call):
    layers = [make() for _ in range(LAYERS)]
    for p in (p for layer in layers for p in layer.parameters()):
        p.data = exact(torch.randn_like(p) * 0.4 + (p.data == 1))   # scales lie around 1
    x = exact(torch.randn(rows, *shape))
    y = x
    for layer in layers:
        y = layer(y, **call)
    t = exact(torch.randn_like(y))
    ((y - t) ** 2).mean().backward()
    print("[%s]" % name)
    print("kind=%s" % kind)
    print("settings=%s" % settings)
    print("layers=%d" % LAYERS)
    print("rows=%d" % rows)
    print("shape=%s" % "".join("%d;" % n for n in shape))
    for key, tensor in ("x", x), ("t", t), ("y", y):
        print("%s=%s" % (key, numbers(tensor)))
    for i, layer in enumerate(layers):
        for role, p in layer.named_parameters():
            print("w%d.%s=%s" % (i, role, numbers(p)))
            print("d%d.%s=%s" % (i, role, numbers(p.grad)))
    print()


def transformer_block(name, size, heads, width, steps, causal):
    mask = nn.Transformer.generate_square_subsequent_mask(steps) if causal else None
    write(name, "transformer_block", "heads=%d;width=%d;causal=%s;" % (heads, width, "true" if causal else "false"),
          lambda: nn.TransformerEncoderLayer(size, heads, width * size, 0.0, "gelu", batch_first=True, norm_first=True),
          2, (steps, size), src_mask=mask)


transformer_block("transformer_block that sees the past", 6, 3, 2, 5, True)
transformer_block("transformer_block that sees all", 4, 2, 3, 3, False)
