"""Prints what TensorFlow's own reader finds in a folder of event files: {run: {tag: [step, value]}}."""

import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import tensorflow as tf
from tensorflow.python.summary.summary_iterator import summary_iterator

found = {}
for file in sorted(pathlib.Path(sys.argv[1]).rglob("events.out.tfevents.*")):
    run = found.setdefault(file.parent.name, {})
    events = list(summary_iterator(str(file)))
    assert events[0].file_version == "brain.Event:2"
    for event in events:
        if event.graph_def:
            graph = tf.compat.v1.GraphDef.FromString(event.graph_def)
            run.setdefault("graph", []).append({"step": event.step, "value": len(graph.node)})
        for value in event.summary.value:
            assert value.metadata.plugin_data.plugin_name in ("scalars", "histograms")
            run.setdefault(value.tag, []).append(
                {"step": event.step, "value": tf.make_ndarray(value.tensor).tolist()}
            )
print(json.dumps(found))
