package io.github.inverseactivation.layers.operations;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;

/** Operations of images: [batch, height, width, channels], or one image without a batch. */
final class Images {
  private static final String TARGET = ", target_height=None, target_width=None, data_format=None";

  private Images() {}

  static void addTo(Table table) {
    table.module("image");
    table.add(
        "Resize",
        "images | size, interpolation='bilinear', antialias=False, crop_to_aspect_ratio=False,"
            + " pad_to_aspect_ratio=False, fill_mode='constant', fill_value=0.0, data_format=None",
        (e, a) -> framed(e, a, x -> resized(e, a, x)));
    String format = "images | data_format=None";
    table.add("RGBToGrayscale", format, (e, a) -> framed(e, a, x -> gray(e, x)));
    for (String name : List.of("RGBToHSV", "HSVToRGB")) {
      table.add(name, format, (e, a) -> framed(e, a, x -> e.op(name, e.toFloat(x))));
    }
    table.add("SobelEdges", format, (e, a) -> framed(e, a, x -> edges(e, e.toFloat(x))));
    table.add(
        "GaussianBlur",
        "images | kernel_size=None, sigma=None, data_format=None",
        (e, a) -> framed(e, a, x -> blurred(e, a, e.toFloat(x))));
    table.add(
        "CropImages",
        "images | top_cropping=None, left_cropping=None, bottom_cropping=None, right_cropping=None"
            + TARGET,
        (e, a) -> framed(e, a, x -> cropped(e, a, x)));
    table.add(
        "PadImages",
        "images | top_padding=None, left_padding=None, bottom_padding=None, right_padding=None"
            + TARGET,
        (e, a) -> framed(e, a, x -> padded(e, a, x)));
    table.add(
        "ExtractPatches",
        "images | size, strides=None, dilation_rate=1, padding='valid', data_format=None",
        (e, a) -> framed(e, a, x -> patches(e, a, x)));
    table.module("nn");
    table.add("Unfold", "x | kernel_size, dilation=1, padding=0, stride=1", Images::unfolded);
  }

  /** Makes a batch of one image, brings the channels to the end, and back. */
  private static Operand<?> framed(Emitter e, Bound a, Windows.Body body) {
    Operand<?> x = a.tensor("images");
    if (e.rank(x) == 3) {
      return e.squeeze(framed(e, a, e.expand(x, 0), body), 0);
    }
    if (e.rank(x) != 4) {
      throw new IllegalArgumentException("takes images of 3 or 4 dimensions, not of " + e.rank(x));
    }
    return framed(e, a, x, body);
  }

  private static Operand<?> framed(Emitter e, Bound a, Operand<?> x, Windows.Body body) {
    String format = a.given("data_format") ? a.text("data_format") : "channels_last";
    return switch (format) {
      case "channels_last" -> body.of(x);
      case "channels_first" -> e.move(body.of(e.move(x, 1, 3)), 3, 1);
      default -> throw a.wrong("data_format", "'channels_last' or 'channels_first'");
    };
  }

  private static Operand<?> resized(Emitter e, Bound a, Operand<?> x) {
    for (String name : List.of("crop_to_aspect_ratio", "pad_to_aspect_ratio")) {
      if (a.flag(name)) {
        throw a.wrong(name, "False: the layer Resizing keeps the sides' ratio");
      }
    }
    int[] size = a.integers("size", 2);
    if (size[0] < 1 || size[1] < 1) {
      throw a.wrong("size", "a height and a width of at least 1");
    }
    String way = a.text("interpolation");
    boolean near = way.equals("nearest");
    Operand<?> images = near ? x : e.toFloat(x);
    if (near || !a.flag("antialias") && (way.equals("bilinear") || way.equals("bicubic"))) {
      String kernel =
          near
              ? "ResizeNearestNeighbor"
              : way.equals("bilinear") ? "ResizeBilinear" : "ResizeBicubic";
      return floating(
          e, e.kernel(kernel, images, e.ints(size)).set("half_pixel_centers", true).out(), x, near);
    }
    String kernel =
        switch (way) {
          case "bilinear" -> "triangle";
          case "bicubic" -> "keyscubic";
          case "lanczos3", "lanczos5" -> way;
          default ->
              throw a.wrong(
                  "interpolation", "'nearest', 'bilinear', 'bicubic', 'lanczos3' or 'lanczos5'");
        };
    Operand<?> scale =
        e.tf()
            .constant(
                new float[] {(float) size[0] / e.known(x, 1), (float) size[1] / e.known(x, 2)});
    Operand<?> found =
        e.kernel(
                "ScaleAndTranslate",
                images,
                e.ints(size),
                scale,
                e.tf().constant(new float[] {0, 0}))
            .set("kernel_type", kernel)
            .set("antialias", a.flag("antialias"))
            .out();
    return floating(e, found, x, false);
  }

  /** The runtime resizes to single precision whatever comes in. */
  private static Operand<?> floating(Emitter e, Operand<?> found, Operand<?> x, boolean near) {
    return near ? e.cast(found, e.type(x)) : e.toFloat(found);
  }

  private static Operand<?> gray(Emitter e, Operand<?> x) {
    int channels = e.known(x, 3);
    if (channels == 1) {
      return x;
    }
    if (channels != 3) {
      throw new IllegalArgumentException("takes images of 1 or 3 channels, not of " + channels);
    }
    Operand<?> weights = e.toFloat(e.tf().constant(new double[] {0.2989, 0.5870, 0.1140}));
    Operand<?> found = e.reduce("Sum", e.mul(e.toFloat(x), weights), new int[] {3}, true);
    return e.cast(found, e.type(x));
  }

  /** Slopes down and to the right, of images continued by their mirror images. */
  private static Operand<?> edges(Emitter e, Operand<?> x) {
    Operand<?> wide =
        e.kernel("MirrorPad", x, e.reshape(e.ints(0, 0, 1, 1, 1, 1, 0, 0), 4, 2))
            .set("mode", "REFLECT")
            .out();
    int channels = e.known(x, 3);
    double[] down = {-1, -2, -1, 0, 0, 0, 1, 2, 1};
    double[] right = {-1, 0, 1, -2, 0, 2, -1, 0, 1};
    double[] kernel = new double[9 * channels * 2];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (i % 2 == 0 ? down : right)[i / (2 * channels)];
    }
    Operand<?> filter = e.reshape(e.toFloat(e.tf().constant(kernel)), 3, 3, channels, 2);
    Operand<?> found = once(e, wide, filter, "VALID");
    Operand<?> shape =
        e.stack(
            List.of(
                e.sizeOf(x, 0),
                e.sizeOf(x, 1),
                e.sizeOf(x, 2),
                e.tf().constant(channels),
                e.tf().constant(2)),
            0);
    return e.op("Reshape", found, shape);
  }

  private static Operand<?> once(Emitter e, Operand<?> x, Operand<?> filter, String padding) {
    return Windows.depthwise(
        e, x, filter, new Windows.Frame(new int[] {1, 1}, new int[] {1, 1}, padding));
  }

  private static Operand<?> blurred(Emitter e, Bound a, Operand<?> x) {
    int[] size = a.given("kernel_size") ? a.integers("kernel_size", 2) : new int[] {3, 3};
    double[] sigma = a.given("sigma") ? a.reals("sigma", 2) : new double[] {1, 1};
    if (size[0] < 1 || size[1] < 1 || (long) size[0] * size[1] > 1_000_000) {
      throw a.wrong("kernel_size", "two numbers of at least 1");
    }
    // Keras takes the first of both for the width.
    double[] across = bell(size[0], sigma[0]);
    double[] down = bell(size[1], sigma[1]);
    int channels = e.known(x, 3);
    double[] kernel = new double[size[0] * size[1] * channels];
    for (int i = 0; i < size[1]; i++) {
      for (int j = 0; j < size[0]; j++) {
        Arrays.fill(
            kernel,
            (i * size[0] + j) * channels,
            (i * size[0] + j + 1) * channels,
            down[i] * across[j]);
      }
    }
    Operand<?> filter =
        e.reshape(e.toFloat(e.tf().constant(kernel)), size[0], size[1], channels, 1);
    return once(e, x, filter, "SAME");
  }

  private static double[] bell(int size, double sigma) {
    double[] found = new double[size];
    Arrays.setAll(found, i -> Math.exp(-0.5 * Math.pow((i - (size - 1) / 2.0) / sigma, 2)));
    double sum = Arrays.stream(found).sum();
    Arrays.setAll(found, i -> found[i] / sum);
    return found;
  }

  /**
   * What goes off or comes on before, and the size that is left: each given or what it has to be.
   */
  private static int[] edge(Emitter e, Bound a, Operand<?> x, int axis, String... names) {
    int size = a.given(names[0]) && a.given(names[2]) ? 0 : e.known(x, axis);
    int sign = names[0].endsWith("cropping") ? 1 : -1;
    boolean first = a.given(names[0]);
    boolean last = a.given(names[1]);
    boolean target = a.given(names[2]);
    if ((first ? 1 : 0) + (last ? 1 : 0) + (target ? 1 : 0) != 2) {
      throw new IllegalArgumentException("takes two of " + Arrays.toString(names));
    }
    int whole = target ? a.integer(names[2]) : 0;
    int before = first ? a.integer(names[0]) : sign * (size - whole) - a.integer(names[1]);
    int left = target ? whole : size - sign * (before + a.integer(names[1]));
    if (before < 0 || left < 0) {
      throw new IllegalArgumentException(
          "makes " + names[0] + "=" + before + " and " + names[2] + "=" + left);
    }
    return new int[] {before, left};
  }

  private static Operand<?> cropped(Emitter e, Bound a, Operand<?> x) {
    int[] rows = edge(e, a, x, 1, "top_cropping", "bottom_cropping", "target_height");
    int[] columns = edge(e, a, x, 2, "left_cropping", "right_cropping", "target_width");
    return e.part(e.part(x, 1, rows[0], rows[1]), 2, columns[0], columns[1]);
  }

  private static Operand<?> padded(Emitter e, Bound a, Operand<?> x) {
    int[] rows = edge(e, a, x, 1, "top_padding", "bottom_padding", "target_height");
    int[] columns = edge(e, a, x, 2, "left_padding", "right_padding", "target_width");
    int below = rows[1] - rows[0] - e.known(x, 1);
    int right = columns[1] - columns[0] - e.known(x, 2);
    if (below < 0 || right < 0) {
      throw new IllegalArgumentException("has a target smaller than the padded images");
    }
    int[] widths = {0, 0, rows[0], below, columns[0], right, 0, 0};
    return e.op("Pad", x, e.reshape(e.ints(widths), 4, 2));
  }

  /** By a convolution that puts each number of a patch into a channel of its own. */
  private static Operand<?> patches(Emitter e, Bound a, Operand<?> given) {
    Operand<?> x = e.toFloat(given);
    int[] size = a.integers("size", 2);
    int[] strides = a.given("strides") ? a.integers("strides", 2) : size;
    int[] rates = a.integers("dilation_rate", 2);
    int channels = e.known(x, 3);
    checkPatch(a, "size", size, channels);
    Operand<?> filter = each(e, size, channels, false);
    return Windows.convolved(e, x, filter, new Windows.Frame(strides, rates, Windows.padding(a)));
  }

  /** A filter for each number of a patch: those of a place beside one another, or of a channel. */
  private static Operand<?> each(Emitter e, int[] size, int channels, boolean byChannel) {
    int count = size[0] * size[1];
    int depth = count * channels;
    double[] kernel = new double[depth * depth];
    for (int place = 0; place < count; place++) {
      for (int channel = 0; channel < channels; channel++) {
        int number = byChannel ? channel * count + place : place * channels + channel;
        kernel[(place * channels + channel) * depth + number] = 1;
      }
    }
    return e.reshape(e.toFloat(e.tf().constant(kernel)), size[0], size[1], channels, depth);
  }

  /** Patches of [batch, channels, height, width] as columns. */
  private static Operand<?> unfolded(Emitter e, Bound a) {
    Operand<?> x = a.fx();
    if (e.rank(x) != 4) {
      throw new IllegalArgumentException("takes a tensor of 4 dimensions, not of " + e.rank(x));
    }
    int[] size = a.integers("kernel_size", 2);
    int[] padding = a.integers("padding", 2);
    int channels = e.known(x, 1);
    checkPatch(a, "kernel_size", size, channels);
    int[] widths = {0, 0, padding[0], padding[0], padding[1], padding[1], 0, 0};
    Operand<?> wide = e.op("Pad", e.move(x, 1, 3), e.reshape(e.ints(widths), 4, 2));
    Operand<?> found =
        Windows.convolved(
            e,
            wide,
            each(e, size, channels, true),
            new Windows.Frame(a.integers("stride", 2), a.integers("dilation", 2), "VALID"));
    return e.move(Shapes.merged(e, found, 1), 2, 1);
  }

  private static void checkPatch(Bound a, String name, int[] size, int channels) {
    if (Arrays.stream(size).anyMatch(s -> s < 1) || (long) size[0] * size[1] * channels > 4096) {
      throw a.wrong(name, "patches of 1 to 4096 numbers");
    }
  }
}
