package io.github.inverseactivation.saving.keras;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.layers.DataFormat;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.convolutional.Conv1D;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.convolutional.Conv2DTranspose;
import io.github.inverseactivation.layers.convolutional.Conv3D;
import io.github.inverseactivation.layers.convolutional.SeparableConv2D;
import io.github.inverseactivation.layers.recurrent.ConvLSTM2D;
import io.github.inverseactivation.layers.recurrent.GRUCell;
import io.github.inverseactivation.layers.recurrent.LSTMCell;
import io.github.inverseactivation.saving.config.KerasVersion;
import io.github.inverseactivation.saving.hdf5.Hdf5Dataset;
import io.github.inverseactivation.topology.NetworkLayer;
import io.github.inverseactivation.topology.PlacedLayer;
import io.github.inverseactivation.topology.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Weights as older versions laid them out, turned into today's layout: gate by gate in Keras 1,
 * kernels with their channels first, backwards ones of Theano, those of CuDNN. The authority is
 * Keras 2's {@code preprocess_weights_for_loading}.
 */
final class FormerWeights {
  private static final Set<Class<?>> CONVOLUTIONS =
      Set.of(Conv1D.class, Conv2D.class, Conv2DTranspose.class, Conv3D.class, ConvLSTM2D.class);

  private final KerasVersion version;
  private final boolean theano;

  /**
   * Weights of a file.
   *
   * @param version the version that wrote it
   * @param backend what Keras computed with, as the file says
   */
  FormerWeights(KerasVersion version, String backend) {
    this.version = version;
    this.theano = backend.equals("theano");
  }

  /** Weights of one layer that is made of no others, in the file's order. */
  private record Leaf(Layer layer, List<Weight> weights) {}

  /**
   * The weights of a layer, trained ones first.
   *
   * @param stored what the file holds for the layer
   * @return an array for each weight, in today's layout; empty if they are stored in it
   */
  Map<Weight, Array> of(PlacedLayer placed, List<Hdf5Dataset> stored) {
    List<Leaf> leaves = new ArrayList<>();
    gather(leaves, placed.layer(), placed.weights(), placed.name() + "/");
    boolean differ =
        version.isBefore(2, 0) || theano || leaves.stream().anyMatch(leaf -> isGated(leaf.layer()));
    if (!differ || !version.isBefore(3, 0)) {
      return Map.of();
    }
    List<Leaf> ordered = new ArrayList<>();
    for (boolean trainable : new boolean[] {true, false}) {
      for (Leaf leaf : leaves) {
        List<Weight> weights =
            leaf.weights().stream().filter(each -> each.trainable() == trainable).toList();
        if (!weights.isEmpty()) {
          ordered.add(new Leaf(leaf.layer(), weights));
        }
      }
    }
    return turned(ordered, stored);
  }

  private Map<Weight, Array> turned(List<Leaf> leaves, List<Hdf5Dataset> stored) {
    Map<Weight, Array> found = new LinkedHashMap<>();
    int next = 0;
    for (Leaf leaf : leaves) {
      int gates = gates(leaf, stored, next);
      int count = leaf.weights().size() * gates;
      if (next + count > stored.size()) {
        return Map.of(); // which the reader complains about
      }
      List<Array> arrays = new ArrayList<>();
      for (Hdf5Dataset each : stored.subList(next, next + count)) {
        each.dtype();
        arrays.add(each.read().cast(DType.FLOAT32));
      }
      next += count;
      List<Array> turned = turned(leaf, gates == 1 ? arrays : joined(arrays, gates));
      for (int i = 0; i < turned.size(); i++) {
        found.put(leaf.weights().get(i), turned.get(i));
      }
    }
    return next == stored.size() ? found : Map.of();
  }

  /** Layers by the first segments of their weights' names. */
  private static void gather(List<Leaf> leaves, Layer layer, List<Weight> weights, String prefix) {
    Map<String, Layer> parts = new LinkedHashMap<>(layer.sublayers());
    if (layer instanceof NetworkLayer nested) {
      nested.network().layers().forEach(each -> parts.put(each.name(), each.layer()));
    }
    if (layer instanceof ConvLSTM2D) {
      parts.clear(); // whose cell is its own
    }
    Map<String, List<Weight>> ofParts = new LinkedHashMap<>();
    List<Weight> own = new ArrayList<>();
    for (Weight weight : weights) {
      String name = weight.path().substring(prefix.length());
      parts.keySet().stream()
          .filter(part -> name.startsWith(part + "/"))
          .findFirst()
          .ifPresentOrElse(
              part -> ofParts.computeIfAbsent(part, each -> new ArrayList<>()).add(weight),
              () -> own.add(weight));
    }
    if (!own.isEmpty()) {
      leaves.add(new Leaf(layer, own));
    }
    ofParts.forEach((part, inner) -> gather(leaves, parts.get(part), inner, prefix + part + "/"));
  }

  /** Into how many arrays each weight is split: Keras 1 had three for each gate. */
  private int gates(Leaf leaf, List<Hdf5Dataset> stored, int next) {
    int gates =
        leaf.layer() instanceof GRUCell
            ? 3
            : leaf.layer() instanceof LSTMCell || leaf.layer() instanceof ConvLSTM2D ? 4 : 1;
    if (gates == 1 || !version.isBefore(2, 0) || next >= stored.size()) {
      return 1;
    }
    long[] bias = leaf.weights().get(leaf.weights().size() - 1).spec().shape().asArray();
    int last = next + leaf.weights().size() - 1; // a gate's bias, or all gates'
    long[] found = last < stored.size() ? stored.get(last).shape() : new long[0];
    return found.length == 1 && found[0] == bias[bias.length - 1] ? 1 : gates;
  }

  /** Gates in today's order: Keras 1's LSTM had i, c, f, o, its GRU z, r, h. */
  private static List<Array> joined(List<Array> arrays, int gates) {
    int[] order = gates == 4 ? new int[] {0, 2, 1, 3} : new int[] {0, 1, 2};
    int kinds = arrays.size() / gates;
    return IntStream.range(0, kinds)
        .mapToObj(
            kind ->
                FormerArrays.joined(
                    Arrays.stream(order)
                        .mapToObj(gate -> arrays.get(gate * kinds + kind))
                        .toList()))
        .toList();
  }

  private List<Array> turned(Leaf leaf, List<Array> arrays) {
    List<Array> turned = new ArrayList<>(arrays);
    Layer layer = leaf.layer();
    if (version.isBefore(2, 0)) {
      for (int i = 0; i < turned.size(); i++) {
        turned.set(i, keras1(layer, turned.get(i), leaf.weights().get(i)));
      }
    }
    if (theano && CONVOLUTIONS.contains(layer.getClass())) {
      turned.replaceAll(
          each -> each.rank() > 2 ? FormerArrays.backwards(each, each.rank() - 2) : each);
    }
    if (isGated(layer)) {
      return cudnn(turned, layer instanceof LSTMCell ? 4 : 3);
    }
    return turned;
  }

  private static boolean isGated(Layer layer) {
    return layer instanceof LSTMCell || layer instanceof GRUCell;
  }

  /** Kernels of Keras 1, which had the channels first or an axis more. */
  private static Array keras1(Layer layer, Array stored, Weight weight) {
    long[] wanted = weight.spec().shape().asArray();
    long[] found = stored.shape();
    if (layer instanceof Conv1D && found.length == 4) {
      boolean early = found[1] != 1 || found[0] != wanted[0];
      Array kernel = early ? FormerArrays.transposed(stored, 2, 3, 1, 0) : stored;
      return kernel.shape()[1] == 1 ? kernel.reshape(wanted) : stored;
    }
    if (layer instanceof Conv2DTranspose && found.length == 4) {
      return isChannelsFirst(layer)
          ? FormerArrays.transposed(stored, 2, 3, 0, 1)
          : FormerArrays.transposed(stored, 0, 1, 3, 2);
    }
    if (found.length == 4 && isChannelsFirst(layer)) {
      return FormerArrays.transposed(stored, 2, 3, 1, 0);
    }
    if (found.length == 5 && isChannelsFirst(layer)) {
      return FormerArrays.transposed(stored, 2, 3, 4, 1, 0);
    }
    return stored;
  }

  private static boolean isChannelsFirst(Layer layer) {
    DataFormat format =
        layer instanceof Conv2D plain
            ? plain.dataFormat()
            : layer instanceof Conv2DTranspose transpose
                ? transpose.dataFormat()
                : layer instanceof Conv3D volume
                    ? volume.dataFormat()
                    : layer instanceof SeparableConv2D separable ? separable.dataFormat() : null;
    return format == DataFormat.CHANNELS_FIRST;
  }

  /** CuDNN kept each gate's matrices the other way round, and two biases for each gate. */
  private static List<Array> cudnn(List<Array> arrays, int gates) {
    if (arrays.size() != 3 || arrays.get(2).rank() != 1) {
      return arrays;
    }
    long units = arrays.get(1).shape()[0];
    Array bias = arrays.get(2);
    if (bias.size() != 2 * gates * units) {
      return arrays;
    }
    List<Array> inputs = new ArrayList<>();
    List<Array> recurrent = new ArrayList<>();
    for (int gate = 0; gate < gates; gate++) {
      Array kernel = FormerArrays.part(arrays.get(0), gate, gates);
      long[] shape = kernel.shape();
      // Read in one order of axes, and counted in the other.
      inputs.add(FormerArrays.transposed(kernel.reshape(shape[1], shape[0]), 1, 0));
      recurrent.add(FormerArrays.transposed(FormerArrays.part(arrays.get(1), gate, gates), 1, 0));
    }
    Array joined = gates == 3 ? bias.reshape(2, gates * units) : sum(bias, (int) (gates * units));
    return List.of(FormerArrays.joined(inputs), FormerArrays.joined(recurrent), joined);
  }

  private static Array sum(Array halves, int size) {
    float[] elements = FormerArrays.floats(halves);
    float[] sum = new float[size];
    for (int i = 0; i < size; i++) {
      sum[i] = elements[i] + elements[size + i];
    }
    return Array.of(sum, size);
  }
}
