"""JAX as an expert runs many small trainings on CPU: vmap over a batch of cells, one jitted
while_loop that ends when the whole batch is dead, one process a core, XLA held to one thread.

Arguments: the workload, the batch size, and of a recurrent net how many time steps of its scan are
unrolled: the more, the more XLA fuses, which helps some nets and makes others compute the same
again and again. Speaks the protocol of protocol.ts.
"""

import json
import os
import sys
import time

os.environ.setdefault("JAX_PLATFORMS", "cpu")
os.environ.setdefault(
    "XLA_FLAGS",
    "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
)

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402

name, batch, unroll = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
rng = np.random.default_rng(1)


def normal(*shape):
    return jnp.asarray(rng.standard_normal(shape), jnp.float32)


def dense():
    params = {"w0": normal(16, 16), "w1": normal(16, 1)}
    x, y = normal(272, 16), normal(272, 1)

    def loss(p):
        h = jnp.tanh(jnp.sqrt(2 / 16) * (x @ p["w0"]))
        return jnp.mean((h @ p["w1"] / 16 - y) ** 2)

    return params, loss, 500, (1.0, 10.0), "sgd"


def rnn():
    units, length, samples = 16, 20, 32
    params = {
        "input": 0.5 * normal(1, units),
        "recurrent": normal(units, units) / 4,
        "output": normal(units, 1) / 4,
    }
    x = jnp.asarray(rng.uniform(-1, 1, (length, samples, 1)), jnp.float32)
    y = jnp.mean(x, 0)

    def loss(p):
        def one(state, at):
            return jax.nn.relu(at @ p["input"] + state @ p["recurrent"]), None

        state, _ = jax.lax.scan(one, jnp.zeros((samples, units)), x, unroll=unroll)
        return jnp.mean((state @ p["output"] - y) ** 2)

    return params, loss, 100, (1e-4, 1e-2), "sgd"


def lstm():
    units, length, samples = 8, 20, 32
    params = {
        "kernel": normal(1, 4 * units),
        "recurrent": normal(units, 4 * units) / np.sqrt(units),
        "bias": jnp.zeros(4 * units),
        "output": normal(units, 1) / np.sqrt(units),
    }
    x = jnp.asarray(rng.uniform(-1, 1, (length, samples, 1)), jnp.float32)
    y = jnp.mean(x, 0)

    def loss(p):
        def one(carry, at):
            hidden, cell = carry
            i, f, g, o = jnp.split(at @ p["kernel"] + hidden @ p["recurrent"] + p["bias"], 4, 1)
            cell = jax.nn.sigmoid(f) * cell + jax.nn.sigmoid(i) * jnp.tanh(g)
            return (jax.nn.sigmoid(o) * jnp.tanh(cell), cell), None

        zero = jnp.zeros((samples, units))
        (hidden, _), _ = jax.lax.scan(one, (zero, zero), x, unroll=unroll)
        return jnp.mean((hidden @ p["output"] - y) ** 2)

    return params, loss, 100, (1e-4, 1e-2), "adam"


params, loss, steps, (low, high), optimizer = {"dense": dense, "rnn": rnn, "lstm": lstm}[name]()
value_and_grad = jax.vmap(jax.value_and_grad(loss))


def scaled(rate, tree):
    return jax.tree.map(lambda v: rate.reshape((-1,) + (1,) * (v.ndim - 1)) * v, tree)


@jax.jit
def train(rate, history):
    start = jax.tree.map(lambda v: jnp.broadcast_to(v, (batch,) + v.shape), params)
    zeros = jax.tree.map(jnp.zeros_like, start)

    def alive(carry):
        return (carry[0] < steps) & jnp.any(carry[1])

    def step(carry):
        i, live, p, m, v, losses = carry
        value, g = value_and_grad(p)
        if optimizer == "adam":
            t = i + 1
            m = jax.tree.map(lambda a, b: 0.9 * a + 0.1 * b, m, g)
            v = jax.tree.map(lambda a, b: 0.999 * a + 0.001 * b * b, v, g)
            g = jax.tree.map(
                lambda a, b: (a / (1 - 0.9**t)) / (jnp.sqrt(b / (1 - 0.999**t)) + 1e-7), m, v
            )
        p = jax.tree.map(lambda a, b: a - b, p, scaled(rate, g))
        return i + 1, live & jnp.isfinite(value), p, m, v, losses.at[i].set(value)

    live = jnp.ones(batch, bool)
    return jax.lax.while_loop(alive, step, (0, live, start, zeros, zeros, history))[5]


history = jnp.zeros((steps, batch))
drawn = np.random.default_rng(2)


def run():
    rate = jnp.asarray(low * (high / low) ** drawn.uniform(size=batch), jnp.float32)
    train(rate, history).block_until_ready()


run()
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    wanted, started, cells = float(line), time.perf_counter(), 0
    while True:
        run()
        cells += batch
        seconds = time.perf_counter() - started
        if seconds >= wanted:
            break
    print(json.dumps({"cells": cells, "seconds": seconds}), flush=True)
