package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.NestedContext;
import io.github.inverseactivation.layers.TypedLayer;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * Goes through a sequence from both ends, with two recurrent layers.
 *
 * <pre>
 * y = merge(forward(x), backward(x))
 * </pre>
 *
 * <p>With {@code returnSequences} the backward layer's outputs are turned round first, and steps
 * that a mask leaves out put out zeros.
 *
 * <pre>{@code
 * new Bidirectional(new LSTM(32))
 * new Bidirectional(new GRU(32).returnSequences(true)).mergeMode(MergeMode.SUM)
 * }</pre>
 *
 * <p>Options and their defaults: {@code mergeMode} concat; {@code backwardLayer} the layer itself,
 * beginning at the end, with weights of its own.
 *
 * <p>Inputs: {@code [batch, time, features]}, and if wanted the initial states of the forward
 * layer, then those of the backward one. Outputs: the merged one, or two with {@link
 * MergeMode#NONE}; with {@code returnState} then the states of both. Weights: {@code
 * forward_layer/cell/kernel} and so on, then those of {@code backward_layer}. Other shapes are
 * refused with an {@link IllegalArgumentException}.
 *
 * <p>Source: Keras, {@code keras.layers.Bidirectional}.
 */
public final class Bidirectional extends TypedLayer<Bidirectional> {
  private static final String FORWARD = "forward";
  private static final String BACKWARD = "backward";

  private Layer layer;
  private Layer backwardLayer;
  private MergeMode mergeMode = MergeMode.CONCAT;

  /**
   * A layer in both directions.
   *
   * @param layer a recurrent layer: {@link SimpleRNN}, {@link LSTM}, {@link GRU} or {@link RNN}
   * @throws IllegalArgumentException if it is another layer, or goes backwards
   */
  public Bidirectional(Layer layer) {
    setLayers(layer, null);
    validate();
  }

  /**
   * Sets the layer that begins at the end. Default: as the forward one.
   *
   * @param backwardLayer a recurrent layer with {@code goBackwards(true)} that returns the same
   *     kinds of outputs as the forward one
   * @return a changed copy
   * @throws IllegalArgumentException if it does not fit the forward layer
   */
  public Bidirectional backwardLayer(Layer backwardLayer) {
    Objects.requireNonNull(backwardLayer, "backwardLayer");
    return with(copy -> copy.setLayers(copy.layer, backwardLayer));
  }

  /**
   * Sets how two outputs become one. Default: {@link MergeMode#CONCAT}.
   *
   * @param mergeMode the way
   * @return a changed copy
   */
  public Bidirectional mergeMode(MergeMode mergeMode) {
    Objects.requireNonNull(mergeMode, "mergeMode");
    return with(copy -> copy.mergeMode = mergeMode);
  }

  private void setLayers(Layer forward, Layer backward) {
    Recurrent<?> first = recurrent(forward);
    Recurrent<?> second = backward == null ? first.goBackwards(true) : recurrent(backward);
    String name = backward == null ? nameOf(first) : nameOf(second);
    layer = zeroing(first).name(prefixed(FORWARD, nameOf(first)));
    backwardLayer = zeroing(second).name(backward == null ? prefixed(BACKWARD, name) : name);
  }

  private static String nameOf(Layer layer) {
    return layer.name() == null ? Inner.snakeCase(layer) : layer.name();
  }

  private static String prefixed(String direction, String name) {
    return name.startsWith(direction + "_") ? name : direction + "_" + name;
  }

  private static Recurrent<?> zeroing(Recurrent<?> layer) {
    return layer.zeroOutputForMask(layer.returnSequences);
  }

  private static Recurrent<?> recurrent(Layer layer) {
    if (layer instanceof Recurrent<?> recurrent) {
      return recurrent;
    }
    throw new IllegalArgumentException(
        "Bidirectional takes a recurrent layer, not "
            + layer
            + ": give a SimpleRNN, LSTM, GRU or"
            + " RNN");
  }

  private Recurrent<?> forward() {
    return (Recurrent<?>) layer;
  }

  private Recurrent<?> backward() {
    return (Recurrent<?>) backwardLayer;
  }

  private List<Inner> inner() {
    return List.of(new Inner("forward_layer", layer), new Inner("backward_layer", backwardLayer));
  }

  @Override
  public Map<String, Layer> sublayers() {
    return Map.of("forward_layer", layer, "backward_layer", backwardLayer);
  }

  /** True: {@link #callAll} says which outputs have the mask. */
  @Override
  public boolean supportsMasking() {
    return true;
  }

  @Override
  public boolean takesMask() {
    return true;
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return outputShapes(inputs).get(0);
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    List<Shape> first = layer.outputShapes(half(inputs, 0));
    List<Shape> second = backwardLayer.outputShapes(half(inputs, 1));
    List<Shape> outputs = new ArrayList<>();
    if (mergeMode == MergeMode.NONE) {
      outputs.add(first.get(0));
      outputs.add(second.get(0));
    } else {
      outputs.add(merged(first.get(0), second.get(0)));
    }
    outputs.addAll(first.subList(1, first.size()));
    outputs.addAll(second.subList(1, second.size()));
    return outputs;
  }

  private Shape merged(Shape one, Shape other) {
    long[] sizes = one.asArray();
    int last = sizes.length - 1;
    if (mergeMode == MergeMode.CONCAT) {
      sizes[last] += other.get(last);
    } else if (sizes[last] != other.get(last)) {
      throw new IllegalArgumentException(
          "mergeMode "
              + mergeMode
              + " takes outputs of one size, not "
              + sizes[last]
              + " and "
              + other.get(last)
              + ": make the units equal, or use CONCAT");
    }
    return Shape.of(sizes);
  }

  /** What one of the layers takes: the sequence, and its half of the initial states. */
  private <E> List<E> half(List<E> inputs, int which) {
    int states = forward().cell().stateSizes().size();
    int all = states + backward().cell().stateSizes().size();
    if (inputs.size() != 1 && inputs.size() != 1 + all) {
      throw new IllegalArgumentException(
          this
              + " takes one input, or one and "
              + all
              + " initial states, not "
              + inputs.size()
              + " inputs");
    }
    List<E> half = new ArrayList<>();
    half.add(inputs.get(0));
    if (inputs.size() > 1) {
      half.addAll(
          which == 0 ? inputs.subList(1, 1 + states) : inputs.subList(1 + states, inputs.size()));
    }
    return half;
  }

  @Override
  public List<WeightSpec> weights(List<Shape> inputs) {
    List<WeightSpec> weights = new ArrayList<>();
    inner().forEach(inner -> weights.addAll(inner.weights(inputs)));
    return weights;
  }

  @Override
  public <T extends TNumber> Operand<T> call(LayerContext<T> context, List<Operand<T>> inputs) {
    return callAll(context, inputs).get(0);
  }

  @Override
  public <T extends TNumber> List<Operand<T>> callAll(
      LayerContext<T> context, List<Operand<T>> inputs) {
    List<List<Operand<T>>> called = new ArrayList<>();
    for (Inner inner : inner()) {
      List<Operand<TBool>> masks = Collections.singletonList(context.mask(0));
      NestedContext<T> within = inner.context(context, called.size(), masks);
      called.add(inner.layer().emit(within, half(inputs, called.size())));
    }
    List<Operand<T>> first = called.get(0);
    List<Operand<T>> second = called.get(1);
    List<Operand<T>> outputs = new ArrayList<>();
    Operand<T> reversed = second.get(0);
    if (forward().returnSequences) {
      reversed = context.tf().reverse(reversed, context.tf().array(1));
    }
    if (mergeMode == MergeMode.NONE) {
      outputs.add(first.get(0));
      outputs.add(reversed);
    } else {
      outputs.add(merged(context, first.get(0), reversed));
    }
    int sequences = outputs.size();
    outputs.addAll(first.subList(1, first.size()));
    outputs.addAll(second.subList(1, second.size()));
    for (int i = 0; i < outputs.size(); i++) {
      boolean masked = forward().returnSequences && i < sequences;
      context.outputMask(i, masked ? context.mask(0) : null);
    }
    return outputs;
  }

  private <T extends TNumber> Operand<T> merged(
      LayerContext<T> context, Operand<T> one, Operand<T> other) {
    Ops tf = context.tf();
    return switch (mergeMode) {
      case CONCAT -> tf.concat(List.of(one, other), tf.constant(-1));
      case SUM -> tf.math.add(one, other);
      case MUL -> tf.math.mul(one, other);
      case AVE -> tf.math.mul(tf.math.add(one, other), context.constant(0.5));
      case NONE -> throw new AssertionError(mergeMode);
    };
  }

  @Override
  public long macs(List<Shape> inputs) {
    return layer.macs(inputs) + backwardLayer.macs(inputs);
  }

  @Override
  public void options(Options options) {
    Layer forward = options.object("layer", Layer.class, layer);
    Layer backward = options.object("backwardLayer", Layer.class, backwardLayer);
    if (forward == null) {
      throw new IllegalArgumentException("layer is missing: give a recurrent layer");
    }
    if (forward != layer || backward != backwardLayer) {
      setLayers(forward, backward == backwardLayer ? null : backward);
    }
    boolean unmerged = mergeMode == MergeMode.NONE;
    String name = unmerged ? null : mergeMode.name().toLowerCase(Locale.ROOT);
    mergeMode = mergeMode(options.text("mergeMode", name));
  }

  private static MergeMode mergeMode(String name) {
    return name == null
        ? MergeMode.NONE
        : Arrays.stream(MergeMode.values())
            .filter(mode -> mode != MergeMode.NONE)
            .filter(mode -> mode.name().toLowerCase(Locale.ROOT).equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "merge_mode must be concat, sum, mul, ave or null, not '" + name + "'"));
  }

  @Override
  public void validate() {
    if (forward().goBackwards == backward().goBackwards) {
      throw new IllegalArgumentException(
          "one layer must go backwards and one not, but goBackwards is "
              + forward().goBackwards
              + " for both: change one of them");
    }
    if (forward().returnSequences != backward().returnSequences
        || forward().returnState != backward().returnState) {
      throw new IllegalArgumentException(
          "the layers must have the same returnSequences ("
              + forward().returnSequences
              + " and "
              + backward().returnSequences
              + ") and the same returnState ("
              + forward().returnState
              + " and "
              + backward().returnState
              + ")");
    }
  }
}
