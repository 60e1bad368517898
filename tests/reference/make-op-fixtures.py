#!/usr/bin/env python3
"""Writes op-fixtures.ini: values and gradients of every operation as PyTorch computes them, in double precision.

    python3 tests/reference/make-op-fixtures.py > tests/reference/op-fixtures.ini

Only this script needs PyTorch; the tests read the file. A group is one case: the operands in0, in1..., the gradient
d_out that comes in, and what must come out: out, d_in0, d_in1... Lists are row-major, examples outermost. The gradient of
a loss is that of the mean over the examples times the weight, as a training step has it. More results are out1 and
d_out1...; `training=true` runs as in training; after3 is what operand 3 must be after forward (running statistics);
operands from first_weight on, and those in `whole`, have no examples; one that is None is missing.
"""
import torch
import torch.nn.functional as F

import philox

torch.manual_seed(20240607)
torch.set_default_dtype(torch.float64)


def numbers(tensor):
    return "".join("%.12g;" % v for v in tensor.detach().reshape(-1).tolist())


def normal(*shape, spread=1.0):
    """Random operands that float32 holds exactly, so that float and double kernels see the same numbers."""
    return (torch.randn(*shape) * spread).to(torch.float32).to(torch.float64)


def write(name, op, rows, inputs, out, gradients, d_out=None, arg=(), weights=0, whole=(), training=False, after=(), time=0):
    outs, d_outs = (list(v) if isinstance(v, (list, tuple)) else [v] for v in (out, d_out))
    print("[%s]" % name)
    print("op=%s" % op)
    print("rows=%d" % rows)
    if training:
        print("training=true")
    if time:
        print("time=%d" % time)
    if arg:
        print("arg=" + "".join("%.12g;" % a for a in arg))
    if weights:
        print("first_weight=%d" % weights)
    if whole:
        print("whole=" + "".join("%d;" % i for i in whole))
    for i, x in enumerate(inputs):
        if x is None:
            continue
        is_whole = weights and i >= weights or i in whole
        print("shape%d=%s" % (i, "".join("%d;" % n for n in (x.shape if is_whole else x.shape[1:]))))
        print("in%d=%s" % (i, numbers(x)))
    for i, g in enumerate(d_outs):
        if g is not None:
            print("d_out%s=%s" % (i or "", numbers(g)))
    for i, y in enumerate(outs):
        print("out%s=%s" % (i or "", numbers(y)))
    for i, x in dict(after).items():
        print("after%d=%s" % (i, numbers(x)))
    for i, g in enumerate(gradients):
        if g is not None:
            print("d_in%d=%s" % (i, numbers(g)))
    print()


def plain(name, op, function, *inputs, arg=(), weights=0, whole=(), training=False, state=()):
    """function gives one result or several; the operands in `state` are no parameters, and function may change them."""
    before = [None if x is None else x.clone() for x in inputs]
    for i, x in enumerate(inputs):
        if x is not None and i not in state:
            x.requires_grad_(True)
    y = function(*inputs)
    ys = list(y) if isinstance(y, (list, tuple)) else [y]
    d_outs = [normal(*each.shape) for each in ys]
    torch.autograd.backward(ys, d_outs)
    write(name, op, inputs[0].shape[0], before, ys, [None if x is None else x.grad for x in inputs], d_outs, arg,
          weights, whole, training, {i: inputs[i] for i in state})


def channels_first(x):
    return x.movedim(-1, 1)


def picture(name, op, function, x, *more, arg):
    """Pictures are [rows, height, width, channels] here, channels first in PyTorch."""
    weights = 1 if more else 0
    plain(name, op, lambda x, *rest: function(channels_first(x), *rest).movedim(1, -1), x, *more, arg=arg,
          weights=weights)


def slide(stride=(1, 1), padding=(0, 0), dilation=(1, 1), after=None):
    return (*stride, *padding, *(padding if after is None else after), *dilation)


def pictures():
    picture("conv2d", "conv2d", F.conv2d, normal(2, 5, 6, 2), normal(3, 2, 3, 3), normal(3), arg=(*slide(), 1, 0))
    picture("conv2d with everything", "conv2d",
            lambda x, w, b: F.relu(F.conv2d(x, w, b, (2, 1), (1, 2), (1, 2), 2)),
            normal(2, 6, 7, 4), normal(6, 2, 3, 2), normal(6), arg=(*slide((2, 1), (1, 2), (1, 2)), 2, 1))
    picture("conv2d of padding same and an even kernel", "conv2d",
            lambda x, w: F.conv2d(x, w, None, padding="same"),
            normal(2, 4, 5, 2), normal(3, 2, 2, 4), arg=(*slide(padding=(0, 1), after=(1, 2)), 1, 0))
    picture("conv2d of every channel alone", "conv2d", lambda x, w, b: F.conv2d(x, w, b, 1, 1, 1, 5),
            normal(2, 4, 4, 5), normal(5, 1, 3, 3), normal(5), arg=(*slide(padding=(1, 1)), 5, 0))
    picture("conv_transpose2d", "conv_transpose2d", lambda x, w, b: F.conv_transpose2d(x, w, b, 2, 1),
            normal(2, 3, 4, 3), normal(3, 2, 4, 4), normal(2), arg=(*slide((2, 2), (1, 1)), 1, 0))
    picture("conv_transpose2d with everything", "conv_transpose2d",
            lambda x, w, b: F.relu(F.conv_transpose2d(x, w, b, (2, 3), (1, 0), (1, 2), 2, (2, 1))),
            normal(2, 3, 2, 4), normal(4, 3, 3, 2), normal(6),
            arg=(*slide((2, 3), (1, 0), (2, 1), (0, -2)), 2, 1))
    picture("max_pool2d", "max_pool2d", lambda x: F.max_pool2d(x, 2), normal(2, 5, 6, 3), arg=(*slide((2, 2)), 2, 2))
    picture("max_pool2d with everything", "max_pool2d", lambda x: F.max_pool2d(x, (3, 2), (1, 2), (1, 1), (2, 1)),
            normal(2, 7, 6, 2), arg=(*slide((1, 2), (1, 1), (2, 1)), 3, 2))
    picture("avg_pool2d", "avg_pool2d", lambda x: F.avg_pool2d(x, 3, 2, 1), normal(2, 6, 5, 2),
            arg=(*slide((2, 2), (1, 1)), 3, 3, 1))
    picture("avg_pool2d without padding", "avg_pool2d", lambda x: F.avg_pool2d(x, 3, 2, 1, False, False),
            normal(2, 6, 5, 2), arg=(*slide((2, 2), (1, 1)), 3, 3, 0))
    picture("avg_pool2d of all", "avg_pool2d", lambda x: F.adaptive_avg_pool2d(x, 1), normal(2, 3, 5, 4),
            arg=(*slide(), 0, 0, 1))
    picture("upsample2d", "upsample2d", lambda x: F.interpolate(x, scale_factor=(2, 3)), normal(2, 3, 2, 3), arg=(2, 3, 0))
    picture("upsample2d smoothly", "upsample2d",
            lambda x: F.interpolate(x, scale_factor=(3, 2), mode="bilinear", align_corners=False),
            normal(2, 3, 4, 2), arg=(3, 2, 1))


def loss(name, op, function, x, target, arg, torch_target=None):
    """function gives one loss per example."""
    x.requires_grad_(True)
    each = function(x, target if torch_target is None else torch_target)
    (arg[0] * each.mean()).backward()
    write(name, op, x.shape[0], [x, target], each, [x.grad], None, arg)


def mean_until_end(x, target):
    asked = torch.cumsum(target == 0, 1) - (target == 0).long() == 0
    each = F.cross_entropy(x.transpose(1, 2), torch.where(asked, target, -100), reduction="none")
    return each.sum(1) / asked.sum(1)


def mean_of(function):
    return lambda x, t: function(x, t).reshape(x.shape[0], -1).mean(1)


def features(point):
    """x, y, x², y², xy, sin 5x, sin 5y of each point."""
    x, y = point[:, 0], point[:, 1]
    return torch.stack([x, y, x * x, y * y, x * y, torch.sin(5 * x), torch.sin(5 * y)], 1)


def last(function):
    """A function of PyTorch, whose channels come second, for blocks whose channels come last."""
    return lambda x, *more: function(x.movedim(-1, 1), *more).movedim(1, -1)


def norms():
    torch.manual_seed(1)   # a seed of its own, so that other cases keep their numbers when one is added here
    for training in (True, False):
        mode = "while training" if training else "when asked"
        norm = last(lambda x, w, b, m, v: F.batch_norm(x, m, v, w, b, training, 0.1, 1e-5))
        for name, shape in (("lists", (6, 4)), ("sequences", (3, 4, 5)), ("pictures", (2, 4, 3, 5))):
            c = shape[-1]
            plain("batch_norm of %s %s" % (name, mode), "batch_norm", norm, normal(*shape, spread=3), normal(c), normal(c),
                  normal(c), normal(c).abs() + 0.5, arg=(1e-5, 0.1), weights=1, training=training, state=(3, 4))
    for groups in (1, 2, 6):
        norm = last(lambda x, w, b: F.group_norm(x, groups, w, b, 1e-5))
        plain("group_norm of pictures in %d" % groups, "group_norm", norm, normal(2, 3, 2, 6, spread=2), normal(6), normal(6),
              arg=(groups, 1e-5), weights=1)
    plain("group_norm of lists", "group_norm", lambda x: F.group_norm(x, 3, eps=1e-3), normal(4, 12), arg=(3, 1e-3))


def joins():
    torch.manual_seed(3)
    plain("multiply", "multiply", lambda a, b, c: a * b * c, normal(2, 5), normal(2, 5), normal(2, 5))
    plain("concat of channels", "concat", lambda a, b: torch.cat((a, b), -1), normal(2, 3, 2, 4), normal(2, 3, 2, 1), arg=(2,))
    plain("concat of rows", "concat", lambda a, b, c: torch.cat((a, b, c), 1), normal(2, 3, 2), normal(2, 1, 2),
          normal(2, 2, 2), arg=(0,))
    plain("dot", "dot", lambda a, b: (a * b).sum(-1, keepdim=True), normal(3, 7), normal(3, 7))
    plain("dot of sequences", "dot", lambda a, b: (a * b).sum(-1), normal(2, 3, 5), normal(2, 3, 5))
    plain("permute", "permute", lambda x: x.permute(0, 3, 1, 2), normal(2, 2, 3, 4), arg=(2, 0, 1))
    plain("slice", "slice", lambda x: x[:, :, 1:3], normal(2, 3, 4, 2), arg=(1, 1, 2))
    plain("repeat", "repeat", lambda x: x.unsqueeze(1).expand(-1, 3, -1), normal(2, 5), arg=(3,))
    x = normal(2, 5)
    write("diffuse what is noisy already", "diffuse", 2, [x], [x, 0 * x, torch.full((2, 1), 7.0)], [], None, (20, 0, 0, 1), time=7)
    t = torch.tensor([[1.0], [7], [200]])
    waves = torch.exp(-torch.log(torch.tensor(10000.0)) * torch.arange(4) / 4)
    write("time_embedding", "time_embedding", 3, [t], torch.cat((torch.sin(t * waves), torch.cos(t * waves)), 1), [], None, (8,))
    plain("sampling when not training", "sampling", lambda m, s: m + s * 0, normal(2, 7), normal(2, 7))
    mean, log_variance = normal(3, 5).requires_grad_(), normal(3, 5).requires_grad_()
    each = -0.5 * (1 + log_variance - mean * mean - log_variance.exp()).sum(1)
    (0.5 * each.mean()).backward()
    write("kl", "kl", 3, [mean, log_variance], each, [mean.grad, log_variance.grad], None, (0.5,))
    plain("noise when not training", "noise", lambda x: x * 1, normal(2, 7), arg=(0.5,))
    write("draw", "draw", 2, [normal(2, 7)], torch.tensor([philox.normals(0, 0, 0, row, 7) for row in range(2)]), [], None)
    made, real, grad = normal(3, 4), normal(3, 4), normal(3, 4)
    mixed = torch.cat((real[:1], made[1:2], real[2:]))
    passed = torch.cat((0 * grad[:1], grad[1:2], 0 * grad[2:]))
    write("real_or_made", "real_or_made", 3, [made, real], [mixed, torch.tensor([[1.0], [0], [1]])], [passed], [grad, None])


def recurrent(name, op, gates, function, steps, size, rows, first, reverse=False, arg=()):
    """PyTorch weighs the numbers that come in with the unit matrix here, so that they come in weighed."""
    sums = gates * size
    unit, none = torch.eye(sums), torch.zeros(sums)

    def run(x, weight, bias, *before):
        begin = before[0].unsqueeze(0) if before else torch.zeros(1, rows, size)
        x = x.flip(1) if reverse else x
        y = function(x, begin, (unit, weight, none, bias), True, 1, 0.0, False, False, True)
        return y[0].flip(1) if reverse else y[0]

    operands = [normal(rows, steps, sums), normal(sums, size, spread=size ** -0.5), normal(sums)]
    operands += [normal(rows, size) for _ in range(first)]
    plain(name, op, run, *operands, arg=(int(reverse), *arg), whole=(1, 2))


def with_cells(operands, rows, steps, size):
    """PyTorch's LSTM cell, step by step, which hands out the cells of every step too."""
    x, weight, bias, h, c = operands
    hs, cs = [], []
    for t in range(steps):
        h, c = torch._VF.lstm_cell(x[:, t], (h, c), torch.eye(4 * size), weight, torch.zeros(4 * size), bias)
        hs.append(h)
        cs.append(c)
    return torch.stack(hs, 1), torch.stack(cs, 1)


def attend(heads, causal):
    def split(x):
        return x.reshape(x.shape[0], x.shape[1], heads, -1).transpose(1, 2)

    def join(q, k, v):
        y = F.scaled_dot_product_attention(split(q), split(k), split(v), is_causal=causal)
        return y.transpose(1, 2).reshape(q.shape)

    return join


def waves(x):
    place, number = torch.arange(x.shape[1]).unsqueeze(1), torch.arange(x.shape[2])
    angle = place / 10000 ** (number // 2 * 2 / x.shape[2])
    return x + torch.where(number % 2 == 0, angle.sin(), angle.cos())


def sequences():
    torch.manual_seed(4)
    plain("layer_norm of lists", "layer_norm", lambda x, w, b: F.layer_norm(x, (7,), w, b, 1e-5), normal(4, 7, spread=3),
          normal(7), normal(7), arg=(1e-5,), weights=1)
    plain("layer_norm of sequences", "layer_norm", lambda x: F.layer_norm(x, (19,), eps=1e-3), normal(2, 3, 19), arg=(1e-3,))
    ids = torch.randint(0, 5, (3, 4))
    plain("embedding", "embedding", lambda i, w: F.embedding(ids, w), ids.double(), normal(5, 6), weights=1, state=(0,))
    plain("positional, learned", "positional", lambda x, w: x + w, normal(3, 4, 5), normal(4, 5), weights=1)
    plain("positional, waves", "positional", waves, normal(2, 6, 7))
    gru = torch._VF.gru
    recurrent("rnn", "rnn", 1, torch._VF.rnn_tanh, 4, 5, 3, 1)
    recurrent("rnn with ReLU, backwards", "rnn", 1, torch._VF.rnn_relu, 3, 6, 2, 0, True, (1,))
    recurrent("gru", "gru", 3, gru, 4, 5, 3, 1)
    recurrent("gru backwards", "gru", 3, gru, 3, 6, 2, 0, True)
    operands = [normal(3, 4, 20), normal(20, 5, spread=0.5), normal(20), normal(3, 5), normal(3, 5)]
    plain("lstm and its cells", "lstm", lambda *o: with_cells(o, 3, 4, 5), *operands, arg=(0,), whole=(1, 2))
    plain("lstm backwards", "lstm", lambda x, w, b: tuple(y.flip(1) for y in with_cells(
        (x.flip(1), w, b, torch.zeros(2, 6), torch.zeros(2, 6)), 2, 3, 6)), normal(2, 3, 24), normal(24, 6, spread=0.5),
        normal(24), arg=(1,), whole=(1, 2))
    plain("attention to itself", "attention", lambda x: attend(2, False)(*x.chunk(3, -1)), normal(2, 4, 12), arg=(2, 0))
    plain("attention to the past", "attention", lambda x: attend(3, True)(*x.chunk(3, -1)), normal(2, 5, 18), arg=(3, 1))
    plain("attention to another sequence", "attention", attend(2, False), normal(2, 3, 8), normal(2, 5, 8), normal(2, 5, 8),
          arg=(2, 0))


def main():
    plain("linear", "linear", F.linear, normal(5, 7), normal(4, 7), normal(4), weights=1)
    plain("linear without bias", "linear", F.linear, normal(3, 8), normal(8, 8), weights=1)
    plain("linear over the last axis", "linear", F.linear, normal(2, 3, 5), normal(6, 5), normal(6), weights=1)
    plain("relu", "relu", F.relu, normal(3, 13))
    plain("leaky_relu", "leaky_relu", F.leaky_relu, normal(3, 13))
    plain("gelu", "gelu", F.gelu, normal(3, 19, spread=3))
    plain("silu", "silu", F.silu, normal(3, 19, spread=5))
    plain("sigmoid", "sigmoid", torch.sigmoid, normal(3, 19, spread=5))
    plain("tanh", "tanh", torch.tanh, normal(3, 19, spread=2))
    plain("tanh near zero", "tanh", torch.tanh, normal(2, 9, spread=1e-3))
    plain("softmax", "softmax", lambda x: F.softmax(x, -1), normal(4, 10, spread=2))
    plain("softmax over the last axis", "softmax", lambda x: F.softmax(x, -1), normal(2, 3, 5, spread=30))
    plain("dropout when not training", "dropout", lambda x: F.dropout(x, 0.4, False), normal(2, 11), arg=(0.4,))
    plain("sum", "sum", lambda a, b, c: a + b + c, normal(2, 5), normal(2, 5), normal(2, 5))

    index = torch.randint(0, 10, (6, 1))
    loss("cross_entropy", "cross_entropy", lambda x, t: F.cross_entropy(x, t, reduction="none"),
         normal(6, 10, spread=3), index.double(), (1,), index[:, 0])
    index = torch.randint(0, 5, (3, 4))
    loss("cross_entropy of sequences", "cross_entropy",
         lambda x, t: F.cross_entropy(x.transpose(1, 2), t, reduction="none").mean(1),
         normal(3, 4, 5), index.double(), (0.5,), index)
    loss("binary_cross_entropy", "binary_cross_entropy",
         mean_of(lambda x, t: F.binary_cross_entropy_with_logits(x, t, reduction="none")),
         normal(5, 4, spread=4), torch.randint(0, 2, (5, 4)).double(), (1,))
    loss("mse", "mse", mean_of(lambda x, t: F.mse_loss(x, t, reduction="none")), normal(5, 3), normal(5, 3), (0.5,))
    loss("mae", "mae", mean_of(lambda x, t: F.l1_loss(x, t, reduction="none")), normal(5, 3), normal(5, 3), (1,))
    loss("huber", "huber", mean_of(lambda x, t: F.huber_loss(x, t, reduction="none", delta=0.8)),
         normal(5, 3), normal(5, 3), (2, 0.8))
    plain("features of points", "features", features, normal(4, 2), arg=(127,))
    norms()

    pictures()
    joins()
    sequences()
    index = torch.tensor([[2, 3, 1, 0, 4], [0, 1, 2, 3, 4], [1, 2, 3, 4, 1]])   # 0 ends a text; behind it nothing is asked for
    loss("cross_entropy of texts that end", "cross_entropy", mean_until_end, normal(3, 5, 6), index.double(), (0.5, 0, 1), index)


main()
