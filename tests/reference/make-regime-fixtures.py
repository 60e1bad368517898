#!/usr/bin/env python3
"""Writes regime-fixtures.ini: ten steps of a small network in every regime, as PyTorch takes them.

    python3 tests/reference/make-regime-fixtures.py > tests/reference/regime-fixtures.ini

Only this script needs PyTorch; the tests read the file. A group is one case: the document, the examples and their answers, the
weights before, the loss of each step, the gradients of the first and the weights after the last. A step takes all examples, in the
order in which the engine draws them, with the random numbers that it draws.
"""
import json
import math

import torch
import torch.nn.functional as F

import philox

torch.manual_seed(20261124)
torch.set_default_dtype(torch.float64)

STEPS, N, SIZE, SEED = 10, 8, 5, 7


def numbers(values):
    return "".join("%.9g;" % v for v in torch.as_tensor(values, dtype=torch.float64).reshape(-1).tolist())


def rounded(*shape):
    """Numbers that float32 holds exactly."""
    return (0.6 * torch.randn(*shape)).to(torch.float32).to(torch.float64)


def layer(kind, name, **settings):
    return {"kind": kind, "name": name, "settings": settings}


def chain(*names):
    return [{"from": a, "to": b} for a, b in zip(names, names[1:])]


def case(name, regime, recipe, layers, wires, shapes, inputs, targets, loss, make, classes=0, vocabulary=0, forgers=None, judge=1, maker=1,
         things=None, pieces=False, alphabets=None):
    """loss (weights, examples, step, forging) gives the loss of each example. pieces: of one text; alphabets: sizes, of pairs of texts."""
    recipe = {"regime": regime, "batch": N, "validation": 0, "seed": SEED, **recipe}
    document = {"vitrine": 1, "data": "builtin:xor", "recipe": recipe, "layers": layers, "wires": wires}
    weights = {w: rounded(*shape) for w, shape in shapes.items()}
    before = {w: p.clone() for w, p in weights.items()}
    groups = [list(weights)] if forgers is None else [[w for w in weights if w not in forgers], forgers]
    optimisers = [make([weights[w] for w in group]) for group in groups]
    for p in weights.values():
        p.requires_grad_(True)
    train = range(N) if pieces else philox.split_order(SEED, N)
    losses, gradients = [], None
    for step in range(STEPS):
        order, shift = philox.epoch_order(SEED, step, train, SIZE if pieces else 1)
        turn = 0 if forgers is None else int(step % (judge + maker) >= judge)
        for p in weights.values():
            p.grad = torch.zeros_like(p)
        mean = loss(weights, order, step, turn, shift).mean()
        mean.backward()
        losses.append(mean.item())
        for w, p in weights.items():
            if w not in groups[turn]:
                p.grad.zero_()
        optimisers[turn].step()
        if gradients is None:   # as the optimiser saw them, clipped
            gradients = {w: p.grad.clone() for w, p in weights.items()}
    print("[%s]" % name)
    print("regime=%s" % regime)
    print("document=%s" % json.dumps(document))
    print("classes=%d" % classes)
    print("vocabulary=%d" % vocabulary)
    if things is not None:
        print("things=%d;%d;" % things)
    if alphabets is not None:
        print("alphabets=%d;%d;" % alphabets)
    print("inputs=%s" % numbers(inputs))
    if targets is not None:
        print("targets=%s" % numbers(targets))
    print("losses=%s" % numbers(losses))
    for w in weights:
        print("before.%s=%s" % (w, numbers(before[w])))
        print("gradient.%s=%s" % (w, numbers(gradients[w])))
        print("after.%s=%s" % (w, numbers(weights[w].detach())))
    print()


def linear(weights, name, x):
    return F.linear(x, weights[name + ".weight"], weights[name + ".bias"])


def dense(*sizes):
    """Shapes of layers: name, numbers in, numbers out."""
    shapes = {}
    for name, size_in, size_out in sizes:
        shapes[name + ".weight"] = (size_out, size_in)
        shapes[name + ".bias"] = (size_out,)
    return shapes


def each(x):
    return x.mean(1)


def noise(stream, step, size):
    return torch.tensor([philox.normals(SEED, philox.stream_of(stream), step, row, size) for row in range(N)])


def adam(lr, betas=(0.9, 0.999)):
    return lambda parameters: torch.optim.Adam(parameters, lr=lr, betas=betas)


def supervised():
    inputs, classes = rounded(N, SIZE), torch.tensor([0, 1, 2, 0, 1, 2, 1, 0])
    case("classes", "supervised", {"optimiser": "adam", "learning_rate": 0.02},
         [layer("input", "input"), layer("dense", "think", units=4, activation="tanh"), layer("output", "output", loss="cross_entropy")],
         chain("input", "think", "output"), dense(("think", SIZE, 4), ("output", 4, 3)), inputs, classes,
         lambda w, order, *_: F.cross_entropy(linear(w, "output", torch.tanh(linear(w, "think", inputs[order]))), classes[order],
                                              reduction="none"), adam(0.02), classes=3)
    inputs, targets = rounded(N, SIZE), rounded(N, 2)
    case("numbers", "supervised", {"optimiser": "sgd", "learning_rate": 0.1, "momentum": 0.9, "clip": 0.5},
         [layer("input", "input"), layer("dense", "think", units=4, activation="tanh"), layer("output", "output", loss="mse")],
         chain("input", "think", "output"), dense(("think", SIZE, 4), ("output", 4, 2)), inputs, targets,
         lambda w, order, *_: each((linear(w, "output", torch.tanh(linear(w, "think", inputs[order]))) - targets[order]) ** 2),
         lambda parameters: Clipped(parameters, 0.5, lr=0.1, momentum=0.9))


class Clipped(torch.optim.SGD):
    def __init__(self, parameters, limit, **options):
        super().__init__(parameters, **options)
        self.limit, self.clipped = limit, parameters

    def step(self):
        torch.nn.utils.clip_grad_norm_(self.clipped, self.limit)
        return super().step()


def reconstruct():
    inputs = rounded(N, SIZE)
    case("autoencoder", "reconstruct", {"optimiser": "rmsprop", "learning_rate": 0.01},
         [layer("input", "input"), layer("dense", "narrow", units=2, activation="tanh"), layer("output", "output", loss="mse")],
         chain("input", "narrow", "output"), dense(("narrow", SIZE, 2), ("output", 2, SIZE)), inputs, None,
         lambda w, order, *_: each((linear(w, "output", torch.tanh(linear(w, "narrow", inputs[order]))) - inputs[order]) ** 2),
         lambda parameters: torch.optim.RMSprop(parameters, lr=0.01))

    def loss(w, order, step, *_):
        x = inputs[order]
        mean, spread = linear(w, "mean", x), linear(w, "spread", x)
        z = mean + torch.exp(spread / 2) * noise("sampling.sampling.1", step, 2)
        back = linear(w, "output", torch.tanh(linear(w, "wide", z)))
        return each((back - x) ** 2) + 0.3 * -0.5 * (1 + spread - mean ** 2 - spread.exp()).sum(1)

    case("variational autoencoder", "reconstruct", {"optimiser": "adam", "learning_rate": 0.02},
         [layer("input", "input"), layer("dense", "mean", units=2, activation="none"), layer("dense", "spread", units=2, activation="none"),
          layer("sampling", "sampling", kl_weight=0.3), layer("dense", "wide", units=4, activation="tanh"),
          layer("output", "output", loss="mse")],
         [{"from": "input", "to": "mean"}, {"from": "input", "to": "spread"}, {"from": "mean", "to": "sampling", "slot": 0},
          {"from": "spread", "to": "sampling", "slot": 1}] + chain("sampling", "wide", "output"),
         dense(("mean", SIZE, 2), ("spread", SIZE, 2), ("wide", 2, 4), ("output", 4, SIZE)), inputs, None, loss, adam(0.02))


def denoise():
    inputs = rounded(N, SIZE).clamp(-1, 1)
    many, waves = 20, 2
    betas = torch.tensor([min((1e-4 + (0.02 - 1e-4) * (t - 1) / (many - 1)) * 1000 / many, 0.999) for t in range(1, many + 1)])
    left = torch.cumprod(1 - betas, 0)
    speeds = torch.exp(-math.log(10000) * torch.arange(waves) / waves)

    def loss(w, order, step, *_):
        stream = philox.stream_of("input.diffuse.0")
        t = torch.tensor([philox.below(SEED, stream, step, row, many) + 1 for row in range(N)])
        n, keep = noise("input.diffuse.0", step, SIZE), left[t - 1].unsqueeze(1)
        angle = t.unsqueeze(1) * speeds
        x = torch.cat((keep.sqrt() * inputs[order] + (1 - keep).sqrt() * n, torch.sin(angle), torch.cos(angle)), 1)
        return each((linear(w, "output", torch.tanh(linear(w, "think", x))) - n) ** 2)

    case("diffusion", "denoise", {"optimiser": "adamw", "learning_rate": 0.02, "noise_steps": many},
         [layer("input", "input"), layer("time_embedding", "time", waves=waves), layer("concat", "join"),
          layer("dense", "think", units=4, activation="tanh"), layer("output", "output", loss="mse")],
         [{"from": "input", "to": "time"}, {"from": "input", "to": "join", "slot": 0}, {"from": "time", "to": "join", "slot": 1}] +
         chain("join", "think", "output"), dense(("think", SIZE + 2 * waves, 4), ("output", 4, SIZE)), inputs, None, loss,
         lambda parameters: torch.optim.AdamW(parameters, lr=0.02))


def next_token():
    words = 4
    text = torch.randint(0, words, ((N + 1) * SIZE,))

    def loss(w, order, step, turn, shift):
        pieces = torch.stack([text[i * SIZE + shift:i * SIZE + shift + SIZE + 1] for i in order])
        x = torch.tanh(linear(w, "think", w["table.weight"][pieces[:, :-1]]))
        each_place = F.cross_entropy(linear(w, "output", x).transpose(1, 2), pieces[:, 1:], reduction="none")
        return each_place.mean(1)

    case("text", "next_token", {"optimiser": "adam", "learning_rate": 0.02},
         [layer("input", "input"), layer("embedding", "table", width=3), layer("dense", "think", units=4, activation="tanh"),
          layer("output", "output", loss="cross_entropy")],
         chain("input", "table", "think", "output"), {"table.weight": (words, 3), **dense(("think", 3, 4), ("output", 4, words))},
         text, None, loss, adam(0.02), vocabulary=words, pieces=True)


def adversarial():
    inputs = rounded(N, SIZE)

    def loss(w, order, step, forging, *_):
        made = linear(w, "make", torch.tanh(linear(w, "dream", noise("input.draw.0", step, SIZE))))
        real = torch.zeros(N, 1) if forging else torch.tensor([[1.0], [0]] * (N // 2))
        truth = torch.ones(N) if forging else real.squeeze(1)
        seen = real * inputs[order] + (1 - real) * made
        verdict = linear(w, "output", F.leaky_relu(linear(w, "doubt", seen), 0.01)).squeeze(1)
        return F.binary_cross_entropy_with_logits(verdict, truth, reduction="none")

    shapes = dense(("dream", SIZE, 3), ("make", 3, SIZE), ("doubt", SIZE, 4), ("output", 4, 1))
    case("two in turn", "adversarial", {"optimiser": "adam", "learning_rate": 0.02, "beta1": 0.5, "judge_steps": 2},
         [layer("input", "input"), layer("dense", "dream", units=3, activation="tanh"), layer("dense", "make", units=SIZE, activation="none"),
          layer("real_or_made", "meet"), layer("dense", "doubt", units=4, activation="leaky_relu"),
          layer("output", "output", loss="adversarial")],
         chain("input", "dream", "make", "meet", "doubt", "output"), shapes, inputs, None, loss, adam(0.02, (0.5, 0.999)),
         forgers=[w for w in shapes if w.startswith(("dream", "make"))], judge=2)


def translate():
    """A GRU reads, another begins with its last state and writes; token 0 ends a text, and what follows the end has no loss."""
    given, asked, places, units = 5, 4, 4, 3
    sources = torch.zeros(N, SIZE, dtype=torch.long)
    targets = torch.zeros(N, places, dtype=torch.long)
    for i in range(N):
        sources[i, SIZE - 1 - i % SIZE:] = torch.randint(1, given, (1 + i % SIZE,))
        targets[i, :i % places] = torch.randint(1, asked, (i % places,))
    so_far = torch.cat((torch.zeros(N, 1, dtype=torch.long), targets[:, :-1]), 1)
    real = torch.arange(places) <= (targets == 0).long().argmax(1, keepdim=True)

    def gru(w, name, x, h):
        weights = [w[name + part] for part in (".weight_ih_l0", ".weight_hh_l0", ".bias_ih_l0", ".bias_hh_l0")]
        return torch._VF.gru(x, h, weights, True, 1, 0.0, True, False, True)

    def loss(w, order, *_):
        _, state = gru(w, "read", w["letters.weight"][sources[order]], torch.zeros(1, N, units))
        y, _ = gru(w, "write", w["written.weight"][so_far[order]], state)
        each_place = F.cross_entropy(linear(w, "output", y).transpose(1, 2), torch.where(real, targets, -100)[order], reduction="none")
        return each_place.sum(1) / real[order].sum(1)

    shapes = {"letters.weight": (given, 2), "written.weight": (asked, 2)}
    for name in ("read", "write"):
        shapes.update({name + ".weight_ih_l0": (3 * units, 2), name + ".weight_hh_l0": (3 * units, units),
                       name + ".bias_ih_l0": (3 * units,), name + ".bias_hh_l0": (3 * units,)})
    shapes.update(dense(("output", units, asked)))
    case("pairs of texts", "translate", {"optimiser": "adam", "learning_rate": 0.02},
         [layer("input", "source"), layer("embedding", "letters", width=2), layer("gru", "read", units=units, returns="last"),
          layer("input", "so_far", field=2), layer("embedding", "written", width=2), layer("gru", "write", units=units, returns="sequence"),
          layer("output", "output", loss="cross_entropy")],
         chain("source", "letters", "read") + chain("so_far", "written") + [{"from": "written", "to": "write", "slot": 0},
         {"from": "read", "to": "write", "slot": 1}] + chain("write", "output"), shapes, sources, targets, loss, adam(0.02),
         alphabets=(given, asked))


def towers():
    """Two inputs, each one of several things, and two targets, each with its loss and weight."""
    torch.manual_seed(20261125)
    people, films = 4, 5
    inputs = torch.stack([torch.randint(people, (N,)), torch.randint(films, (N,))], 1)
    ratings = torch.tensor([1.0, 5, 3, 4, 2, 5, 1, 4])
    liked = (ratings > 3).to(ratings.dtype)

    def loss(w, order, *_):
        person, film = inputs[order, 0], inputs[order, 1]
        agreed = (w["taste.weight"][person] * w["flavour.weight"][film]).sum(1, keepdim=True) + w["kindness.weight"][person]
        says = linear(w, "rating", agreed).squeeze(1)
        likes = linear(w, "liked", agreed).squeeze(1)
        return (says - ratings[order]) ** 2 + 0.5 * F.binary_cross_entropy_with_logits(likes, liked[order], reduction="none")

    wires = [("person", "taste", 0), ("film", "flavour", 0), ("person", "kindness", 0), ("taste", "agree", 0), ("flavour", "agree", 1),
             ("agree", "sum", 0), ("kindness", "sum", 1), ("sum", "rating", 0), ("sum", "liked", 0)]
    case("towers", "supervised", {"optimiser": "adam", "learning_rate": 0.02},
         [layer("input", "person"), layer("input", "film", field=2), layer("embedding", "taste", width=2),
          layer("embedding", "flavour", width=2), layer("embedding", "kindness", width=1), layer("dot", "agree"), layer("add", "sum"),
          layer("output", "rating", loss="mse"), layer("output", "liked", loss="binary_cross_entropy", target=2, weight=0.5)],
         [{"from": a, "to": b, "slot": slot} for a, b, slot in wires],
         {"taste.weight": (people, 2), "flavour.weight": (films, 2), "kindness.weight": (people, 1),
          **dense(("rating", 1, 1), ("liked", 1, 1))},
         inputs, torch.stack([ratings, liked], 1), loss, adam(0.02), things=(people, films))


supervised()
reconstruct()
denoise()
next_token()
adversarial()
translate()
towers()
