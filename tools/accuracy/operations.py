"""
What each stable operation computes: by its mathematical definition on mpmath numbers, and by the
function of the same name in PyTorch and in TensorFlow where they have one.

`exact` takes one number (or one list, for rows) for each input; `torch` and `tensorflow` take
batches. Only the inputs listed in `wrt` are differentiated. Inputs stay where the definition holds:
where an operation states a convention instead (x = 0, masked, below epsilon), there is no reference.
"""

from dataclasses import dataclass
from typing import Callable, Optional, Sequence

import numpy as np
from mpmath import mp, mpf

import samples as s


@dataclass(frozen=True)
class Operation:
    name: str
    group: str  # 'numbers' or 'rows'
    inputs: Callable
    exact: Callable
    torch: Optional[str] = None
    tensorflow: Optional[str] = None
    wrt: Sequence[int] = (0,)


def softmax(x):
    weights = [mp.exp(v) for v in x]
    total = mp.fsum(weights)
    return [w / total for w in weights]


def lse(x):
    return mp.log(mp.fsum([mp.exp(v) for v in x]))


def mean(x):
    return mp.fsum(x) / len(x)


def variance(x):
    middle = mean(x)
    return mean([(v - middle) ** 2 for v in x])


def norm(x):
    return mp.sqrt(mp.fsum([v * v for v in x]))


def log_softmax(x):
    total = lse(x)
    return [v - total for v in x]


def scaled(x, middle, by):
    return [(v - middle) / by for v in x]


def dot(a, b):
    return mp.fsum([u * v for u, v in zip(a, b)])


def softplus(x):
    return mp.log1p(mp.exp(x)) if x < 0 else x + mp.log1p(mp.exp(-x))


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def relative_entropy(p, q):
    return mp.fsum([u * mp.log(u / v) for u, v in zip(p, q)])


def jensen_shannon(p, q):
    m = [(u + v) / 2 for u, v in zip(p, q)]
    return (relative_entropy(p, m) + relative_entropy(q, m)) / 2


def binary_focal(z, x):
    p = sigmoid(x[0]) if z[0] == 1 else sigmoid(-x[0])
    alpha = mpf('0.25') if z[0] == 1 else mpf('0.75')
    return alpha * (1 - p) ** 2 * softplus(-x[0] if z[0] == 1 else x[0])


def huber(x, delta=2):
    return x * x / 2 if abs(x) <= delta else delta * (abs(x) - mpf(delta) / 2)


numbers, rows = 'numbers', 'rows'


def one(sampler, *arguments, **options):
    return lambda rng: [sampler(rng, *arguments, **options)]


def base_and_power(rng):
    x = s.magnitudes(rng, -20, 20, 60)
    y = rng.uniform(-1, 1, x.size) * np.minimum(60 / np.abs(np.log2(x) + 0.01), 40)
    return [x, y.astype(np.float32)]


def label_and(rng, x):
    return [rng.integers(0, 2, x.shape).astype(np.float32), x]


def column(x):
    return np.asarray(x, np.float32)[:, None]


logits = [0.01, 1, 10, 30]
wide = list(10.0 ** np.arange(-30, 31, 4))

OPERATIONS = [
    Operation('sigmoid', numbers, one(s.real), sigmoid, 'torch.sigmoid(x)', 'tf.sigmoid(x)'),
    Operation('tanh', numbers, one(s.real), mp.tanh, 'torch.tanh(x)', 'tf.tanh(x)'),
    Operation('softplus', numbers, one(s.real), softplus, 'F.softplus(x)', 'tf.math.softplus(x)'),
    Operation('logSigmoid', numbers, one(s.real), lambda x: -softplus(-x), 'F.logsigmoid(x)', 'tf.math.log_sigmoid(x)'),
    Operation('log1p', numbers, one(s.above_minus_one), mp.log1p, 'torch.log1p(x)', 'tf.math.log1p(x)'),
    Operation('log1mexp', numbers, one(s.positive), lambda x: mp.log(-mp.expm1(-x)) if x < 1 else mp.log1p(-mp.exp(-x))),
    Operation('logit', numbers, one(s.unit), lambda p: mp.log(p / (1 - p)), 'torch.logit(x)'),
    Operation('logcosh', numbers, one(s.real), lambda x: abs(x) + mp.log1p(mp.exp(-2 * abs(x))) - mp.ln2, None, 'tf.keras.losses.logcosh(0 * x[:, None], x[:, None])'),
    Operation('entr', numbers, one(s.positive, -120, 119), lambda x: -x * mp.log(x), 'torch.special.entr(x)'),
    Operation('safeLog', numbers, one(s.positive), mp.log, 'torch.log(x)', 'tf.math.log(x)'),
    Operation('safeSqrt', numbers, one(s.positive), mp.sqrt, 'torch.sqrt(x)', 'tf.sqrt(x)'),
    Operation('cbrt', numbers, one(s.real), lambda x: mp.sign(x) * mp.cbrt(abs(x))),
    Operation('reciprocal', numbers, one(s.real, 125), lambda x: 1 / x, 'torch.reciprocal(x)', 'tf.math.reciprocal(x)'),
    Operation('sinc', numbers, one(s.real), lambda x: mp.sinpi(x) / (mp.pi * x), 'torch.sinc(x)'),
    Operation('huber', numbers, one(s.real), huber, 'F.huber_loss(x, 0 * x, reduction="none", delta=2.0)', 'tf.keras.losses.huber(0 * x[:, None], x[:, None], 2.0)'),
    Operation('pseudoHuber', numbers, one(s.real), lambda x: x * x / (mp.sqrt(1 + (x / 2) ** 2) + 1)),
    Operation('abs', numbers, one(s.real), abs, 'torch.abs(x)', 'tf.abs(x)'),
    Operation('clip', numbers, one(s.real), lambda x: min(max(x, mpf(-1)), mpf(2)), 'torch.clamp(x, -1, 2)', 'tf.clip_by_value(x, -1, 2)'),
    Operation('safeDivide', numbers, lambda rng: s.pairs(rng, -26, 60), lambda a, b: a / b, 'a / b', 'a / b', (0, 1)),
    Operation('divideNoNan', numbers, s.pairs, lambda a, b: a / b, 'a / b', 'tf.math.divide_no_nan(a, b)', (0, 1)),
    Operation('xlogy', numbers, lambda rng: [s.pairs(rng)[0], np.abs(s.pairs(rng)[1])], lambda a, b: a * mp.log(b), 'torch.xlogy(a, b)', 'tf.math.xlogy(a, b)', (0, 1)),
    Operation('xlog1py', numbers, lambda rng: [s.pairs(rng)[0], np.abs(s.pairs(rng)[1])], lambda a, b: a * mp.log1p(b), 'torch.special.xlog1py(a, b)', 'tf.math.xlog1py(a, b)', (0, 1)),
    Operation('safePow', numbers, base_and_power, lambda a, b: a**b, 'torch.pow(a, b)', 'tf.pow(a, b)', (0, 1)),
    Operation('hypot', numbers, lambda rng: s.pairs(rng, -100, 126), lambda a, b: mp.sqrt(a * a + b * b), 'torch.hypot(a, b)', None, (0, 1)),
    Operation('atan2', numbers, lambda rng: s.pairs(rng, -60, 60), mp.atan2, 'torch.atan2(a, b)', 'tf.atan2(a, b)', (0, 1)),
    Operation('logAddExp', numbers, lambda rng: s.pairs(rng, -4, 8), lambda a, b: lse([a, b]), 'torch.logaddexp(a, b)', 'tf.experimental.numpy.logaddexp(a, b)', (0, 1)),
    Operation('logSubExp', numbers, lambda rng: (lambda a, d: [(a + d).astype(np.float32), a])(s.pairs(rng, -4, 8)[0], np.abs(s.pairs(rng, -1, 6)[1])), lambda a, b: a + mp.log1p(-mp.exp(b - a)), None, None, (0, 1)),
    Operation('logSumExp', rows, one(s.scaled_rows, [*logits, 1000]), lse, 'torch.logsumexp(x, 1)', 'tf.reduce_logsumexp(x, 1)'),
    Operation('logMeanExp', rows, one(s.scaled_rows, [*logits, 1000]), lambda x: lse(x) - mp.log(len(x))),
    Operation('softmax', rows, one(s.scaled_rows, logits), softmax, 'torch.softmax(x, 1)', 'tf.nn.softmax(x)'),
    Operation('logSoftmax', rows, one(s.scaled_rows, [*logits, 1000]), log_softmax, 'torch.log_softmax(x, 1)', 'tf.nn.log_softmax(x)'),
    Operation('maskedSoftmax', rows, one(s.scaled_rows, logits), lambda x: [*softmax(x[:6]), mpf(0), mpf(0)], 'torch.softmax(torch.where(torch.arange(8) < 6, x, -torch.inf), 1)', 'tf.keras.layers.Softmax()(x, tf.broadcast_to(tf.range(8) < 6, x.shape))'),
    Operation('norm', rows, one(s.scaled_rows, wide), norm, 'torch.linalg.vector_norm(x, dim=1)', 'tf.norm(x, axis=1)'),
    Operation('norm of order 1', rows, one(s.scaled_rows, wide), lambda x: mp.fsum([abs(v) for v in x]), 'torch.linalg.vector_norm(x, 1, dim=1)', 'tf.norm(x, 1, axis=1)'),
    Operation('norm of order Infinity', rows, one(s.scaled_rows, wide), lambda x: max(abs(v) for v in x), 'torch.linalg.vector_norm(x, torch.inf, dim=1)', 'tf.norm(x, np.inf, axis=1)'),
    Operation('normalize', rows, one(s.scaled_rows, wide), lambda x: scaled(x, 0, norm(x)), 'F.normalize(x, dim=1)', 'tf.math.l2_normalize(x, 1)'),
    Operation('cosineSimilarity', rows, lambda rng: [s.scaled_rows(rng, wide), s.scaled_rows(rng, [1])], lambda a, b: dot(a, b) / (norm(a) * norm(b)), 'F.cosine_similarity(a, b)', '-tf.keras.losses.cosine_similarity(a, b)'),
    Operation('pairwiseDistance', rows, lambda rng: (lambda a: [a, a + s.scaled_rows(rng, [1e-3, 0.1, 10])])(s.scaled_rows(rng, [1, 10, 100])), lambda a, b: norm([u - v for u, v in zip(a, b)]), 'torch.cdist(a[:, None], b[:, None])[:, 0, 0]'),
    Operation('variance', rows, one(s.scaled_rows, [1e-3, 1, 1e3], 1000.0), variance, 'torch.var(x, 1, correction=0)', 'tf.math.reduce_variance(x, 1)'),
    Operation('standardDeviation', rows, one(s.scaled_rows, [1e-3, 1, 1e3], 1000.0), lambda x: mp.sqrt(variance(x)), 'torch.std(x, 1, correction=0)', 'tf.math.reduce_std(x, 1)'),
    Operation('standardize', rows, one(s.scaled_rows, [1e-3, 1, 1e3], 1000.0), lambda x: scaled(x, mean(x), mp.sqrt(variance(x)))),
    Operation('maskedMean', rows, one(s.scaled_rows, wide), lambda x: mean(x[:6])),
    Operation('logProd', rows, lambda rng: [np.exp(s.scaled_rows(rng, [0.1, 1, 10])).astype(np.float32)], lambda x: mp.log(mp.fprod(x))),
    Operation('geometricMean', rows, lambda rng: [np.exp(s.scaled_rows(rng, [0.1, 1, 10])).astype(np.float32)], lambda x: mp.fprod(x) ** (mpf(1) / len(x))),
    Operation('meanOfSquares', rows, one(s.scaled_rows, list(10.0 ** np.arange(-12, 18, 3))), lambda x: mean([v * v for v in x]), 'x.square().mean(1)', 'tf.reduce_mean(tf.square(x), 1)'),
    Operation('softmaxCrossEntropy', rows, lambda rng: [s.one_hot(rng), s.scaled_rows(rng, [*logits, 1000])], lambda t, x: lse(x) - dot(t, x), 'F.cross_entropy(b, a, reduction="none")', 'tf.nn.softmax_cross_entropy_with_logits(a, b)', (1,)),
    Operation('sigmoidCrossEntropy', rows, lambda rng: label_and(rng, column(s.real(rng, 20)[::4])), lambda z, x: softplus(x[0]) - z[0] * x[0] if x[0] < 0 else softplus(-x[0]) + (1 - z[0]) * x[0], 'F.binary_cross_entropy_with_logits(b, a, reduction="none")[:, 0]', 'tf.nn.sigmoid_cross_entropy_with_logits(a, b)[:, 0]', (1,)),
    Operation('sigmoidFocalCrossEntropy', rows, lambda rng: label_and(rng, column(rng.uniform(-40, 40, 400))), binary_focal, None, 'tf.keras.losses.binary_focal_crossentropy(a, b, True, 0.25, 2.0, from_logits=True)', (1,)),
    Operation('softmaxFocalCrossEntropy', rows, lambda rng: [s.one_hot(rng), s.scaled_rows(rng, [0.01, 1, 10])], lambda t, x: mpf('0.25') * (1 - dot(t, softmax(x))) ** 2 * (lse(x) - dot(t, x)), None, 'tf.keras.losses.categorical_focal_crossentropy(a, b, 0.25, 2.0, from_logits=True)', (1,)),
    Operation('klDivergence', rows, lambda rng: [s.distribution(rng), s.distribution(rng)], relative_entropy, 'F.kl_div(b.log(), a, reduction="none").sum(1)', 'tf.keras.losses.kld(a, b)', (1,)),
    Operation('jsDivergence', rows, lambda rng: [s.distribution(rng), s.distribution(rng)], jensen_shannon),
    Operation('poissonLoss', rows, lambda rng: [column(rng.poisson(3, 400)), column(s.magnitudes(rng, -40, 40, 5)[:400])], lambda k, r: r[0] - k[0] * mp.log(r[0]), 'F.poisson_nll_loss(b, a, log_input=False, reduction="none")[:, 0]', 'tf.keras.losses.poisson(a, b)', (1,)),
    Operation('gaussianLoss', rows, lambda rng: [column(rng.standard_normal(400)), column(rng.standard_normal(400)), column(rng.uniform(-60, 60, 400))], lambda y, m, v: (mp.log(2 * mp.pi) + v[0] + (y[0] - m[0]) ** 2 * mp.exp(-v[0])) / 2, 'F.gaussian_nll_loss(b, a, c.exp(), full=True, reduction="none")[:, 0]', None, (1, 2)),
    Operation('laplaceLoss', rows, lambda rng: [column(rng.standard_normal(400)), column(rng.standard_normal(400)), column(rng.uniform(-40, 40, 400))], lambda y, m, v: mp.ln2 + v[0] + abs(y[0] - m[0]) * mp.exp(-v[0]), None, None, (1, 2)),
    Operation('cosineLoss', rows, lambda rng: (lambda a: [a, (a + s.scaled_rows(rng, [1e-3, 1])).astype(np.float32)])(s.scaled_rows(rng, [1])), lambda a, b: 1 - dot(a, b) / (norm(a) * norm(b)), '1 - F.cosine_similarity(a, b)', '1 + tf.keras.losses.cosine_similarity(a, b)', (1,)),
    Operation('logLoss', rows, lambda rng: label_and(rng, column((lambda p: p[(p > 1e-6) & (p < 1 - 1e-6)])(s.unit(rng)))), lambda z, p: -mp.log(p[0]) if z[0] == 1 else -mp.log1p(-p[0]), 'F.binary_cross_entropy(b, a, reduction="none")[:, 0]', 'tf.keras.losses.binary_crossentropy(a, b)', (1,)),
    Operation('ratioLoss', rows, lambda rng: [s.scaled_rows(rng, [1]), np.abs(s.scaled_rows(rng, [1e-6, 1, 1e6]))], lambda y, p: mean([v / mp.fsum(p) for v in y]), '(a / b.sum(1, keepdim=True)).mean(1)', 'tf.reduce_mean(a / tf.reduce_sum(b, 1, True), 1)', (1,)),
]
