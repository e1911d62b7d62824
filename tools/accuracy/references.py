"""
`python references.py SEED OUT.json`: the inputs, the references of high precision, and what PyTorch
and TensorFlow give at the same inputs, value and gradient, where they can be imported.

References are computed with 200 decimal digits, so every cancellation at float32 inputs is
resolved; gradients are central differences of those with a step of 1e-60 of the input (no formula
of ours is used). scipy.special, in float64, checks the references that it knows.
"""

import base64
import json
import os
import sys
import warnings

import numpy as np
import scipy
import scipy.special
from mpmath import mp, mpf

from operations import OPERATIONS
from samples import generator

os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')
os.environ.setdefault('CUDA_VISIBLE_DEVICES', '')
mp.dps = 200
step = mpf(10) ** -60

SCIPY = {
    'sigmoid': lambda x: scipy.special.expit(x),
    'tanh': np.tanh,
    'logSigmoid': lambda x: scipy.special.log_expit(x),
    'log1p': np.log1p,
    'logit': scipy.special.logit,
    'entr': scipy.special.entr,
    'cbrt': scipy.special.cbrt,
    'xlogy': scipy.special.xlogy,
    'xlog1py': scipy.special.xlog1py,
    'hypot': np.hypot,
    'logSumExp': lambda x: scipy.special.logsumexp(x, axis=1),
    'logSoftmax': lambda x: scipy.special.log_softmax(x, axis=1),
    'pseudoHuber': lambda x: scipy.special.pseudo_huber(2.0, x),
    'huber': lambda x: scipy.special.huber(2.0, x),
}


def packed(array, kind):
    return base64.b64encode(np.ascontiguousarray(array, kind).tobytes()).decode()


def weighted(result):
    """Of several results the sum of 1 times the first, 2 times the second, ...: it tells them apart."""
    return mp.fsum([(i + 1) * v for i, v in enumerate(result)]) if isinstance(result, list) else result


def references(operation, inputs):
    """Value and gradients at every input, rounded to float64."""
    values, gradients = [], [np.zeros(inputs[i].shape) for i in operation.wrt]
    for at in range(len(inputs[0])):
        point = [mpf(float(x[at])) if x.ndim == 1 else [mpf(float(v)) for v in x[at]] for x in inputs]
        result = operation.exact(*point)
        values.append([float(v) for v in result] if isinstance(result, list) else float(result))
        for slot, argument in enumerate(operation.wrt):
            if inputs[argument].ndim == 1:
                gradients[slot][at] = difference(operation, point, argument, None)
            else:
                for j in range(inputs[argument].shape[1]):
                    gradients[slot][at, j] = difference(operation, point, argument, j)
    return np.asarray(values), gradients


def difference(operation, point, argument, j):
    def moved(by):
        changed = list(point)
        if j is None:
            changed[argument] = point[argument] + by
        else:
            changed[argument] = [*point[argument][:j], point[argument][j] + by, *point[argument][j + 1 :]]
        return weighted(operation.exact(*changed))

    here = point[argument] if j is None else point[argument][j]
    h = abs(here) * step if here != 0 else step
    return float((moved(h) - moved(-h)) / (2 * h))


def named(tensors):
    return {'x': tensors[0], **dict(zip('abc', tensors))}


def by_torch(operation, inputs):
    import torch
    import torch.nn.functional as F

    if operation.torch is None:
        return None
    tensors = [torch.tensor(x, requires_grad=i in operation.wrt) for i, x in enumerate(inputs)]
    value = eval(operation.torch, {'torch': torch, 'F': F, **named(tensors)})
    ranks = torch.arange(1, value.shape[1] + 1) if value.ndim == 2 else 1
    (value * ranks).sum().backward()
    return value.detach().numpy(), [tensors[i].grad.numpy() for i in operation.wrt]


def by_tensorflow(operation, inputs):
    import tensorflow as tf

    if operation.tensorflow is None:
        return None
    tensors = [tf.constant(x) for x in inputs]
    with tf.GradientTape() as tape:
        tape.watch([tensors[i] for i in operation.wrt])
        value = eval(operation.tensorflow, {'tf': tf, 'np': np, **named(tensors)})
        ranks = tf.range(1, value.shape[1] + 1, dtype=tf.float32) if value.ndim == 2 else 1.0
        total = tf.reduce_sum(value * ranks)
    gradients = tape.gradient(total, [tensors[i] for i in operation.wrt])
    return value.numpy(), [g.numpy() for g in gradients]


def versions():
    found = {'python': sys.version.split()[0], 'numpy': np.__version__, 'scipy': scipy.__version__}
    found['mpmath'] = __import__('mpmath').__version__
    for name in ('torch', 'tensorflow'):
        try:
            found[name] = __import__(name).__version__
        except Exception as error:  # a wheel without its libraries fails in many ways
            print(f'accuracy: {name} cannot be imported: {str(error).splitlines()[0]}', file=sys.stderr)
    return found


def main(seed, out):
    warnings.filterwarnings('ignore')
    found = versions()
    cases = []
    for operation in OPERATIONS:
        inputs = operation.inputs(generator(seed, operation.name))
        value, gradients = references(operation, inputs)
        check = SCIPY.get(operation.name)
        if check is not None:
            np.testing.assert_allclose(check(*[x.astype(np.float64) for x in inputs]), value, rtol=1e-9, atol=1e-300 if operation.group == 'numbers' else 1e-12, err_msg=operation.name)
        case = {
            'name': operation.name,
            'group': operation.group,
            'inputs': [packed(x, '<f4') for x in inputs],
            'shapes': [list(x.shape) for x in inputs],
            'wrt': list(operation.wrt),
            'value': packed(value, '<f8'),
            'gradients': [packed(g, '<f8') for g in gradients],
        }
        for name, run in (('torch', by_torch), ('tensorflow', by_tensorflow)):
            result = run(operation, inputs) if name in found else None
            if result is not None:
                case[name] = {'value': packed(result[0], '<f4'), 'gradients': [packed(g, '<f4') for g in result[1]]}
                case[name]['call'] = getattr(operation, name)
        cases.append(case)
        print(f'accuracy: {operation.name}, {len(inputs[0])} inputs', file=sys.stderr)
    with open(out, 'w') as file:
        json.dump({'seed': seed, 'versions': found, 'cases': cases}, file)


main(int(sys.argv[1]), sys.argv[2])
