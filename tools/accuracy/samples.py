"""Seeded, stratified float32 inputs: every exponent of the domain, and more where functions bend."""

import zlib

import numpy as np

ROWS = 160
WIDTH = 8


def generator(seed, name):
    """Each operation draws from its own stream, so that adding one changes no other."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def magnitudes(rng, low, high, each):
    """`each` mantissas for every binary exponent from low to high."""
    exponents = np.repeat(np.arange(low, high + 1), each)
    return np.ldexp(1 + rng.random(exponents.size), exponents).astype(np.float32)


def real(rng, high=127, bends=(1, 10, 110)):
    sizes = magnitudes(rng, -126, high, 3)
    uniform = [rng.uniform(-b, b, 400) for b in bends]
    return np.concatenate([sizes, -sizes, *uniform]).astype(np.float32)


def positive(rng, low=-126, high=127):
    bend = rng.uniform(0, 3, 400)
    return np.concatenate([magnitudes(rng, low, high, 6), bend[bend > 0]]).astype(np.float32)


def unit(rng):
    """Probabilities: small ones by exponent, those near 1 by the exponent of 1 - p."""
    p = np.concatenate([magnitudes(rng, -126, -1, 8), 1 - magnitudes(rng, -24, -2, 20), rng.random(400)])
    p = p.astype(np.float32)
    return p[(p > 0) & (p < 1)]


def above_minus_one(rng):
    near = -1 + magnitudes(rng, -24, -2, 20).astype(np.float64)
    x = np.concatenate([positive(rng), -magnitudes(rng, -126, -2, 6), near]).astype(np.float32)
    return x[x > -1]


def pairs(rng, low=-60, high=60, count=2400):
    """Two numbers of any sign and of sizes far apart or close."""
    exponents = rng.integers(low, high, (2, count))
    signs = rng.choice([-1.0, 1.0], (2, count))
    return list((signs * np.ldexp(1 + rng.random((2, count)), exponents)).astype(np.float32))


def scaled_rows(rng, scales, offset=0.0, width=WIDTH, rows=ROWS):
    scale = np.repeat(np.asarray(scales, np.float64), -(-rows // len(scales)))[:rows, None]
    return (offset + scale * rng.standard_normal((rows, width))).astype(np.float32)


def distribution(rng, rows=ROWS, width=WIDTH):
    weights = rng.gamma(0.5, 1, (rows, width)) + 1e-6
    return (weights / weights.sum(1, keepdims=True)).astype(np.float32)


def one_hot(rng, rows=ROWS, width=WIDTH):
    return np.eye(width, dtype=np.float32)[rng.integers(0, width, rows)]
