package io.github.inverseactivation.examples;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.Png;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.models.Sequential;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where InverseActivation comes from: two Sobel kernels find edges in four directions.
 *
 * <p>One kernel measures how much brighter it is below than above, the other how much brighter to
 * the right than to the left. ReLU keeps only the positive half of each answer, so that four
 * kernels are needed for four directions. InverseActivation keeps both halves: {@code relu(x)} and
 * {@code relu(-x)}, from two kernels and half the multiply-accumulates.
 *
 * <pre>
 * java ... io.github.inverseactivation.examples.EdgeDetection photograph.png edges.png
 * </pre>
 */
public final class EdgeDetection {
  /** The order of the maps: what InverseActivation puts out for the two kernels. */
  public static final List<String> DIRECTIONS = List.of("down", "right", "up", "left");

  // [height, width, input channels, kernels]: at each place, first the kernel for "down".
  private static final float[] SOBEL = {
    -1, -1, -2, 0, -1, 1,
    0, -2, 0, 0, 0, 2,
    1, -1, 2, 0, 1, 1
  };

  private EdgeDetection() {}

  /**
   * The model: two fixed kernels and one InverseActivation.
   *
   * @param channels the image's channels: 1 for grey, 3 for RGB, whose edges are added up
   * @return a model from {@code [batch, height, width, channels]} to {@code [batch, height - 2,
   *     width - 2, 4]}, the maps in the order of {@link #DIRECTIONS}
   */
  public static Sequential model(int channels) {
    Sequential model =
        Sequential.of(
            Input.shape(-1, -1, channels),
            new Conv2D(2, 3).useBias(false).name("sobel"),
            new InverseActivation());
    model.weights("sobel", List.of(kernels(channels)));
    return model;
  }

  private static Array kernels(int channels) {
    float[] kernels = new float[9 * channels * 2];
    for (int place = 0; place < 9; place++) {
      for (int channel = 0; channel < channels; channel++) {
        System.arraycopy(SOBEL, place * 2, kernels, (place * channels + channel) * 2, 2);
      }
    }
    return Array.of(kernels, 3, 3, channels, 2);
  }

  /**
   * Reads a picture, prints what the model costs, and writes the four maps side by side.
   *
   * @param arguments the picture to read and the picture to write
   * @throws IOException if one of them cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      throw new IllegalArgumentException("expected two files: the picture and the result");
    }
    Array image = Png.read(Path.of(arguments[0]));
    long[] shape = image.shape();
    try (Sequential model = model((int) shape[2])) {
      System.out.println(model.summary());
      Array maps = model.predict(image.reshape(1, shape[0], shape[1], shape[2]));
      Png.write(Path.of(arguments[1]), sideBySide(maps));
    }
  }

  /** Lays the maps out in a row, the strongest edge white. */
  static Array sideBySide(Array maps) {
    int height = (int) maps.shape()[1];
    int width = (int) maps.shape()[2];
    int count = (int) maps.shape()[3];
    float[] values = maps.floats();
    float strongest = 1;
    for (float value : values) {
      strongest = Math.max(strongest, value);
    }
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      int map = i % count;
      int place = i / count;
      int column = map * width + place % width;
      pixels[place / width * width * count + column] =
          (byte) Math.round(255 * values[i] / strongest);
    }
    return Array.of(DType.UINT8, pixels, height, (long) width * count, 1);
  }
}
