"""Makes records/: TFRecord files by TensorFlow, and records.json with what they hold.

Run: python make_records.py
"""

import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE / "records"
OUT.mkdir(exist_ok=True)


def floats(values):
    return tf.train.Feature(float_list=tf.train.FloatList(value=values))


def longs(values):
    return tf.train.Feature(int64_list=tf.train.Int64List(value=values))


def texts(values):
    return tf.train.Feature(bytes_list=tf.train.BytesList(value=values))


def example(i):
    pixels = np.arange(i, i + 6, dtype=np.uint8)
    feature = {
        "x": floats([i + 0.5, -i, 1e-3 * i, 3]),
        "pixels": texts([pixels.tobytes()]),
        "deep": texts([np.array([i / 3, -i], np.float64).tobytes()]),
        "image": texts([tf.io.encode_png(pixels.reshape(2, 3, 1)).numpy()]),
        "words": texts([b"one", f"zw\u00f6lf {i}".encode()]),
        "label": longs([i - 2]),
        "weight": floats([1 + i]),
        "unused": longs(list(range(50))),
    }
    return tf.train.Example(features=tf.train.Features(feature=feature)).SerializeToString()


records = [example(i) for i in range(5)]
for name, options in (("plain.tfrecord", None), ("compressed.tfrecord", tf.io.TFRecordOptions(compression_type="GZIP"))):
    with tf.io.TFRecordWriter(str(OUT / name), options) as writer:
        for record in records:
            writer.write(record)
with tf.io.TFRecordWriter(str(OUT / "raw.tfrecord")) as writer:
    for record in (b"", b"a", b"\x00" * 1000):
        writer.write(record)

spec = {
    "x": tf.io.FixedLenFeature([2, 2], tf.float32),
    "pixels": tf.io.FixedLenFeature([], tf.string),
    "deep": tf.io.FixedLenFeature([], tf.string),
    "image": tf.io.FixedLenFeature([], tf.string),
    "label": tf.io.FixedLenFeature([], tf.int64),
    "weight": tf.io.FixedLenFeature([], tf.float32),
}
golden = []
for record in tf.data.TFRecordDataset(str(OUT / "plain.tfrecord")):
    parsed = tf.io.parse_single_example(record, spec)
    image = tf.image.resize(tf.io.decode_png(parsed["image"], channels=3), (3, 3))
    arrays = {
        "x": parsed["x"],
        "pixels": tf.reshape(tf.io.decode_raw(parsed["pixels"], tf.uint8), [2, 3, 1]),
        "deep": tf.io.decode_raw(parsed["deep"], tf.float64),
        "image": image,
        "label": parsed["label"],
        "weight": parsed["weight"],
    }
    golden.append({k: {"shape": list(v.shape), "values": [float(str(n)) for n in v.numpy().ravel()]} for k, v in arrays.items()})
(HERE / "records.json").write_text(json.dumps(golden, separators=(",", ":")).replace('{"x"', '\n{"x"') + "\n")
