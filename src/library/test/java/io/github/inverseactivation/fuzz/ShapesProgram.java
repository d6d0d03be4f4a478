package io.github.inverseactivation.fuzz;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.losses.MeanSquaredError;
import io.github.inverseactivation.models.Sequential;
import io.github.inverseactivation.optimizers.SGD;
import io.github.inverseactivation.saving.config.KerasConfig;
import io.github.inverseactivation.saving.config.KerasTypes;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Trains convolutions and poolings of random shapes for a step, so that the runtime's kernels and
 * their gradients meet shapes that nobody thought of: some end the process. Each case is printed
 * before it runs, so the last line of a process that ended early names what ended it.
 *
 * <p>Arguments: the first case and the number of cases. A case is the same on every machine.
 */
final class ShapesProgram {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** By the number of axes that a window goes along. */
  private static final List<List<String>> LAYERS =
      List.of(
          List.of("Conv1D", "Conv1DTranspose", "DepthwiseConv1D", "SeparableConv1D"),
          List.of("Conv2D", "Conv2DTranspose", "DepthwiseConv2D", "SeparableConv2D"),
          List.of("Conv3D", "Conv3DTranspose"));

  private static final int[] LARGEST = {200, 64, 12};
  private static final int[] WIDTHS = {1, 3, 4, 8, 16, 24, 32, 64};

  private final Random random;
  private final int axes;

  private ShapesProgram(long number) {
    random = new Random(number * 7919 + 17);
    random.nextInt();
    axes = 1 + random.nextInt(3);
  }

  public static void main(String[] arguments) {
    long first = Long.parseLong(arguments[0]);
    for (long number = first; number < first + Long.parseLong(arguments[1]); number++) {
      new ShapesProgram(number).train(number);
    }
    System.out.println("done");
  }

  private void train(long number) {
    int channels = width();
    long[] input =
        LongStream.concat(
                IntStream.of(numbers(7, LARGEST[axes - 1])).asLongStream(), LongStream.of(channels))
            .toArray();
    ObjectNode options = JSON.createObjectNode();
    String name = random.nextInt(4) == 0 ? pooling(options) : convolution(options, channels);
    options.put("padding", random.nextBoolean() ? "same" : "valid");
    ObjectNode config = JSON.createObjectNode().put("class_name", name);
    config.set("config", options);
    int batch = 1 + random.nextInt(8);
    System.out.println(number + " " + List.of(batch, JSON.valueToTree(input), config));
    // The dense layer makes the gradient for the layer's input necessary.
    try (Sequential model =
        Sequential.of(
            Input.shape(input),
            new Dense(channels),
            new KerasConfig(KerasTypes.standard()).readLayer(config))) {
      model.compile(new SGD(0.01), new MeanSquaredError());
      long[] output = model.network().shape(model.network().outputs().get(0)).asArray();
      output[0] = batch;
      model.trainOnBatch(
          noise(LongStream.concat(LongStream.of(batch), LongStream.of(input)).toArray()),
          noise(output));
    } catch (IllegalArgumentException e) {
      System.out.println(number + " is refused: " + e.getMessage());
    }
  }

  private String pooling(ObjectNode options) {
    options.set("pool_size", JSON.valueToTree(numbers(1, 4)));
    options.set("strides", JSON.valueToTree(numbers(1, 3)));
    return (random.nextBoolean() ? "MaxPooling" : "AveragePooling") + axes + "D";
  }

  private String convolution(ObjectNode options, int channels) {
    List<String> names = LAYERS.get(axes - 1);
    String name = names.get(random.nextInt(names.size()));
    options.set("kernel_size", JSON.valueToTree(numbers(1, axes == 3 ? 3 : 5)));
    boolean dilated = random.nextInt(4) == 0 && !name.contains("Transpose");
    int[] steps = numbers(1, 3);
    if (!name.startsWith("Conv") || name.contains("Transpose")) {
      steps = IntStream.range(0, axes).map(i -> 1 + random.nextInt(3)).limit(1).toArray();
      int step = steps[0];
      steps = IntStream.range(0, axes).map(i -> step).toArray(); // as the layers demand
    }
    options.set(dilated ? "dilation_rate" : "strides", JSON.valueToTree(steps));
    if (name.startsWith("Depthwise")) {
      options.put("depth_multiplier", 1 + random.nextInt(3));
    } else {
      int filters = width();
      options.put("filters", filters);
      int groups = List.of(1, 1, 2, 4, channels).get(random.nextInt(5));
      if (name.equals("Conv" + axes + "D") && channels % groups == 0 && filters % groups == 0) {
        options.put("groups", groups);
      }
    }
    options.put("use_bias", random.nextBoolean());
    return name;
  }

  private int width() {
    return WIDTHS[random.nextInt(WIDTHS.length)];
  }

  private int[] numbers(int least, int most) {
    boolean same = random.nextBoolean();
    int one = least + random.nextInt(most - least + 1);
    return IntStream.range(0, axes)
        .map(i -> same ? one : least + random.nextInt(most - least + 1))
        .toArray();
  }

  private Array noise(long[] shape) {
    int count = (int) LongStream.of(shape).reduce(1, Math::multiplyExact);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    return Array.of(numbers, shape);
  }
}
