#!/usr/bin/env python3
"""Prints the polynomial coefficients of engine/backends/openblas/fast-math.h, lowest power first, and the largest
relative error that each fit leaves.

    python3 tests/reference/fit-fast-math.py

A fit minimises the largest relative error by Lawson's method: least squares, again and again, each time with more weight
where the error was large.
"""
import math

import numpy as np
from numpy.polynomial import chebyshev, polynomial


def fit(function, weight, low, high, degree, points=4000, rounds=200):
    """Coefficients of a polynomial on [low, high]; weight turns an error into the relative error to be levelled."""
    x = (low + high) / 2 + (high - low) / 2 * np.cos(np.pi * (np.arange(points) + 0.5) / points)
    y = np.array([function(v) for v in x])
    w = np.array([weight(v) for v in x])
    basis = chebyshev.chebvander((2 * x - low - high) / (high - low), degree)
    stress = np.ones(points) / points
    best_error, best = math.inf, None
    for _ in range(rounds):
        s = np.sqrt(stress) * w
        c = np.linalg.lstsq(basis * s[:, None], y * s, rcond=None)[0]
        error = abs((basis @ c - y) * w)
        if error.max() < best_error:
            best_error, best = error.max(), c
        stress *= error
        stress /= stress.sum()
    to_unit = [-(low + high) / (high - low), 2 / (high - low)]
    result = np.zeros(1)
    for c in chebyshev.cheb2poly(best)[::-1]:
        result = polynomial.polyadd(polynomial.polymul(result, to_unit), [c])
    return best_error, result


def exp_rest(r):
    """(e^r - 1 - r) / r^2"""
    return 0.5 + r / 6 + r * r / 24 if abs(r) < 1e-3 else (math.expm1(r) - r) / (r * r)


def normal_tail(t, p=0.4):
    """e^(z^2) erfc (z) / 2 where t = 1 / (1 + p z)"""
    z = (1 / t - 1) / p
    return 0.5 * math.erfc(z) * math.exp(z * z)


def log_series(s2):
    """ln ((1 + s) / (1 - s)) / s where s2 = s^2"""
    s = math.sqrt(s2)
    return 2 * math.atanh(s) / s if s > 0 else 2.0


HALF_LN2 = math.log(2) / 2 * 1.0001   # a little more, for the rounding of x / ln 2

for name, (error, c) in {
    "nn_exp_parts": fit(exp_rest, lambda r: abs(r * r / math.expm1(r)) if r else 0, -HALF_LN2, HALF_LN2, 4),
    "nn_normalf": fit(normal_tail, lambda t: 1 / normal_tail(t), 1 / (1 + 0.4 * 9.4), 1, 8),
    "nn_log1pf": fit(log_series, lambda s: 1 / log_series(s), 0, 1 / 9, 4),
}.items():
    print("%s (error %.1e): %s" % (name, error, ", ".join("%.9g" % np.float32(v) for v in c)))
