package io.github.inverseactivation.models;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.merging.Average;
import io.github.inverseactivation.layers.reshaping.Permute;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkLayer;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * A model that looks at each image twice, as it is and mirrored left to right, and puts out the
 * mean of both answers.
 *
 * <pre>
 * y = (model(x) + model(mirror(x))) / 2
 * </pre>
 *
 * <p>Where left and right make no difference to what an image shows, and the model was trained with
 * random flips, this takes away a part of its mistakes for twice the multiply-accumulates, and no
 * training. Average logits rather than probabilities if the model is to be calibrated ({@link
 * Calibration}).
 *
 * <p>It is made of standard layers: the model itself, called twice, and a frozen {@link Dense}
 * layer without bias named {@code mirror}, which multiplies each row by the exchange matrix of
 * {@code width * width} numbers. So any Keras reads it.
 *
 * <pre>{@code
 * Model both = Mirrored.of(trained);
 * both.save(Path.of("clothes.keras"));
 * }</pre>
 *
 * <p>Source: Krizhevsky et al. 2012, "ImageNet classification with deep convolutional neural
 * networks", section 4.1, which averages over crops too.
 */
public final class Mirrored {
  private static final String MIRROR = "mirror";

  private Mirrored() {}

  /**
   * The mean over images and their mirror images.
   *
   * @param model a model of one input {@code [height, width, channels]} with a known width, and of
   *     one output; its weights are copied, and it stays as it is
   * @return a new model that is not compiled, which the caller closes
   * @throws IllegalArgumentException if the model has other inputs or several outputs
   */
  public static Model of(Model model) {
    Network network = model.network();
    if (network.inputs().size() != 1 || network.outputs().size() != 1) {
      throw new IllegalArgumentException(
          "a model of one input and one output is expected, not of "
              + network.inputs().size()
              + " and "
              + network.outputs().size());
    }
    Shape shape = network.inputs().get(0).shape();
    if (shape.numDimensions() != 4 || shape.get(2) == Shape.UNKNOWN_SIZE) {
      throw new IllegalArgumentException(
          "images of [batch, height, width, channels] with a known width are expected, not "
              + shape);
    }
    int width = Math.toIntExact(shape.get(2));
    long[] sizes = Arrays.copyOfRange(shape.asArray(), 1, 4);
    Tensor image = Input.shape(sizes).name("image");
    model.weights(); // draws them now if nothing has: the layer is to have the model's own
    NetworkLayer looked = model.asLayer();
    Layer exchange = new Dense(width).useBias(false).name(MIRROR).trainable(false);
    Tensor rows = exchange.apply(new Permute(1, 3, 2).apply(image)); // width comes last
    Tensor mirrored = new Permute(1, 3, 2).apply(rows);
    Tensor mean = new Average().apply(List.of(looked.apply(image), looked.apply(mirrored)));
    Model both = Model.of(image, mean);
    both.weights(MIRROR, List.of(exchangeMatrix(width)));
    return both;
  }

  private static Array exchangeMatrix(int size) {
    float[] ones = new float[size * size];
    for (int i = 0; i < size; i++) {
      ones[i * size + size - 1 - i] = 1;
    }
    return Array.of(ones, size, size);
  }
}
