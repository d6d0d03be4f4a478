package io.github.inverseactivation.reports;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.models.Model;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a model's first {@code Conv2D} looks for, and what it finds in an image.
 *
 * <p>A kernel's answer at a place is a signed number {@code z}. {@link #kernels()} draws the
 * kernels, weights above 0 in one colour and below 0 in another; {@link #maps} draws for each
 * kernel {@code relu(z)} and {@code relu(-z)} side by side: the two channels that {@code
 * InverseActivation} makes of it, of which ReLU keeps the first alone.
 *
 * <pre>{@code
 * try (Model model = Models.load(Path.of("digits.keras"))) {
 *   KernelMaps maps = KernelMaps.of(model);
 *   Png.write(Path.of("kernels.png"), maps.kernels());
 *   Png.write(Path.of("maps.png"), maps.maps(Png.read(Path.of("seven.png"))));
 * }
 * }</pre>
 *
 * <p>The convolution may stand behind other layers, such as {@code Rescaling} or augmentation, and
 * inside a model that is a layer of another; an activation of its own is left out. Of more than 64
 * kernels the first 64 are drawn, of more than 4 input channels the first 4.
 *
 * <p>Immutable: it keeps the weights as they were when it was made.
 */
public final class KernelMaps {
  /** How many kernels are drawn at most. */
  public static final int MAX_KERNELS = 64;

  private static final int MAX_CHANNELS = 4;

  /** Of numbers that the convolution puts out: a gigabyte. */
  private static final long MAX_SUMS = 1L << 28;

  private final FirstConvolution convolution;
  private final int height;
  private final int width;
  private final int channels;
  private final int count;
  private final float[] weights;
  private final float largest;

  private KernelMaps(FirstConvolution convolution) {
    this.convolution = convolution;
    long[] shape = convolution.kernel().shape();
    height = (int) shape[0];
    width = (int) shape[1];
    channels = (int) shape[2];
    count = (int) shape[3];
    weights = convolution.kernel().floats();
    largest = largest(weights, 0, 1);
  }

  /**
   * Takes the kernels of a model.
   *
   * @param model the model, which may be closed afterwards
   * @return its first convolution's kernels
   * @throws IllegalArgumentException if it has no {@code Conv2D}
   * @throws IllegalStateException if the model is closed
   */
  public static KernelMaps of(Model model) {
    return new KernelMaps(new FirstConvolution(model));
  }

  /**
   * Which convolution it is.
   *
   * @return the layer's name
   */
  public String layer() {
    return convolution.name();
  }

  /**
   * How many kernels it has.
   *
   * @return at least 1
   */
  public int count() {
    return count;
  }

  /**
   * Which of the model's inputs the convolution looks at.
   *
   * @return the name of the input
   * @throws IllegalArgumentException if several inputs reach it, so that one image is not enough
   */
  public String input() {
    List<String> inputs = convolution.inputs();
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "'" + layer() + "' depends on the inputs " + inputs + ", expected one: draw its kernels");
    }
    return inputs.get(0);
  }

  /**
   * The answers of all kernels: sums and bias, before any activation.
   *
   * @param image one example as the model takes it, with or without a batch dimension of 1
   * @return {@code z}, {@code [height, width, kernels]}
   * @throws IllegalArgumentException if it is not one example of the right shape, or several inputs
   *     reach the convolution
   */
  public Array responses(Array image) {
    input();
    try (Model model = convolution.model()) {
      long[] expected = model.network().inputs().get(0).shape().asArray();
      boolean single = image.rank() == expected.length - 1;
      long[] shape = single ? batch(image.shape()) : image.shape();
      if (shape.length != expected.length || shape[0] != 1) {
        throw new IllegalArgumentException(
            "maps are drawn of one example, expected "
                + Arrays.toString(expected).replace("-1", "any")
                + " with a batch of 1, got "
                + Arrays.toString(image.shape()));
      }
      long positions = image.size() / Math.max(1, shape[shape.length - 1]);
      if (model.network().inputs().get(0).shape().tail().hasUnknownDimension()
          && positions * count > MAX_SUMS) {
        throw new IllegalArgumentException(
            count + " maps of " + positions + " pixels do not fit: give a smaller image");
      }
      Array sums = model.predict(image.reshape(shape), 1);
      long[] found = sums.shape();
      return sums.reshape(found[1], found[2], found[3]);
    }
  }

  /**
   * Draws the kernels in order, each weight a square of 8 pixels or more, all to one scale: white
   * is 0, the full colour is the largest weight of all. Input channels stand below each other.
   *
   * @return the picture, {@code uint8 [height, width, 3]}
   * @throws NoFontsException if this machine cannot draw text
   */
  public Array kernels() {
    int scale = Math.max(8, 72 / Math.max(height, width));
    int shown = Math.min(count, MAX_KERNELS);
    KernelSheet sheet = new KernelSheet(tile(0, scale), shown);
    sheet.title("Kernels of " + layer() + ": " + counted() + ", " + size());
    sheet.legend(largest);
    for (int k = 0; k < shown; k++) {
      sheet.add(tile(k, scale));
    }
    return sheet.pixels();
  }

  /**
   * Draws what the kernels find in an image: each kernel, {@code relu(z)}, and {@code relu(-z)}.
   * The two maps of a kernel share one scale, up to its largest {@code |z|}.
   *
   * @param image one example as the model takes it, with or without a batch dimension of 1
   * @return the picture, {@code uint8 [height, width, 3]}
   * @throws IllegalArgumentException if it is not one example of the right shape, or several inputs
   *     reach the convolution
   * @throws NoFontsException if this machine cannot draw text
   */
  public Array maps(Array image) {
    Array responses = responses(image);
    float[] z = responses.floats();
    int rows = (int) responses.shape()[0];
    int columns = (int) responses.shape()[1];
    int scale = Math.max(8, 48 / Math.max(height, width));
    int shown = Math.min(count, MAX_KERNELS);
    MapSheet sheet =
        new MapSheet(InputPicture.of(image), tile(0, scale), map(z, 0, rows, columns, 1), shown);
    sheet.title("Maps of " + layer() + ": " + counted() + ", " + size());
    for (int k = 0; k < shown; k++) {
      sheet.add(
          String.format(Locale.ROOT, "kernel %d, |z| up to %.3g", k, largest(z, k, count)),
          tile(k, scale),
          map(z, k, rows, columns, 1),
          map(z, k, rows, columns, -1));
    }
    return sheet.pixels();
  }

  private String counted() {
    return count <= MAX_KERNELS
        ? count + (count == 1 ? " kernel" : " kernels")
        : "the first " + MAX_KERNELS + " of " + count + " kernels";
  }

  private String size() {
    String size = height + " x " + width;
    return channels <= MAX_CHANNELS
        ? size + (channels == 1 ? "" : " x " + channels)
        : size + ", channels 0 to " + (MAX_CHANNELS - 1) + " of " + channels;
  }

  /** One kernel, its channels below each other. */
  private BufferedImage tile(int kernel, int scale) {
    int shown = Math.min(channels, MAX_CHANNELS);
    BufferedImage[] parts = new BufferedImage[shown];
    for (int c = 0; c < shown; c++) {
      int channel = c;
      parts[c] =
          Pixels.squares(
              height,
              width,
              scale,
              (row, column) ->
                  Colours.of(
                      weights[((row * width + column) * channels + channel) * count + kernel]
                          / largest));
    }
    return Pixels.stacked(parts);
  }

  /** What of a kernel's answers has the sign. */
  private BufferedImage map(float[] z, int kernel, int rows, int columns, int sign) {
    float most = largest(z, kernel, count);
    int scale = Math.max(1, 112 / Math.max(rows, columns));
    return Pixels.atMost(
        256,
        Pixels.squares(
            rows,
            columns,
            scale,
            (row, column) -> {
              float answer = z[(row * columns + column) * count + kernel];
              return Colours.of(sign * answer > 0 ? answer / most : 0);
            }));
  }

  /** The largest absolute value of every step-th number, 1 where all are 0. */
  private static float largest(float[] values, int from, int step) {
    float largest = 0;
    for (int i = from; i < values.length; i += step) {
      if (Float.isFinite(values[i])) {
        largest = Math.max(largest, Math.abs(values[i]));
      }
    }
    return largest == 0 ? 1 : largest;
  }

  private static long[] batch(long[] shape) {
    long[] batch = new long[shape.length + 1];
    batch[0] = 1;
    System.arraycopy(shape, 0, batch, 1, shape.length);
    return batch;
  }
}
