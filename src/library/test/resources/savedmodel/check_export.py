"""Opens a SavedModel that Java wrote, in every way Python has, and prints what it found as JSON.

Arguments: the SavedModel; an .npz with x, y and Java's predictions; a folder to write to.
"""

import json
import os
import pathlib
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import numpy as np
import tensorflow as tf


def main(model_path, data_path, out):
    data = np.load(data_path)
    x, y, java = data["x"].astype(np.float32), data["y"].astype(np.int32), data["predictions"]
    found = {}

    model = tf.saved_model.load(model_path)
    signature = model.signatures["serving_default"]
    layer = keras.layers.TFSMLayer(model_path, call_endpoint="serve")
    by_signature = keras.layers.TFSMLayer(model_path, call_endpoint="serving_default")
    found["signatureInputs"] = {
        k: [str(v.shape), v.dtype.name] for k, v in signature.structured_input_signature[1].items()
    }
    found["signatureOutputs"] = {k: str(v.shape) for k, v in signature.structured_outputs.items()}
    name = next(iter(found["signatureInputs"]))
    found["differences"] = {
        "serve": float(np.abs(model.serve(x).numpy() - java).max()),
        "serving_default": float(np.abs(signature(**{name: tf.constant(x)})["output_0"].numpy() - java).max()),
        "TFSMLayer": float(np.abs(layer(x).numpy() - java).max()),
        "TFSMLayer_signature": float(np.abs(by_signature(x)["output_0"].numpy() - java).max()),
        "one_at_a_time": float(np.abs(model.serve(x[:1]).numpy() - java[:1]).max()),
    }
    found["trainable"] = {v.name.split(":")[0]: v.shape.as_list() for v in model.trainable_variables}
    found["nonTrainable"] = {v.name.split(":")[0]: v.shape.as_list() for v in model.non_trainable_variables}
    found["layerTrainable"] = len(layer.trainable_weights)
    found["layerNonTrainable"] = len(layer.non_trainable_weights)

    # Fine-tuning by hand, on the loaded object.
    losses = []
    optimizer = keras.optimizers.SGD(0.01)
    loss_of = keras.losses.SparseCategoricalCrossentropy()
    for _ in range(10):
        with tf.GradientTape() as tape:
            loss = loss_of(y[:512], model.serve(x[:512]))
        gradients = tape.gradient(loss, model.trainable_variables)
        for variable, gradient in zip(model.trainable_variables, gradients):
            variable.assign_sub(0.01 * gradient)
        losses.append(float(loss))
    found["tapeLosses"] = losses

    # Fine-tuning by Keras, through the layer.
    net = keras.Sequential([layer])
    net.compile(optimizer, loss_of)
    before = [w.numpy().copy() for w in layer.trainable_weights]
    found["fitLosses"] = net.fit(x[:512], y[:512], batch_size=512, epochs=10, verbose=0).history["loss"]
    found["moved"] = sum(
        bool(np.any(b != w.numpy())) for b, w in zip(before, layer.trainable_weights)
    )

    # What Python saves again.
    out = pathlib.Path(out)
    tf.saved_model.save(model, str(out / "resaved"), signatures=model.signatures)
    net.export(str(out / "exported"), verbose=False)
    np.savez(
        out / "resaved.npz",
        resaved=model.serve(x[:100]).numpy(),
        exported=net(x[:100]).numpy(),
    )
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
