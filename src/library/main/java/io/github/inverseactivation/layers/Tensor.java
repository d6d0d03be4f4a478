package io.github.inverseactivation.layers;

import io.github.inverseactivation.data.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tensorflow.ndarray.Shape;

/**
 * A value that a model will compute: its shape, and which layer makes it from which other values.
 * It holds no numbers and belongs to no graph. Immutable.
 *
 * <p>Models with branches, several inputs or several outputs are described by applying layers to
 * tensors, beginning with {@code Input}s:
 *
 * <pre>{@code
 * Tensor image = Input.shape(28, 28, 1);
 * Tensor features = new Flatten().apply(new Conv2D(16, 3).apply(image));
 * Tensor digit = new Dense(10).apply(features);
 * Model model = Model.of(image, digit);
 * }</pre>
 *
 * <p>A tensor object is its own identity: two calls of one layer on one tensor make two tensors.
 *
 * <p>Source: Keras, {@code keras.KerasTensor}.
 */
public abstract class Tensor {
  private final Shape shape;
  private final DType dtype;
  private final Call call;

  /**
   * A tensor that no layer makes: what a model takes.
   *
   * @param shape its shape, batch dimension first and unknown
   * @param dtype the type of its elements
   */
  protected Tensor(Shape shape, DType dtype) {
    this.shape = Objects.requireNonNull(shape, "shape");
    this.dtype = Objects.requireNonNull(dtype, "dtype");
    this.call = null;
  }

  private Tensor(Shape shape, DType dtype, Call call) {
    this.shape = shape;
    this.dtype = dtype;
    this.call = call;
  }

  /**
   * One application of a layer to tensors. A call object is its own identity: a layer may be called
   * several times on the same tensors.
   */
  public static final class Call {
    private final Layer layer;
    private final Phase phase;
    private final List<Tensor> inputs;
    private final List<Tensor> outputs;

    Call(
        Layer layer,
        Phase phase,
        List<Tensor> inputs,
        List<Shape> outputShapes,
        List<DType> outputTypes) {
      this.layer = layer;
      this.phase = phase;
      this.inputs = inputs;
      List<Tensor> made = new ArrayList<>();
      for (int i = 0; i < outputShapes.size(); i++) {
        made.add(new Output(outputShapes.get(i), outputTypes.get(i), this));
      }
      this.outputs = List.copyOf(made);
    }

    /**
     * The layer that is called.
     *
     * @return the layer
     */
    public Layer layer() {
      return layer;
    }

    /**
     * Whether it computes as in training.
     *
     * @return {@link Phase#OF_MODEL} for most calls
     */
    public Phase phase() {
      return phase;
    }

    /**
     * What it takes.
     *
     * @return the layer's arguments
     */
    public List<Tensor> inputs() {
      return inputs;
    }

    /**
     * What it puts out.
     *
     * @return one tensor for most layers
     */
    public List<Tensor> outputs() {
      return outputs;
    }
  }

  private static final class Output extends Tensor {
    private Output(Shape shape, DType dtype, Call call) {
      super(shape, dtype, call);
    }

    @Override
    public String toString() {
      return "output of " + layer() + " " + shape();
    }
  }

  /**
   * The shape of a batch.
   *
   * @return the shape, first the batch dimension, which is unknown (-1)
   */
  public final Shape shape() {
    return shape;
  }

  /**
   * The type of the elements.
   *
   * @return an input's declared type; for what layers make FLOAT32, unless it is integers or truth
   *     values
   */
  public final DType dtype() {
    return dtype;
  }

  /**
   * The call that makes this tensor.
   *
   * @return the call, or null if this is an input
   */
  public final Call call() {
    return call;
  }

  /**
   * The layer that makes this tensor.
   *
   * @return the layer, or null if this is an input
   */
  public final Layer layer() {
    return call == null ? null : call.layer();
  }

  /**
   * What the layer makes it from.
   *
   * @return the layer's arguments; empty if this is an input
   */
  public final List<Tensor> inputs() {
    return call == null ? List.of() : call.inputs();
  }
}
