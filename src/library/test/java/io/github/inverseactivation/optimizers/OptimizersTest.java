package io.github.inverseactivation.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.github.inverseactivation.optimizers.schedules.Constant;
import io.github.inverseactivation.optimizers.schedules.ExponentialDecay;
import io.github.inverseactivation.testing.MapOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

class OptimizersTest {

  @Test
  void gradientsSeeTheOldValuesOfAllWeights() {
    // Each gradient is the other weight, read by an operation of its own.
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      VarHandleOp a = variable(session, tf, "a", 2);
      VarHandleOp b = variable(session, tf, "b", 10);
      Operand<TFloat32> slow = tf.readVariableOp(a, TFloat32.class);
      for (int i = 0; i < 500; i++) {
        slow = tf.math.tanh(tf.math.atanh(tf.math.mul(slow, tf.constant(0.1f))));
        slow = tf.math.mul(slow, tf.constant(10f));
      }
      List<Op> step =
          new SGD()
              .apply(
                  tf,
                  tf.constant(1f),
                  tf.constant(1L),
                  List.of(
                      new Update<>(
                          "a", a, tf.readVariableOp(b, TFloat32.class), Map.of(), TFloat32.class),
                      new Update<>("b", b, slow, Map.of(), TFloat32.class)));
      Session.Runner runner = session.runner();
      step.forEach(runner::addTarget);
      runner.run().close();
      assertThat(read(session, tf, a)).isEqualTo(-8);
      assertThat(Math.round(read(session, tf, b))).isEqualTo(8);
    }
  }

  @Test
  void nothingToUpdateIsNothingToRun() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      List<Update<TFloat32>> none = List.of();
      assertThat(new Adam().apply(tf, tf.constant(1f), tf.constant(1L), none)).isEmpty();
    }
  }

  @Test
  void namesWhatIsMissing() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      VarHandleOp handle = tf.varHandleOp(TFloat32.class, Shape.scalar());
      Operand<TFloat32> one = tf.constant(1f);
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> new Update<TFloat32>("dense/bias", handle, null, Map.of(), TFloat32.class))
          .withMessageContainingAll("dense/bias", "no gradient");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new Adam()
                      .apply(
                          tf,
                          one,
                          tf.constant(1L),
                          List.of(
                              new Update<>("dense/bias", handle, one, Map.of(), TFloat32.class))))
          .withMessageContainingAll("dense/bias", "'momentum'", "slots()");
    }
  }

  @Test
  void refusesOptionsOutOfRange() {
    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      refuses(() -> new SGD(bad), "learningRate " + bad, "at least 0");
      refuses(() -> new Adam().learningRate(bad), "learningRate " + bad);
      refuses(() -> new Adam().epsilon(bad), "epsilon " + bad);
      refuses(() -> new SGD().weightDecay(bad), "weightDecay " + bad);
      refuses(() -> new SGD().clipNorm(bad), "clipNorm " + bad, "above 0");
      refuses(() -> new SGD().clipValue(bad), "clipValue " + bad);
      refuses(() -> new SGD().globalClipNorm(bad), "globalClipNorm " + bad);
    }
    for (double bad : new double[] {-0.1, 1, Double.NaN}) {
      refuses(() -> new Adam().beta1(bad), "beta1 " + bad, "0 <= beta1 < 1");
      refuses(() -> new Adam().beta2(bad), "beta2 " + bad);
      refuses(() -> new RMSprop().rho(bad), "rho " + bad);
      refuses(() -> new RMSprop().momentum(bad), "momentum " + bad);
    }
    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      refuses(() -> new Adagrad().epsilon(bad), "epsilon " + bad);
      refuses(() -> new Adagrad().initialAccumulatorValue(bad), "initialAccumulatorValue " + bad);
      refuses(() -> new Adadelta().epsilon(bad), "epsilon " + bad);
      refuses(() -> new Adafactor().epsilon1(bad), "epsilon1 " + bad);
      refuses(() -> new Adafactor().epsilon2(bad), "epsilon2 " + bad);
      refuses(() -> new Adafactor().clipThreshold(bad), "clipThreshold " + bad, "above 0");
      refuses(() -> new Adafactor().beta2Decay(-bad), "beta2Decay " + -bad, "at most 0");
      refuses(() -> new Adamax().epsilon(bad), "epsilon " + bad);
      refuses(() -> new Ftrl().initialAccumulatorValue(bad), "initialAccumulatorValue " + bad);
      refuses(() -> new Ftrl().l1RegularizationStrength(bad), "l1RegularizationStrength " + bad);
      refuses(() -> new Ftrl().l2RegularizationStrength(bad), "l2RegularizationStrength " + bad);
      refuses(
          () -> new Ftrl().l2ShrinkageRegularizationStrength(bad),
          "l2ShrinkageRegularizationStrength " + bad);
      refuses(() -> new Ftrl().beta(bad), "beta " + bad);
      refuses(() -> new Muon().rmsRate(bad), "rmsRate " + bad, "above 0");
      refuses(() -> new Muon().adamLrRatio(bad), "adamLrRatio " + bad, "above 0");
      refuses(() -> new Muon().adamWeightDecay(bad), "adamWeightDecay " + bad, "at least 0");
      refuses(() -> new Muon().epsilon(bad), "epsilon " + bad);
      refuses(() -> new Ftrl().learningRatePower(-bad), "learningRatePower " + -bad, "at most 0");
      refuses(() -> new SGD().lossScaleFactor(bad), "lossScaleFactor " + bad);
    }
    for (double bad : new double[] {-0.1, 1.5, Double.NaN}) {
      refuses(() -> new Nadam().beta1(bad), "beta1 " + bad);
      refuses(() -> new Lamb().beta2(bad), "beta2 " + bad);
      refuses(() -> new Lion().beta1(bad), "beta1 " + bad, "0 < beta1 <= 1");
      refuses(() -> new Lion().beta2(bad), "beta2 " + bad);
      refuses(() -> new Adadelta().rho(bad), "rho " + bad);
      refuses(() -> new SGD().emaMomentum(bad), "emaMomentum " + bad, "0 <= emaMomentum <= 1");
    }
    for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      refuses(() -> new Muon().coefficients(bad, 1, 1), "muonA " + bad, "finite");
      refuses(() -> new Muon().coefficients(1, bad, 1), "muonB " + bad);
      refuses(() -> new Muon().coefficients(1, 1, bad), "muonC " + bad);
    }
    refuses(() -> new ScheduleFreeAdamW().beta1(0), "beta1 0.0", "above 0");
    refuses(() -> new ScheduleFreeAdamW().warmupSteps(-1), "warmupSteps -1", "at least 0");
    refuses(() -> new Muon().momentum(1), "momentum 1.0", "0 <= momentum < 1");
    refuses(() -> new Muon().nsSteps(101), "nsSteps 101", "0 to 100");
    refuses(() -> new Muon().excludeLayers("ok", "(a+)+$"), "'(a+)+$'", "no regular expression");
    refuses(() -> new Muon().excludeLayers(""), "excludeLayers has ''");
    refuses(() -> new SGD().emaOverwriteFrequency(0), "emaOverwriteFrequency 0", "at least 1");
    refuses(
        () -> new SGD().gradientAccumulationSteps(1), "gradientAccumulationSteps 1", "at least 2");
    refuses(() -> new SGD().excludeFromWeightDecay("ok", "("), "Unclosed group");
    refuses(() -> new SGD().momentum(1.5), "momentum 1.5", "0 <= momentum <= 1");
    refuses(() -> MapOptions.apply(new SGD(), Map.of("momentum", -1)), "momentum -1.0");
    Map<String, Object> none = new HashMap<>();
    none.put("weightDecay", null);
    refuses(() -> MapOptions.apply(new AdamW(), none), "weightDecay of AdamW is missing");
  }

  @Test
  void refusesTwoKindsOfClipping() {
    refuses(
        () -> new SGD().clipNorm(1).clipValue(2), "clipNorm 1.0", "clipValue 2.0", "at most one");
    refuses(() -> new SGD().globalClipNorm(1).clipNorm(2), "globalClipNorm 1.0");
    refuses(
        () -> MapOptions.apply(new SGD(), Map.of("clipNorm", 1, "globalClipNorm", 3)),
        "globalClipNorm 3.0");
  }

  private static void refuses(ThrowingCallable call, String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  @Test
  void withersCopy() {
    Adam adam = new Adam();
    Adam changed = adam.beta1(0.5).weightDecay(0.1).learningRate(0.2).name("mine").amsgrad(true);
    assertThat(changed.learningRate(7)).isEqualTo(0.2);
    assertThat(changed.slots()).hasSize(3);
    assertThat(MapOptions.of(changed))
        .contains(entry("name", "mine"), entry("beta1", 0.5), entry("weightDecay", 0.1));
    assertThat(adam.learningRate(7)).isEqualTo(0.001);
    assertThat(MapOptions.of(adam))
        .contains(entry("name", "adam"), entry("beta1", 0.9), entry("weightDecay", null))
        .containsOnlyKeys(
            "name",
            "learningRate",
            "weightDecay",
            "clipNorm",
            "clipValue",
            "globalClipNorm",
            "useEma",
            "emaMomentum",
            "emaOverwriteFrequency",
            "lossScaleFactor",
            "gradientAccumulationSteps",
            "beta1",
            "beta2",
            "epsilon",
            "amsgrad");
  }

  @Test
  void declaresItsVariablesInTheOrderOfKerasFiles() {
    Adam adam = new Adam().amsgrad(true).useEma(true).gradientAccumulationSteps(2);
    assertThat(adam.slotBlocks())
        .containsExactly(
            List.of(new Slot("average", 0)),
            List.of(new Slot("gradient_accumulator", 0)),
            List.of(new Slot("momentum", 0), new Slot("velocity", 0)),
            List.of(new Slot("velocity_hat", 0)));
    assertThat(adam.scalars()).isEmpty();
    assertThat(new Nadam().scalars()).containsExactly(new Slot("u_product", 1));
    assertThat(new Adagrad().initialAccumulatorValue(0.5).slots())
        .containsExactly(new Slot("accumulator", 0.5));
    assertThat(new SGD().slotBlocks()).isEmpty();
  }

  @Test
  void muonLeavesToAdamWhatIsNoMatrixOrIsExcluded() {
    Muon muon = new Muon().excludeLayers("logits");
    Slot velocity = new Slot("velocity", 0);
    Shape matrix = Shape.of(3, 2);
    assertThat(muon.needs(new Slot("momentum", 0), "dense/kernel", matrix)).isTrue();
    assertThat(muon.needs(velocity, "dense/kernel", matrix)).isFalse();
    assertThat(muon.needs(velocity, "dense/bias", Shape.of(2))).isTrue();
    assertThat(muon.needs(velocity, "conv2d/kernel", Shape.of(3, 3, 1, 2))).isTrue();
    assertThat(muon.needs(velocity, "logits/kernel", matrix)).isTrue();
    assertThat(muon.needs(velocity, "Embedding/embeddings", matrix)).isTrue();
    assertThat(muon.excludeEmbeddings(false).needs(velocity, "Embedding/embeddings", matrix))
        .isFalse();
  }

  @Test
  void saysWhichStepsUpdateAndWhatRemains() {
    SGD third = new SGD().gradientAccumulationSteps(3);
    assertThat(List.of(0, 1, 2, 3, 4, 5).stream().filter(third::updatesAfter))
        .containsExactly(2, 5);
    assertThat(new SGD().updatesAfter(0)).isTrue();
    assertThat(new SGD().finalSlot()).isEmpty();
    assertThat(new SGD().useEma(true).finalSlot()).contains("average");
    assertThat(new SGD().lossScaleFactor()).isEqualTo(1);
    assertThat(new SGD().lossScaleFactor(8).lossScaleFactor()).isEqualTo(8);
  }

  @Test
  void learningRateFollowsItsSchedule() {
    SGD sgd = new SGD().learningRate(new ExponentialDecay(1, 2, 0.25));
    assertThat(sgd.learningRate(0)).isEqualTo(1);
    assertThat(sgd.learningRate(1)).isEqualTo(0.5);
    assertThat(sgd.schedule()).isInstanceOf(ExponentialDecay.class);
    assertThat(new SGD(0.5).schedule()).isInstanceOf(Constant.class);
  }

  private static VarHandleOp variable(Session session, Ops tf, String name, float value) {
    VarHandleOp handle =
        tf.varHandleOp(TFloat32.class, Shape.scalar(), VarHandleOp.sharedName(name));
    session.runner().addTarget(tf.assignVariableOp(handle, tf.constant(value))).run().close();
    return handle;
  }

  private static float read(Session session, Ops tf, VarHandleOp handle) {
    try (Result result = session.runner().fetch(tf.readVariableOp(handle, TFloat32.class)).run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }
}
