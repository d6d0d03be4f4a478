"""Opens model files in the Python of their time, makes inputs that they take, and keeps the outputs.

    reference.py LIST FOLDER [again]

LIST has one model a line. For each, FOLDER gets `N.inputs.npz` and `N.expected.npz` where it opened,
and reference.json says what became of it. Files of Keras 3 are opened with Keras 3, older ones with
tf_keras, SavedModels with TensorFlow. With `again`, models of Keras 1 and 2 that failed are tried once
more, with the Keras of the environment that this runs in."""

import faulthandler
import json
import os
import pathlib
import signal
import sys
import traceback
import zipfile

os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import h5py
import numpy as np
import tensorflow as tf

LENGTHS = (24, 96, 600, 11000)  # tried for a dimension that may have any length
SECONDS = 240
FORMER = len(sys.argv) > 3


def configuration(path):
    """The JSON of a whole model, with the version that wrote it; None where there is none."""
    if path.suffix == ".keras":
        with zipfile.ZipFile(path) as file:
            version = json.loads(file.read("metadata.json")).get("keras_version", "")
            return json.loads(file.read("config.json")), version
    with h5py.File(path, "r") as file:
        config = file.attrs.get("model_config")
        version = file.attrs.get("keras_version", b"1")
    if config is None:
        return None, None
    text = lambda each: each.decode() if isinstance(each, bytes) else str(each)
    return json.loads(text(config)), text(version)


def compiled(path, config):
    if path.suffix == ".keras":
        return bool(config.get("compile_config"))
    with h5py.File(path, "r") as file:
        return "training_config" in file.attrs


def vocabulary(node):
    """The fewest rows of any Embedding below a configuration, or None."""
    sizes = []
    if isinstance(node, dict):
        if node.get("class_name") == "Embedding":
            sizes.append(int(node["config"]["input_dim"]))
        node = list(node.values())
    if isinstance(node, list):
        sizes += [size for size in map(vocabulary, node) if size is not None]
    return min(sizes, default=None)


def array(generator, shape, dtype, length, words, batch=2):
    shape = [batch if i == 0 else length if n is None else n for i, n in enumerate(shape)]
    if dtype == "string":
        return np.array([b"def f(x): return x"] * int(np.prod(shape))).reshape(shape)
    if words is not None:
        return generator.integers(0, words, shape).astype(dtype)
    if np.issubdtype(np.dtype(dtype), np.floating):
        return generator.normal(size=shape).astype(dtype)
    return generator.integers(0, 2, shape).astype(dtype)


def tried(call, inputs):
    """The outputs for the first length that goes through, with the inputs."""
    fault = None
    for length in LENGTHS:
        generator = np.random.default_rng(12)
        arrays = {name: array(generator, shape, dtype, length, words) for name, shape, dtype, words in inputs}
        try:
            return arrays, call(arrays)
        except Exception as error:  # too short, most likely
            fault = error
        if not any(n is None for _, shape, _, _ in inputs for n in shape[1:]):
            break
    raise fault


def shape_of(tensor):
    shape = tensor.shape
    return shape.as_list() if hasattr(shape, "as_list") else list(shape)


def keras_model(path):
    config, version = configuration(path)
    if config is None:
        return {"kind": "weights only"}, None, None
    facts = {
        "kind": "model",
        "keras_version": version,
        "compiled": compiled(path, config),
    }
    try:
        if version.startswith("3") or FORMER:
            import keras
        else:
            import tf_keras as keras
        try:
            model = keras.models.load_model(str(path))
        except Exception as error:
            facts["compile_error"] = first_line(error)
            model = keras.models.load_model(str(path), compile=False)
        words = vocabulary(config)
        inputs = [(f"input_{i}", shape_of(each), getattr(each.dtype, "name", each.dtype), words)
                  for i, each in enumerate(model.inputs)]
        facts["python"] = f"{keras.__name__} {keras.__version__}"

        def call(arrays):
            given = list(arrays.values())
            outputs = model.predict(given if len(given) > 1 else given[0], verbose=0)
            flat = outputs if isinstance(outputs, list) else tf.nest.flatten(outputs)
            return {f"output_{i}": each for i, each in enumerate(flat)}

        return (facts, *tried(call, inputs))
    except Exception as error:
        facts["error"] = first_line(error)
        return facts, None, None


def saved_model(folder):
    facts = {"kind": "SavedModel"}
    try:
        model = tf.saved_model.load(str(folder))
        signature = model.signatures["serving_default"]
        _, specs = signature.structured_input_signature
        inputs = []
        for name, spec in sorted(specs.items()):
            shape = spec.shape.as_list() if spec.shape.rank is not None else [None]
            inputs.append((name, shape, spec.dtype.name, None))
        facts["python"] = f"tensorflow {tf.__version__}"

        def call(arrays):
            given = {name: tf.constant(each) for name, each in arrays.items()}
            return {name: each.numpy() for name, each in signature(**given).items()}

        return (facts, *tried(call, inputs))
    except Exception as error:
        facts["error"] = first_line(error)
        return facts, None, None


def first_line(error):
    text = str(error).strip().splitlines() or [""]
    return f"{type(error).__name__}: {text[0][:200]}"


def main(listing, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    record = folder / "reference.json"
    results = json.loads(record.read_text()) if record.exists() else {}
    for number, line in enumerate(pathlib.Path(listing).read_text().splitlines()):
        known = results.get(line)
        former = known and "error" in known and not known.get("keras_version", "3").startswith("3")
        if known and not (FORMER and former):
            continue
        path = pathlib.Path(line)
        signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError("too slow")))
        signal.alarm(SECONDS)
        try:
            facts, inputs, outputs = saved_model(path) if path.is_dir() else keras_model(path)
        except Exception as error:
            facts, inputs, outputs = {"kind": "unknown", "error": first_line(error)}, None, None
        finally:
            signal.alarm(0)
        if FORMER and outputs is None:
            continue
        if outputs is not None:
            np.savez(folder / f"{number}.inputs.npz", **{
                name: np.char.decode(each) if each.dtype.kind == "S" else each for name, each in inputs.items()})
            np.savez(folder / f"{number}.expected.npz", **{
                name: each.astype(str) if each.dtype.kind == "O" else each for name, each in outputs.items()})
        results[line] = facts
        record.write_text(json.dumps(results, indent=1))
        print(number, path.name, facts, file=sys.stderr, flush=True)
        if not FORMER:
            tf.keras.backend.clear_session()


if __name__ == "__main__":
    main(*sys.argv[1:3])
