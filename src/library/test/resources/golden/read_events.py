"""Prints what TensorBoard shows of a folder of event files: {run: {tag: [{step, value}]}}.

Everything comes from the data provider that its dashboards ask, under the plugins' names: scalars,
histograms, and the graph, of which the numbers of nodes and of its edges are printed.
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

from tensorboard import context
from tensorboard.backend.event_processing import data_provider, plugin_event_multiplexer
from tensorboard.compat.proto import graph_pb2
from tensorboard.data import provider as base
from tensorboard.plugins.graph import metadata as graphs
from tensorboard.plugins.histogram import metadata as histograms
from tensorboard.plugins.scalar import metadata as scalars

EVERYTHING = base.RunTagFilter()
POINTS = 10_000

folder = sys.argv[1]
multiplexer = plugin_event_multiplexer.EventMultiplexer()
multiplexer.AddRunsFromDirectory(folder)
multiplexer.Reload()
provider = data_provider.MultiplexerDataProvider(multiplexer, folder)
asked = {"ctx": context.RequestContext(), "experiment_id": ""}

found = {}


def add(series, value):
    for run, tags in series.items():
        for tag, points in tags.items():
            found.setdefault(run, {})[tag] = [
                {"step": point.step, "value": value(point)} for point in points
            ]


chosen = {**asked, "downsample": POINTS, "run_tag_filter": EVERYTHING}
add(
    provider.read_scalars(plugin_name=scalars.PLUGIN_NAME, **chosen),
    lambda point: point.value,
)
add(
    provider.read_tensors(plugin_name=histograms.PLUGIN_NAME, **chosen),
    lambda point: point.numpy.tolist(),
)
blobs = provider.read_blob_sequences(plugin_name=graphs.PLUGIN_NAME, **chosen)
for run, tags in blobs.items():
    for sequences in tags.values():
        for sequence in sequences:
            for reference in sequence.values:
                blob = provider.read_blob(ctx=asked["ctx"], blob_key=reference.blob_key)
                graph = graph_pb2.GraphDef.FromString(blob)
                found.setdefault(run, {})["graph"] = {
                    "nodes": len(graph.node),
                    "edges": sum(len(node.input) for node in graph.node),
                }
print(json.dumps(found))
