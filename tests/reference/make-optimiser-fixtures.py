#!/usr/bin/env python3
"""Writes optimiser-fixtures.ini: what torch.optim makes of two weights in ten steps.

    python3 tests/reference/make-optimiser-fixtures.py > tests/reference/optimiser-fixtures.ini

Only this script needs PyTorch; the tests read the file. A group is one case: the recipe's settings, the numbers of a weight
and a bias before, the gradients of every step, and the numbers after every step. Steps follow each other in one list.
L1 and L2 act on the weight only; PyTorch has no L1, so its gradient is added by hand.
"""
import torch

torch.manual_seed(20240608)
torch.set_default_dtype(torch.float64)

STEPS = 10
SIZES = {"weight": 9, "bias": 2}


def numbers(tensors):
    return "".join("%.9g;" % v for tensor in tensors for v in tensor.reshape(-1).tolist())


def rounded(*shape):
    """Numbers that float32 holds exactly."""
    return torch.randn(*shape).to(torch.float32).to(torch.float64)


def case(name, settings, make, l1=0, clip=0):
    parameters = {role: rounded(size) for role, size in SIZES.items()}
    start = {role: p.clone() for role, p in parameters.items()}
    optimiser = make(parameters["weight"], parameters["bias"])
    gradients = {role: [] for role in SIZES}
    after = {role: [] for role in SIZES}
    for _ in range(STEPS):
        for role, p in parameters.items():
            gradient = rounded(*p.shape)
            gradients[role].append(gradient)
            p.grad = gradient + (l1 * p.sign() if role == "weight" else 0)
        if clip:
            torch.nn.utils.clip_grad_norm_(parameters.values(), clip)
        optimiser.step()
        for role, p in parameters.items():
            after[role].append(p.clone())
    print("[%s]" % name)
    print("settings=" + "".join("%s=%s;" % item for item in settings.items()))
    for role in SIZES:
        print("%s=%s" % (role, numbers([start[role]])))
        print("%s_gradients=%s" % (role, numbers(gradients[role])))
        print("%s_after=%s" % (role, numbers(after[role])))
    print()


def plain(optimiser, **options):
    return lambda weight, bias: optimiser([weight, bias], **options)


def decayed(optimiser, l2, **options):
    return lambda weight, bias: optimiser([{"params": [weight], "weight_decay": l2}, {"params": [bias]}], **options)


def main():
    optim = torch.optim
    case("sgd", {"optimiser": "sgd", "learning_rate": 0.1}, plain(optim.SGD, lr=0.1))
    case("sgd, momentum", {"optimiser": "sgd", "learning_rate": 0.05, "momentum": 0.9}, plain(optim.SGD, lr=0.05, momentum=0.9))
    case("sgd, nesterov", {"optimiser": "sgd", "learning_rate": 0.05, "momentum": 0.8, "nesterov": "true"},
         plain(optim.SGD, lr=0.05, momentum=0.8, nesterov=True))
    case("sgd, penalties", {"optimiser": "sgd", "learning_rate": 0.1, "l1": 0.3, "l2": 0.2},
         decayed(optim.SGD, 0.2, lr=0.1), l1=0.3)
    case("sgd, clipped", {"optimiser": "sgd", "learning_rate": 0.1, "clip": 3}, plain(optim.SGD, lr=0.1), clip=3)
    case("rmsprop", {"optimiser": "rmsprop", "learning_rate": 0.01}, plain(optim.RMSprop))
    case("rmsprop, momentum", {"optimiser": "rmsprop", "learning_rate": 0.02, "alpha": 0.9, "momentum": 0.7},
         plain(optim.RMSprop, lr=0.02, alpha=0.9, momentum=0.7))
    case("adam", {"optimiser": "adam", "learning_rate": 0.001}, plain(optim.Adam))
    case("adam, other numbers", {"optimiser": "adam", "learning_rate": 0.1, "beta1": 0.5, "beta2": 0.9, "epsilon": 0.01},
         plain(optim.Adam, lr=0.1, betas=(0.5, 0.9), eps=0.01))
    case("adam, penalty", {"optimiser": "adam", "learning_rate": 0.01, "l2": 0.5}, decayed(optim.Adam, 0.5, lr=0.01))
    case("adamw", {"optimiser": "adamw", "learning_rate": 0.001}, plain(optim.AdamW))
    case("adamw, strong decay", {"optimiser": "adamw", "learning_rate": 0.1, "weight_decay": 0.3},
         plain(optim.AdamW, lr=0.1, weight_decay=0.3))


main()
