package io.github.inverseactivation.models;

import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * What a model consists of and what it costs. {@link #toString} is Keras's table, with a column for
 * multiply-accumulates (MACs).
 *
 * @param name the model's name
 * @param layers one row per layer
 * @param parameters the number of numbers in all weights
 * @param trainable how many of them are trained
 * @param macs multiplications by weights for one example
 */
public record Summary(String name, List<Row> layers, long parameters, long trainable, long macs) {

  /**
   * One layer.
   *
   * @param name its name
   * @param type its class
   * @param outputShape the shape it puts out, batch dimension first, -1 where unknown
   * @param parameters the number of numbers in its weights
   * @param macs multiplications by weights for one example
   */
  public record Row(String name, String type, List<Long> outputShape, long parameters, long macs) {}

  static Summary of(Network network) {
    List<Row> rows = new ArrayList<>();
    Set<Object> counted = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Node node : network.nodes()) {
      // A shared layer's weights are its first row's; each of its calls costs its own MACs.
      boolean first = counted.add(node.layer());
      rows.add(
          new Row(
              node.layer().name(),
              node.layer().layer().getClass().getSimpleName(),
              sizes(node.outputShape()),
              first ? node.layer().parameters() : 0,
              node.macs()));
    }
    return new Summary(
        network.name(),
        List.copyOf(rows),
        network.parameters(),
        network.trainableParameters(),
        network.macs());
  }

  private static List<Long> sizes(Shape shape) {
    List<Long> sizes = new ArrayList<>();
    for (long size : shape.asArray()) {
      sizes.add(size);
    }
    return sizes;
  }

  @Override
  public String toString() {
    List<String[]> cells = new ArrayList<>();
    cells.add(new String[] {"Layer (type)", "Output Shape", "Param #", "MACs"});
    for (Row row : layers) {
      cells.add(
          new String[] {
            row.name() + " (" + row.type() + ")",
            shapeText(row.outputShape()),
            grouped(row.parameters()),
            grouped(row.macs())
          });
    }
    StringBuilder text = new StringBuilder("Model: \"" + name + "\"\n");
    text.append(new TextTable(cells, 2));
    line(text, "Total params", parameters);
    line(text, "Trainable params", trainable);
    line(text, "Non-trainable params", parameters - trainable);
    text.append(" MACs per example: ").append(grouped(macs)).append('\n');
    return text.toString();
  }

  private static void line(StringBuilder text, String what, long number) {
    text.append(' ').append(what).append(": ").append(grouped(number));
    text.append(" (").append(bytes(number * Float.BYTES)).append(")\n");
  }

  private static String shapeText(List<Long> shape) {
    List<String> sizes = shape.stream().map(s -> s < 0 ? "None" : String.valueOf(s)).toList();
    return "(" + String.join(", ", sizes) + ")";
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String bytes(long bytes) {
    String[] units = {"B", "KB", "MB", "GB", "TB"};
    double size = bytes;
    int unit = 0;
    while (size >= 1024 && unit < units.length - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f %s", size, units[unit]);
  }
}
