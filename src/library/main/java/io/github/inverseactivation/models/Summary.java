package io.github.inverseactivation.models;

import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkInput;
import io.github.inverseactivation.topology.NetworkLayer;
import io.github.inverseactivation.topology.Node;
import io.github.inverseactivation.topology.PlacedLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
   * One layer. A shared layer's shape is that of its first call, its MACs are those of all.
   *
   * @param name its name
   * @param type its class
   * @param outputShape the shape it puts out, batch dimension first, -1 where unknown
   * @param parameters the number of numbers in its weights
   * @param macs multiplications by weights for one example
   * @param connectedTo what it takes, call by call, in Keras's notation {@code
   *     layer[call][output]}; empty where each layer takes what the one before puts out
   */
  public record Row(
      String name,
      String type,
      List<Long> outputShape,
      long parameters,
      long macs,
      List<String> connectedTo) {

    /**
     * One layer of a chain.
     *
     * @param name its name
     * @param type its class
     * @param outputShape the shape it puts out, batch dimension first, -1 where unknown
     * @param parameters the number of numbers in its weights
     * @param macs multiplications by weights for one example
     */
    public Row(String name, String type, List<Long> outputShape, long parameters, long macs) {
      this(name, type, outputShape, parameters, macs, List.of());
    }
  }

  static Summary of(Network network) {
    List<Row> rows = new ArrayList<>();
    boolean chain = network.isChain();
    if (!chain) {
      for (NetworkInput input : network.inputs()) {
        rows.add(new Row(input.name(), "InputLayer", sizes(input.shape()), 0, 0));
      }
    }
    for (PlacedLayer layer : network.layers()) {
      List<Node> calls = network.nodes().stream().filter(node -> node.layer() == layer).toList();
      List<String> connections =
          chain
              ? List.of()
              : calls.stream()
                  .flatMap(call -> call.inputs().stream())
                  .map(value -> connection(network, value))
                  .toList();
      rows.add(
          new Row(
              layer.name(),
              type(layer.layer()),
              sizes(calls.get(0).outputShapes().get(0)),
              layer.parameters(),
              calls.stream().mapToLong(Node::macs).sum(),
              connections));
    }
    return new Summary(
        network.name(),
        List.copyOf(rows),
        network.parameters(),
        network.trainableParameters(),
        network.macs());
  }

  private static String type(Layer layer) {
    return layer instanceof NetworkLayer ? "Model" : layer.getClass().getSimpleName();
  }

  /** What makes a value, and in which of its calls. */
  private static String connection(Network network, int value) {
    Node producer = network.producer(value);
    if (producer == null) {
      return network.valueName(value) + "[0][0]";
    }
    List<Node> calls =
        network.nodes().stream().filter(node -> node.layer() == producer.layer()).toList();
    int output = value - producer.firstOutput();
    return network.valueName(value) + "[" + calls.indexOf(producer) + "][" + output + "]";
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
    boolean connected = layers.stream().anyMatch(row -> !row.connectedTo().isEmpty());
    List<String[]> cells = new ArrayList<>();
    cells.add(heading(connected));
    layers.forEach(row -> cells.add(cells(row, connected)));
    StringBuilder text = new StringBuilder("Model: \"" + name + "\"\n");
    text.append(new TextTable(cells, 2, 3));
    line(text, "Total params", parameters);
    line(text, "Trainable params", trainable);
    line(text, "Non-trainable params", parameters - trainable);
    text.append(" MACs per example: ").append(grouped(macs)).append('\n');
    return text.toString();
  }

  private static String[] heading(boolean connected) {
    return connected
        ? new String[] {"Layer (type)", "Output Shape", "Param #", "MACs", "Connected to"}
        : new String[] {"Layer (type)", "Output Shape", "Param #", "MACs"};
  }

  private static String[] cells(Row row, boolean connected) {
    String layer = row.name() + " (" + row.type() + ")";
    String shape = shapeText(row.outputShape());
    String parameters = grouped(row.parameters());
    String macs = grouped(row.macs());
    if (!connected) {
      return new String[] {layer, shape, parameters, macs};
    }
    String connections = row.connectedTo().isEmpty() ? "-" : String.join(", ", row.connectedTo());
    return new String[] {layer, shape, parameters, macs, connections};
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
