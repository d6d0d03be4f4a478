package io.github.inverseactivation.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.convolutional.DepthwiseConv2D;
import io.github.inverseactivation.layers.convolutional.SeparableConv2D;
import io.github.inverseactivation.layers.pooling.AveragePooling2D;
import io.github.inverseactivation.layers.pooling.GlobalAveragePooling2D;
import io.github.inverseactivation.layers.pooling.GlobalMaxPooling2D;
import io.github.inverseactivation.layers.pooling.MaxPooling2D;
import io.github.inverseactivation.layers.reshaping.Cropping2D;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.layers.reshaping.Permute;
import io.github.inverseactivation.layers.reshaping.Reshape;
import io.github.inverseactivation.layers.reshaping.UpSampling2D;
import io.github.inverseactivation.layers.reshaping.ZeroPadding2D;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkCall;
import io.github.inverseactivation.topology.NetworkInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat64;

/**
 * Gradients of layers that take images, against finite differences, with the height and width known
 * while the graph is built and not: the layers then emit different operations.
 */
class ImageLayersGradientTest {
  private static final Shape LAST = Shape.of(2, 5, 4, 2);
  private static final Shape FIRST = Shape.of(2, 2, 5, 4);

  static Stream<Arguments> layers() {
    return Stream.of(
        layer("plain", new Conv2D(2, new int[] {3, 2})),
        layer("same, strides", new Conv2D(2, 3).strides(2).padding(Padding.SAME)),
        layer("dilated", new Conv2D(1, 2).dilationRate(3, 2)),
        layer("dilated same", new Conv2D(1, 3).dilationRate(2).padding(Padding.SAME)),
        layer("groups", new Conv2D(4, 2).groups(2)),
        layer("groups dilated", new Conv2D(4, 2).groups(2).dilationRate(2)),
        layer("channels first", new Conv2D(2, 3).dataFormat(DataFormat.CHANNELS_FIRST)),
        layer("multiplier", new DepthwiseConv2D(2).depthMultiplier(2)),
        layer("dilated", new DepthwiseConv2D(3).dilationRate(2).padding(Padding.SAME)),
        layer("unequal strides", new DepthwiseConv2D(3).strides(2, 1).padding(Padding.SAME)),
        layer("strided, dilated", new DepthwiseConv2D(2).strides(2).dilationRate(2)),
        layer("same", new SeparableConv2D(2, 3).strides(2).padding(Padding.SAME)),
        layer("dilated", new SeparableConv2D(2, 2).dilationRate(2)),
        layer("overlapping", new MaxPooling2D(3).strides(1).padding(Padding.SAME)),
        layer("overhanging", new AveragePooling2D(2).padding(Padding.SAME)),
        layer("keeping", new GlobalAveragePooling2D().keepDims(true)),
        layer("dropping", new GlobalMaxPooling2D()),
        layer("channels first", new Flatten().dataFormat(DataFormat.CHANNELS_FIRST)),
        layer("open", new Reshape(4, -1)),
        layer("turned", new Permute(3, 1, 2)),
        layer("uneven", new ZeroPadding2D(0, 1, 2, 3)),
        layer("uneven", new Cropping2D(0, 1, 2, 0)),
        layer("nearest", new UpSampling2D(3, 2)),
        layer("bilinear", new UpSampling2D(2).interpolation(Interpolation.BILINEAR)),
        layer("bicubic", new UpSampling2D(2).interpolation(Interpolation.BICUBIC)),
        layer("lanczos3", new UpSampling2D(2).interpolation(Interpolation.LANCZOS3)),
        layer("lanczos5", new UpSampling2D(2, 1).interpolation(Interpolation.LANCZOS5)));
  }

  private static Arguments layer(String how, Layer layer) {
    String name = layer.getClass().getSimpleName() + ", " + how;
    return Arguments.of(Named.of(name, layer), how.equals("channels first"));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void gradientsAreThoseOfFiniteDifferences(Layer layer, boolean first) {
    Shape input = first ? FIRST : LAST;
    int height = first ? 2 : 1;
    long[] open = input.asArray();
    open[0] = Shape.UNKNOWN_SIZE;
    Shape known = Shape.of(open);
    open[height] = Shape.UNKNOWN_SIZE;
    open[height + 1] = Shape.UNKNOWN_SIZE;

    double[] withKnown = check(layer, known, input);
    double[] withUnknown = check(layer, Shape.of(open), input);

    assertThat(withUnknown).containsExactly(withKnown, within(1e-6));
  }

  /** Checks all gradients of sum(y * g) and returns y. */
  private static double[] check(Layer layer, Shape declared, Shape fed) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Random random = new Random(7);
      Network network = Network.chain("test", new NetworkInput("x", declared), List.of(layer));
      List<Placeholder<TFloat64>> placeholders = new ArrayList<>();
      List<double[]> values = new ArrayList<>();
      List<Shape> shapes = new ArrayList<>();
      placeholders.add(tf.placeholder(TFloat64.class, Placeholder.shape(declared)));
      shapes.add(fed);
      NetworkCall<TFloat64> call =
          NetworkCall.inference(
              network,
              tf,
              TFloat64.class,
              weight -> {
                Shape shape = weight.spec().shape();
                placeholders.add(tf.placeholder(TFloat64.class, Placeholder.shape(shape)));
                shapes.add(shape);
                return placeholders.get(placeholders.size() - 1);
              },
              placeholders.subList(0, 1).stream().toList());
      Operand<TFloat64> y = call.outputs().get(0);
      for (Shape shape : shapes) {
        values.add(random.doubles(shape.size(), -1, 1).toArray());
      }
      assertThat(declared(network).isCompatibleWith(y.shape())).isTrue();

      double[] out = run(session, y.asOutput(), placeholders, shapes, values);
      double[] g = random.doubles(out.length, -1, 1).toArray();
      Operand<TFloat64> flat = tf.reshape(y, tf.array(-1));
      Operand<TFloat64> total = tf.reduceSum(tf.math.mul(flat, tf.constant(g)), tf.constant(0));
      Output<?>[] gradients =
          graph.addGradients(
              total.asOutput(),
              placeholders.stream().map(Placeholder::asOutput).toArray(Output<?>[]::new));

      // Linear in each argument but for max pooling, whose choice a small step does not change.
      double step = layer instanceof UpSampling2D ? 0.25 : 1e-3;
      for (int p = 0; p < placeholders.size(); p++) {
        double[] gradient = run(session, gradients[p], placeholders, shapes, values);
        double[] argument = values.get(p);
        for (int direction = 0; direction < 3; direction++) {
          double[] d = random.doubles(argument.length, -1, 1).toArray();
          values.set(p, moved(argument, d, step));
          double above = run(session, total.asOutput(), placeholders, shapes, values)[0];
          values.set(p, moved(argument, d, -step));
          double below = run(session, total.asOutput(), placeholders, shapes, values)[0];
          values.set(p, argument);
          assertThat(dot(gradient, d))
              .as("argument %d", p)
              .isCloseTo((above - below) / (2 * step), within(1e-5));
        }
      }
      return out;
    }
  }

  private static double[] moved(double[] from, double[] direction, double step) {
    double[] to = new double[from.length];
    Arrays.setAll(to, i -> from[i] + step * direction[i]);
    return to;
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  private static Shape declared(Network network) {
    return network.shape(network.outputs().get(0));
  }

  private static double[] run(
      Session session,
      Output<?> fetch,
      List<Placeholder<TFloat64>> placeholders,
      List<Shape> shapes,
      List<double[]> values) {
    Session.Runner runner = session.runner().fetch(fetch);
    List<TFloat64> fed = new ArrayList<>();
    try {
      for (int i = 0; i < placeholders.size(); i++) {
        fed.add(TFloat64.tensorOf(shapes.get(i), DataBuffers.of(values.get(i))));
        runner.feed(placeholders.get(i), fed.get(i));
      }
      try (var results = runner.run()) {
        TFloat64 result = (TFloat64) results.get(0);
        double[] elements = new double[Math.toIntExact(result.size())];
        result.asRawTensor().data().asDoubles().read(elements);
        return elements;
      }
    } finally {
      fed.forEach(TFloat64::close);
    }
  }
}
