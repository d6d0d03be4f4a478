package io.github.inverseactivation.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inverseactivation.optimizers.schedules.Constant;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.testing.MapOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * Three weights after steps of prescribed gradients, as Keras's optimizers leave them; made by
 * {@code golden/make_optimizers.py}.
 */
class OptimizersGoldenTest {

  private static final JsonNode SCALAR =
      new ObjectMapper().createObjectNode().set("shape", new ObjectMapper().createArrayNode());
  private static final JsonNode GOLDEN = Golden.read("optimizers.json");

  static Stream<Arguments> cases() {
    Stream.Builder<Arguments> cases = Stream.builder();
    for (JsonNode node : GOLDEN.get("cases")) {
      cases.add(Arguments.of(node.get("optimizer").asText() + " " + node.get("options"), node));
    }
    return cases.build();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agreesWithKeras(String name, JsonNode node) {
    // Keras rounds options such as 0.9 to float32 on their way to float64.
    check(node, TFloat64.class, node.get("exact").asBoolean() ? 1e-12 : 2e-5);
    // The kernel forms 1 - beta2 in float32; Keras in Python.
    check(node, TFloat32.class, node.get("exact").asBoolean() ? 3e-6 : 1e-5);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void namesTheSlotsOfKeras(String name, JsonNode node) {
    List<String> expected = new ArrayList<>();
    node.get("slots").forEach(slot -> expected.add(slot.asText()));
    Optimizer optimizer = optimizer(node);
    Shape first = Golden.shape(GOLDEN.get("initial").get(0));
    assertThat(optimizer.slots().stream().filter(slot -> optimizer.needs(slot, "w0", first)))
        .extracting(Slot::name)
        .isEqualTo(expected);
  }

  private static <T extends TNumber> void check(JsonNode node, Class<T> type, double tolerance) {
    Optimizer optimizer = optimizer(node);
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Placeholder<T> rate = tf.placeholder(type, Placeholder.shape(Shape.scalar()));
      Placeholder<TInt64> step = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
      List<Placeholder<T>> gradients = new ArrayList<>();
      List<Update<T>> updates = new ArrayList<>();
      List<Operand<T>> reads = new ArrayList<>();
      List<Operand<T>> ends = new ArrayList<>();
      Map<String, Operand<? extends TType>> scalars = new HashMap<>();
      for (Slot scalar : optimizer.scalars()) {
        scalars.put(scalar.name(), variable(session, tf, type, scalar, "", SCALAR));
      }
      int number = 0;
      for (JsonNode initial : GOLDEN.get("initial")) {
        String path = "w" + number++;
        VarHandleOp handle = variable(session, tf, type, path, initial);
        Map<String, Operand<? extends TType>> slots = new HashMap<>(scalars);
        for (Slot slot : optimizer.slots()) {
          if (optimizer.needs(slot, path, Golden.shape(initial))) {
            slots.put(
                slot.name(),
                slot.startsAsWeight()
                    ? variable(session, tf, type, path + "/" + slot.name(), initial)
                    : variable(session, tf, type, slot, path, initial));
          }
        }
        Placeholder<T> gradient = tf.placeholder(type, Placeholder.shape(Golden.shape(initial)));
        gradients.add(gradient);
        updates.add(new Update<>(path, handle, gradient, slots, type));
        reads.add(tf.readVariableOp(handle, type));
        ends.add(
            tf.readVariableOp(
                optimizer.finalSlot().<Operand<?>>map(slots::get).orElse(handle), type));
      }
      List<Op> update = optimizer.apply(tf, rate, step, updates);
      List<Op> keep =
          optimizer.updatesAfter(0) ? List.of() : optimizer.accumulate(tf, step, updates);
      JsonNode recorded = GOLDEN.get("recorded");
      JsonNode expected = node.get(type == TFloat64.class ? "float64" : "float32");
      int next = 0;
      for (int i = 0; i < GOLDEN.get("gradients").size(); i++) {
        List<Op> ops = optimizer.updatesAfter(i) ? update : keep;
        run(session, type, ops, rate, optimizer.learningRate(i), step, gradients, i);
        if (recorded.get(next).asInt() == i + 1) {
          compare(session, type, reads, expected.get(next), tolerance);
          next = Math.min(next + 1, recorded.size() - 1);
        }
      }
      assertThat(next).isEqualTo(recorded.size() - 1);
      compare(
          session,
          type,
          ends,
          node.get(type == TFloat64.class ? "final_float64" : "final_float32"),
          tolerance);
    }
  }

  private static <T extends TNumber> void run(
      Session session,
      Class<T> type,
      List<Op> ops,
      Operand<T> rate,
      double rateValue,
      Operand<TInt64> step,
      List<Placeholder<T>> gradients,
      int index) {
    Session.Runner runner = session.runner();
    ops.forEach(runner::addTarget);
    List<TNumber> tensors = new ArrayList<>();
    try {
      for (int i = 0; i < gradients.size(); i++) {
        T tensor = Golden.tensor(type, GOLDEN.get("gradients").get(index).get(i));
        tensors.add(tensor);
        runner.feed(gradients.get(i), tensor);
      }
      tensors.add(scalar(type, rateValue));
      runner.feed(rate, tensors.get(tensors.size() - 1));
      tensors.add(TInt64.scalarOf(index + 1));
      runner.feed(step, tensors.get(tensors.size() - 1));
      runner.run().close();
    } finally {
      tensors.forEach(TNumber::close);
    }
  }

  private static <T extends TNumber> void compare(
      Session session, Class<T> type, List<Operand<T>> reads, JsonNode expected, double tolerance) {
    for (int i = 0; i < reads.size(); i++) {
      try (var result = session.runner().fetch(reads.get(i)).run()) {
        double[] want = Golden.values(expected.get(i));
        double[] got = Golden.values(type.cast(result.get(0)));
        assertThat(got).hasSameSizeAs(want);
        for (int j = 0; j < want.length; j++) {
          assertThat(got[j]).isCloseTo(want[j], within(tolerance * Math.max(1, Math.abs(want[j]))));
        }
      }
    }
  }

  private static <T extends TNumber> VarHandleOp variable(
      Session session, Ops tf, Class<T> type, String name, JsonNode initial) {
    VarHandleOp handle = tf.varHandleOp(type, Golden.shape(initial), VarHandleOp.sharedName(name));
    Placeholder<T> value = tf.placeholder(type, Placeholder.shape(Golden.shape(initial)));
    try (T tensor = Golden.tensor(type, initial)) {
      session
          .runner()
          .feed(value, tensor)
          .addTarget(tf.assignVariableOp(handle, value))
          .run()
          .close();
    }
    return handle;
  }

  private static <T extends TNumber> VarHandleOp variable(
      Session session, Ops tf, Class<T> type, Slot slot, String path, JsonNode like) {
    Shape shape = slot.shape(Golden.shape(like));
    VarHandleOp handle =
        tf.varHandleOp(type, shape, VarHandleOp.sharedName(path + "/" + slot.name()));
    Operand<T> value =
        tf.fill(tf.constant(shape.asArray()), tf.constant(type, slot.initialValue()));
    session.runner().addTarget(tf.assignVariableOp(handle, value)).run().close();
    return handle;
  }

  private static <T extends TNumber> T scalar(Class<T> type, double value) {
    return type.cast(
        type == TFloat64.class ? TFloat64.scalarOf(value) : TFloat32.scalarOf((float) value));
  }

  private static Optimizer optimizer(JsonNode node) {
    String[] exclude = new ObjectMapper().convertValue(node.get("exclude"), String[].class);
    BaseOptimizer<?> optimizer =
        switch (node.get("optimizer").asText()) {
          case "Adadelta" -> new Adadelta();
          case "Adafactor" -> new Adafactor();
          case "Adagrad" -> new Adagrad();
          case "Adam" -> new Adam();
          case "AdamW" -> new AdamW();
          case "Adamax" -> new Adamax();
          case "Ftrl" -> new Ftrl();
          case "Lamb" -> new Lamb();
          case "Lion" -> new Lion();
          case "Muon" -> new Muon();
          case "Nadam" -> new Nadam();
          case "RMSprop" -> new RMSprop();
          case "SGD" -> new SGD();
          case "ScheduleFreeAdamW" -> new ScheduleFreeAdamW();
          default -> throw new AssertionError(node.get("optimizer"));
        };
    Map<String, Object> options =
        new ObjectMapper().convertValue(node.get("options"), new TypeReference<>() {});
    options.computeIfPresent("learningRate", (name, rate) -> new Constant((Double) rate));
    return MapOptions.apply(optimizer.excludeFromWeightDecay(exclude), options);
  }
}
