"""Opens an exported model with other programs than Keras on TensorFlow.

    clients.py FOLDER

FOLDER has NAME/ (a SavedModel), NAME.keras and NAME.npz, which holds inputs "x:INPUT" and outputs
"y:OUTPUT" by the names of the default signature. Writes found.json: for each model what each client
gives, the largest difference from those outputs relative to the largest of them (or to 1), or a failure.
"""

import contextlib
import io
import json
import os
import pathlib
import subprocess
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import numpy as np
import tensorflow as tf

SIGNATURE = "serving_default"


@contextlib.contextmanager
def arguments(*words):
    """Runs a program's main function as if it had been started with these arguments."""
    before = sys.argv
    sys.argv = [str(word) for word in words]
    try:
        yield
    except SystemExit as e:
        if e.code:
            raise RuntimeError(f"{words[0]} ended with {e.code}") from e
    finally:
        sys.argv = before


def difference(found, expected):
    if set(found) != set(expected):
        raise ValueError(f"outputs {sorted(found)}, not {sorted(expected)}")
    worst = 0.0
    for name, y in expected.items():
        each = np.asarray(found[name])
        if each.shape != y.shape:
            raise ValueError(f"{name} has the shape {each.shape}, not {y.shape}")
        worst = max(worst, float(np.abs(each - y).max() / max(1.0, np.abs(y).max())))
    return worst


def lite(folder, x, optimizations=()):
    from ai_edge_litert.interpreter import Interpreter

    converter = tf.lite.TFLiteConverter.from_saved_model(str(folder))
    converter.optimizations = list(optimizations)
    runner = Interpreter(model_content=converter.convert()).get_signature_runner(SIGNATURE)
    return runner(**x)


def lite_int8(folder, x):
    return lite(folder, x, [tf.lite.Optimize.DEFAULT])


def onnx(folder, x):
    import onnxruntime
    import tf2onnx.convert

    file = folder.with_suffix(".onnx")
    with arguments("tf2onnx", "--saved-model", folder, "--output", file):
        tf2onnx.convert.main()
    session = onnxruntime.InferenceSession(file)
    names = [each.name for each in session.get_outputs()]
    assert {each.name for each in session.get_inputs()} == set(x)
    return dict(zip(names, session.run(names, x)))


def frozen(folder, x):
    from tensorflow.python.framework.convert_to_constants import (
        convert_variables_to_constants_v2,
    )

    restored = tf.saved_model.load(str(folder))
    function = restored.signatures[SIGNATURE]
    graph = convert_variables_to_constants_v2(function)
    operations = {node.op for node in graph.graph.as_graph_def().node}
    assert not operations & {"VarHandleOp", "ReadVariableOp"}
    arguments = [tensor.op.name for tensor in graph.inputs]
    values = graph(*[tf.constant(x[name]) for name in arguments])
    names = [tensor.op.name for tensor in graph.outputs]
    order = sorted(function.structured_outputs)
    return dict(zip(order, values)) if len(order) == len(names) else {}


def frozen_as_before(folder, x):
    """The way of TensorFlow 1: a session, and its graph with constants for variables."""
    v1 = tf.compat.v1
    with v1.Session(graph=tf.Graph()) as session:
        meta = v1.saved_model.loader.load(session, ["serve"], str(folder))
        described = meta.signature_def[SIGNATURE]
        results = [info.name for info in described.outputs.values()]
        graph = v1.graph_util.convert_variables_to_constants(
            session, session.graph_def, [name.split(":")[0] for name in results]
        )
    with v1.Session(graph=tf.Graph()) as session:
        tf.import_graph_def(graph, name="")
        feed = {info.name: x[name] for name, info in described.inputs.items()}
        return dict(zip(described.outputs, session.run(results, feed)))


def xla(folder, x):
    restored = tf.saved_model.load(str(folder))
    function = restored.signatures[SIGNATURE]
    compiled = tf.function(lambda values: function(**values), jit_compile=True)
    return compiled({name: tf.constant(value) for name, value in x.items()})


def command_line(folder, x):
    from tensorflow.python.tools import saved_model_cli

    which = ["--dir", folder, "--tag_set", "serve", "--signature_def", SIGNATURE]
    shown = io.StringIO()
    with arguments("saved_model_cli", "show", *which), contextlib.redirect_stdout(shown):
        saved_model_cli.main()
    assert all(f"inputs['{name}'] " in shown.getvalue() for name in x), shown.getvalue()
    out = folder.with_suffix(".out")
    inputs = []
    for name, value in x.items():
        file = folder.with_suffix(f".{name}.npy")
        np.save(file, value)
        inputs.append(f"{name}={file}")
    given = ["--inputs", ";".join(inputs), "--outdir", out]
    with arguments("saved_model_cli", "run", *which, *given):
        saved_model_cli.main()
    return {file.stem: np.load(file) for file in out.glob("*.npy")}


IN_JAX = """
import pathlib, sys, numpy as np, keras
assert keras.backend.backend() == "jax"
for file in pathlib.Path(sys.argv[1]).glob("*.keras"):
    model = keras.saving.load_model(file)
    with np.load(file.with_suffix(".npz")) as arrays:
        x = [arrays["x:" + each.name] for each in model.inputs]
    y = keras.tree.flatten(model(x if len(x) > 1 else x[0]))
    np.savez(file.with_suffix(".jax.npz"), *[np.asarray(each) for each in y])
"""


def keras_on_jax(folder, x):
    out = folder.with_suffix(".jax.npz")
    if not out.exists():
        subprocess.run(
            [sys.executable, "-c", IN_JAX, folder.parent],
            check=True,
            capture_output=True,
            env={**os.environ, "KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu"},
        )
    with np.load(folder.with_suffix(".npz")) as arrays:
        names = [name[2:] for name in arrays.files if name.startswith("y:")]
    with np.load(out) as arrays:
        return dict(zip(names, [arrays[name] for name in arrays.files]))


CLIENTS = {
    "TensorFlow Lite": lite,
    "TensorFlow Lite, int8": lite_int8,
    "ONNX": onnx,
    "frozen": frozen,
    "frozen as in TensorFlow 1": frozen_as_before,
    "XLA": xla,
    "saved_model_cli": command_line,
    "Keras on JAX": keras_on_jax,
}


def main():
    root = pathlib.Path(sys.argv[1])
    found = {}
    for model in sorted(root.glob("*/saved_model.pb")):
        folder = model.parent
        with np.load(folder.with_suffix(".npz")) as arrays:
            x = {name[2:]: arrays[name] for name in arrays.files if name.startswith("x:")}
            y = {name[2:]: arrays[name] for name in arrays.files if name.startswith("y:")}
        found[folder.name] = {}
        for client, run in CLIENTS.items():
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    found[folder.name][client] = {"difference": difference(run(folder, x), y)}
            except subprocess.CalledProcessError as e:
                found[folder.name][client] = {"failure": str(e.stderr)[-2000:]}
            except Exception as e:  # every failure is reported, under the client's name
                found[folder.name][client] = {"failure": f"{type(e).__name__}: {e}"[:2000]}
    (root / "found.json").write_text(json.dumps(found))


main()
