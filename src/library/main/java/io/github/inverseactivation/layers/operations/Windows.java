package io.github.inverseactivation.layers.operations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tensorflow.Operand;

/** Convolutions and pooling, with kernels that are tensors. */
final class Windows {
  private static final String KERNEL =
      " | strides=1, padding='valid', data_format=None, dilation_rate=1";

  private Windows() {}

  static void addTo(Table table) {
    table.module("nn");
    String pool = "inputs | pool_size, strides=None, padding='valid', data_format=None";
    table.add("MaxPool", pool, (e, a) -> pooled(e, a, true));
    table.add("AveragePool", pool, (e, a) -> pooled(e, a, false));
    table.add(
        "Conv",
        "inputs, kernel" + KERNEL,
        (e, a) -> framed(e, a, x -> grouped(e, x, a.floats("kernel"), Frame.of(e, a, x))));
    table.add(
        "DepthwiseConv",
        "inputs, kernel" + KERNEL,
        (e, a) -> framed(e, a, x -> depthwise(e, x, a.floats("kernel"), Frame.of(e, a, x))));
    table.add(
        "SeparableConv",
        "inputs, depthwise_kernel, pointwise_kernel" + KERNEL,
        (e, a) ->
            framed(
                e,
                a,
                x -> {
                  Frame frame = Frame.of(e, a, x);
                  Operand<?> each = depthwise(e, x, a.floats("depthwise_kernel"), frame);
                  return grouped(e, each, a.floats("pointwise_kernel"), frame.single());
                }));
    String block = "x | block_size, data_format='channels_last'";
    for (String name : List.of("DepthToSpace", "SpaceToDepth")) {
      table.add(
          name,
          block,
          (e, a) ->
              framed(
                  e,
                  a,
                  x -> e.kernel(name, x).set("block_size", (long) a.integer("block_size")).out()));
    }
  }

  /** What is computed of a tensor with its channels last. */
  interface Body {
    Operand<?> of(Operand<?> x);
  }

  /** The steps of a window. */
  record Frame(int[] strides, int[] dilation, String padding) {
    static Frame of(Emitter e, Bound a, Operand<?> x) {
      int dimensions = e.rank(x) - 2;
      int[] strides = positive(a, "strides", dimensions);
      int[] dilation = positive(a, "dilation_rate", dimensions);
      if (Arrays.stream(strides).anyMatch(s -> s > 1)
          && Arrays.stream(dilation).anyMatch(d -> d > 1)) {
        throw a.wrong("dilation_rate", "1 where strides are larger than 1");
      }
      return new Frame(strides, dilation, Windows.padding(a));
    }

    Frame single() {
      int[] ones = new int[strides.length];
      Arrays.fill(ones, 1);
      return new Frame(ones, ones, "VALID");
    }
  }

  private static int[] positive(Bound a, String name, int count) {
    int[] found = a.integers(name, count);
    if (Arrays.stream(found).anyMatch(each -> each < 1)) {
      throw a.wrong(name, "numbers of at least 1");
    }
    return found;
  }

  static String padding(Bound a) {
    String padding = a.text("padding").toUpperCase(Locale.ROOT);
    if (!padding.equals("SAME") && !padding.equals("VALID")) {
      throw a.wrong("padding", "'same' or 'valid'");
    }
    return padding;
  }

  /** Brings the channels to the end and back. */
  static Operand<?> framed(Emitter e, Bound a, Body body) {
    Operand<?> x = e.toFloat(a.tensor(a.value("inputs") == null ? "x" : "inputs"));
    int rank = e.rank(x);
    if (rank < 3 || rank > 5) {
      throw new IllegalArgumentException("takes a tensor of 3 to 5 dimensions, not of " + rank);
    }
    String format = a.given("data_format") ? a.text("data_format") : "channels_last";
    return switch (format) {
      case "channels_last" -> body.of(x);
      case "channels_first" -> e.move(body.of(e.move(x, 1, rank - 1)), rank - 1, 1);
      default -> throw a.wrong("data_format", "'channels_last' or 'channels_first'");
    };
  }

  private static long[] all(int[] numbers) {
    long[] all = new long[numbers.length + 2];
    Arrays.fill(all, 1);
    for (int i = 0; i < numbers.length; i++) {
      all[i + 1] = numbers[i];
    }
    return all;
  }

  private static Operand<?> pooled(Emitter e, Bound a, boolean max) {
    return framed(
        e,
        a,
        x -> {
          int dimensions = e.rank(x) - 2;
          int[] size = positive(a, "pool_size", dimensions);
          int[] strides = a.given("strides") ? positive(a, "strides", dimensions) : size;
          boolean line = dimensions == 1;
          String kernel = (max ? "MaxPool" : "AvgPool") + (dimensions == 3 ? "3D" : "");
          Operand<?> found =
              e.kernel(kernel, line ? e.expand(x, 1) : x)
                  .set("ksize", all(line ? new int[] {1, size[0]} : size))
                  .set("strides", all(line ? new int[] {1, strides[0]} : strides))
                  .set("padding", padding(a))
                  .out();
          return line ? e.squeeze(found, 1) : found;
        });
  }

  /** A kernel with zeros between its numbers: the runtime's dilation has no gradient. */
  private static Operand<?> dilated(Emitter e, Operand<?> kernel, int[] dilation) {
    Operand<?> result = kernel;
    for (int axis = 0; axis < dilation.length; axis++) {
      int size = e.known(kernel, axis);
      if (dilation[axis] > 1 && size > 1) {
        int[] widths = new int[2 * (e.rank(result) + 1)];
        widths[2 * (axis + 1) + 1] = dilation[axis] - 1;
        Operand<?> wide =
            e.op(
                "Pad", e.expand(result, axis + 1), e.reshape(e.ints(widths), widths.length / 2, 2));
        result = e.part(Shapes.merged(e, wide, axis), axis, 0, (size - 1) * dilation[axis] + 1);
      }
    }
    return result;
  }

  private static Operand<?> grouped(Emitter e, Operand<?> x, Operand<?> kernel, Frame frame) {
    int last = e.rank(x) - 1;
    if (e.rank(kernel) != last + 1) {
      throw new IllegalArgumentException(
          "has a kernel of " + e.rank(kernel) + " dimensions, expected " + (last + 1));
    }
    int channels = e.known(x, last);
    int each = e.known(kernel, last - 1);
    int filters = e.known(kernel, last);
    if (each == channels) {
      return convolved(e, x, kernel, frame);
    }
    if (each == 0 || channels % each != 0 || filters % (channels / each) != 0) {
      throw new IllegalArgumentException(
          "has a kernel for " + each + " channels, but the tensor has " + channels);
    }
    int groups = channels / each;
    List<Operand<?>> parts = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      parts.add(
          convolved(
              e,
              e.part(x, last, i * each, each),
              e.part(kernel, last, i * (filters / groups), filters / groups),
              frame));
    }
    return e.concat(parts, last);
  }

  static Operand<?> convolved(Emitter e, Operand<?> x, Operand<?> kernel, Frame frame) {
    int dimensions = e.rank(x) - 2;
    Operand<?> filter = dilated(e, kernel, frame.dilation());
    int[] strides = frame.strides();
    Operand<?> input = x;
    boolean point = IntStream.range(0, dimensions).allMatch(i -> e.known(filter, i) == 1);
    if (point && Arrays.stream(strides).anyMatch(s -> s > 1)) {
      // What a window of one number steps over is left out first: some processors' library fails.
      input = stepped(e, x, strides);
      strides = new int[dimensions];
      Arrays.fill(strides, 1);
    }
    boolean line = dimensions == 1;
    Operand<?> found =
        e.kernel(
                dimensions == 3 ? "Conv3D" : "Conv2D",
                line ? e.expand(input, 1) : input,
                line ? e.expand(filter, 0) : filter)
            .set("strides", all(line ? new int[] {1, strides[0]} : strides))
            .set("padding", frame.padding())
            .out();
    return line ? e.squeeze(found, 1) : found;
  }

  private static Operand<?> stepped(Emitter e, Operand<?> x, int[] strides) {
    int rank = e.rank(x);
    int[] steps = new int[rank];
    Arrays.fill(steps, 1);
    System.arraycopy(strides, 0, steps, 1, strides.length);
    long mask = (1L << rank) - 1;
    return e.kernel("StridedSlice", x, e.ints(new int[rank]), e.ints(new int[rank]), e.ints(steps))
        .set("begin_mask", mask)
        .set("end_mask", mask)
        .out();
  }

  static Operand<?> depthwise(Emitter e, Operand<?> x, Operand<?> kernel, Frame frame) {
    int dimensions = e.rank(x) - 2;
    if (dimensions > 2 || e.rank(kernel) != dimensions + 2) {
      throw new IllegalArgumentException("takes a tensor of 3 or 4 dimensions, and such a kernel");
    }
    boolean line = dimensions == 1;
    Operand<?> filter = dilated(e, kernel, frame.dilation());
    int[] strides = frame.strides();
    if (!line && strides[0] != strides[1]) {
      throw new IllegalArgumentException("steps by the same strides in height and width");
    }
    int step = strides[0];
    // The runtime takes one stride for both dimensions.
    Operand<?> found =
        e.kernel(
                "DepthwiseConv2dNative",
                line ? e.expand(x, 1) : x,
                line ? e.expand(filter, 0) : filter)
            .set("strides", new long[] {1, step, step, 1})
            .set("padding", frame.padding())
            .out();
    return line ? e.squeeze(found, 1) : found;
  }
}
