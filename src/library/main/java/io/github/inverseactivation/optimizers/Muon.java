package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.config.Options;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.family.TNumber;

/**
 * Muon: momentum whose every step is made orthogonal, for the matrices inside of a network; {@link
 * AdamW} for all its other weights.
 *
 * <p>A weight follows Muon if it has two dimensions, no "embedding" in its path and none of {@link
 * #excludeLayers}. With such a weight {@code w} of {@code n} rows and {@code m} columns, gradient
 * {@code g} and learning rate {@code lr}:
 *
 * <pre>
 * v = momentum * v + g
 * u = g + momentum * v                                (v without nesterov)
 * x = u / (|u| + 1e-7)                                (transposed if n > m)
 * nsSteps times: s = x x', x = muonA * x + (muonB * s + muonC * s s) x
 * w -= lr * rmsRate * sqrt(max(n, m)) * x             (transposed back; lr * x without rmsRate)
 * </pre>
 *
 * <p>The output layer and embeddings are better off with AdamW, so name the output layer:
 *
 * <pre>{@code
 * Optimizer optimizer = new Muon(2e-3).excludeLayers("logits").weightDecay(0.01);
 * }</pre>
 *
 * <p>Sources: Jordan et al., 2024, "Muon"; Liu et al., 2025, arXiv:2502.16982; Keras, {@code
 * keras.optimizers.Muon}.
 */
public final class Muon extends BaseOptimizer<Muon> {

  private static final String MOMENTUM = "momentum";
  private static final String VELOCITY = "velocity";
  private static final Pattern KEYWORD = Pattern.compile("[\\w/ -]{1,1000}");

  private double adamBeta1 = 0.9;
  private double adamBeta2 = 0.999;
  private Double adamWeightDecay = 0.004;
  private double epsilon = 1e-7;
  private List<String> excludeLayers = List.of();
  private boolean excludeEmbeddings = true;
  private double muonA = 3.4445;
  private double muonB = -4.7750;
  private double muonC = 2.0315;
  private double adamLrRatio = 1;
  private double momentum = 0.95;
  private int nsSteps = 5;
  private boolean nesterov = true;
  private Double rmsRate = 0.2;

  /** Creates an optimizer with a learning rate of 0.001 and a weight decay of 0.004. */
  public Muon() {
    this(0.001);
  }

  /**
   * Creates an optimizer with a weight decay of 0.004.
   *
   * @param learningRate the learning rate, finite and at least 0
   * @throws IllegalArgumentException if it is out of range
   */
  public Muon(double learningRate) {
    super("muon", learningRate);
    assignWeightDecay(weightDecay().rate(0.004));
  }

  /**
   * The same optimizer, with other layers that follow AdamW.
   *
   * @param excludeLayers texts of letters, digits, {@code _}, {@code -}, {@code /} and spaces; a
   *     weight follows AdamW if one is found anywhere in its path, such as {@code dense/kernel};
   *     none by default. Keras takes them for regular expressions
   * @return the changed copy
   * @throws IllegalArgumentException if one is empty or has other characters
   */
  public Muon excludeLayers(String... excludeLayers) {
    List<String> keywords = keywords(List.of(excludeLayers));
    return with(copy -> copy.excludeLayers = keywords);
  }

  /**
   * The same optimizer, saying whether weights with "embedding" in their path follow AdamW.
   *
   * @param excludeEmbeddings true by default
   * @return the changed copy
   */
  public Muon excludeEmbeddings(boolean excludeEmbeddings) {
    return with(copy -> copy.excludeEmbeddings = excludeEmbeddings);
  }

  /**
   * The same optimizer with another share of the momentum that is kept.
   *
   * @param momentum at least 0 and less than 1; 0.95 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Muon momentum(double momentum) {
    Ranges.fraction("momentum", momentum);
    return with(copy -> copy.momentum = momentum);
  }

  /**
   * The same optimizer, saying whether the gradient is added to the momentum once more.
   *
   * @param nesterov true by default
   * @return the changed copy
   */
  public Muon nesterov(boolean nesterov) {
    return with(copy -> copy.nesterov = nesterov);
  }

  /**
   * The same optimizer with another number of steps towards an orthogonal matrix.
   *
   * @param nsSteps from 0 to 100; 5 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Muon nsSteps(int nsSteps) {
    return with(copy -> copy.nsSteps = steps(nsSteps));
  }

  /**
   * The same optimizer with other coefficients of these steps.
   *
   * @param muonA the factor of the matrix; 3.4445 by default
   * @param muonB the factor of its third power; -4.775 by default
   * @param muonC the factor of its fifth power; 2.0315 by default
   * @return the changed copy
   * @throws IllegalArgumentException if one is not finite
   */
  public Muon coefficients(double muonA, double muonB, double muonC) {
    return with(
        copy -> {
          copy.muonA = Ranges.finite("muonA", muonA);
          copy.muonB = Ranges.finite("muonB", muonB);
          copy.muonC = Ranges.finite("muonC", muonC);
        });
  }

  /**
   * The same optimizer with another size of Muon's steps beside AdamW's.
   *
   * @param rmsRate the root mean square of a step in learning rates, finite and above 0; 0.2 by
   *     default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Muon rmsRate(double rmsRate) {
    Ranges.positive("rmsRate", rmsRate);
    return with(copy -> copy.rmsRate = rmsRate);
  }

  /**
   * The same optimizer with steps that do not grow with the matrix: Keras's {@code rms_rate=None}.
   *
   * @return the changed copy
   */
  public Muon withoutRmsRate() {
    return with(copy -> copy.rmsRate = null);
  }

  /**
   * The same optimizer with another rate of decay of AdamW's mean of gradients.
   *
   * @param adamBeta1 at least 0 and less than 1; 0.9 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Muon adamBeta1(double adamBeta1) {
    Ranges.fraction("adamBeta1", adamBeta1);
    return with(copy -> copy.adamBeta1 = adamBeta1);
  }

  /**
   * The same optimizer with another rate of decay of AdamW's mean of squared gradients.
   *
   * @param adamBeta2 at least 0 and less than 1; 0.999 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Muon adamBeta2(double adamBeta2) {
    Ranges.fraction("adamBeta2", adamBeta2);
    return with(copy -> copy.adamBeta2 = adamBeta2);
  }

  /**
   * The same optimizer with another number that keeps AdamW's division from zero.
   *
   * @param epsilon finite and at least 0; 1e-7 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Muon epsilon(double epsilon) {
    Ranges.atLeastZero("epsilon", epsilon);
    return with(copy -> copy.epsilon = epsilon);
  }

  /**
   * The same optimizer with another learning rate of AdamW.
   *
   * @param adamLrRatio the multiple of Muon's, finite and above 0; 1 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Muon adamLrRatio(double adamLrRatio) {
    Ranges.positive("adamLrRatio", adamLrRatio);
    return with(copy -> copy.adamLrRatio = adamLrRatio);
  }

  /**
   * The same optimizer with another decay of the weights that follow AdamW; {@link #weightDecay} is
   * for those that follow Muon.
   *
   * @param adamWeightDecay the rate, finite and at least 0; 0.004 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public Muon adamWeightDecay(double adamWeightDecay) {
    Ranges.atLeastZero("adamWeightDecay", adamWeightDecay);
    return with(copy -> copy.adamWeightDecay = adamWeightDecay);
  }

  @Override
  protected List<List<Slot>> ownSlots() {
    return List.of(List.of(new Slot(MOMENTUM, 0), new Slot(VELOCITY, 0)));
  }

  @Override
  public boolean needs(Slot slot, String path, Shape weight) {
    return !slot.name().equals(VELOCITY) || followsAdam(path, weight);
  }

  private boolean followsAdam(String path, Shape weight) {
    return weight.numDimensions() != 2
        || excludeEmbeddings && path.toLowerCase(Locale.ROOT).contains("embedding")
        || excludeLayers.stream().anyMatch(path::contains);
  }

  @Override
  WeightDecay weightDecay(Update<?> update) {
    return update.has(VELOCITY) ? weightDecay().rate(adamWeightDecay) : weightDecay();
  }

  @Override
  protected <T extends TNumber> Op update(
      Ops tf, Operand<T> learningRate, Operand<T> step, Update<T> update) {
    Composition<T> composed = new Composition<>(tf, update);
    if (update.has(VELOCITY)) {
      Operand<T> rate = composed.times(adamLrRatio, learningRate);
      return AdamBase.emit(tf, rate, step, update, adamBeta1, adamBeta2, epsilon);
    }
    Operand<T> v = composed.decayed(MOMENTUM, momentum, update.gradient());
    Operand<T> u = nesterov ? tf.math.add(update.gradient(), composed.times(momentum, v)) : v;
    Shape shape = composed.weight().shape();
    double scale = rmsRate == null ? 1 : rmsRate * Math.sqrt(Math.max(shape.get(0), shape.get(1)));
    boolean high = shape.get(0) > shape.get(1);
    Operand<T> x = orthogonal(tf, composed, high ? transposed(tf, u) : u);
    return composed.subtract(
        tf.math.mul(composed.times(scale, learningRate), high ? transposed(tf, x) : x));
  }

  /** A matrix with nearly the same singular vectors, and singular values near 1. */
  private <T extends TNumber> Operand<T> orthogonal(
      Ops tf, Composition<T> composed, Operand<T> wide) {
    Operand<T> norm =
        tf.math.sqrt(tf.reduceSum(tf.math.square(wide), tf.constant(new int[] {0, 1})));
    Operand<T> x = tf.math.div(wide, tf.math.add(norm, composed.constant(1e-7)));
    for (int i = 0; i < nsSteps; i++) {
      Operand<T> square = tf.linalg.matMul(x, x, MatMul.transposeB(true));
      Operand<T> fourth = composed.times(muonC, tf.linalg.matMul(square, square));
      Operand<T> factor = tf.math.add(composed.times(muonB, square), fourth);
      x = tf.math.add(composed.times(muonA, x), tf.linalg.matMul(factor, x));
    }
    return x;
  }

  private static <T extends TNumber> Operand<T> transposed(Ops tf, Operand<T> x) {
    return tf.linalg.transpose(x, tf.constant(new int[] {1, 0}));
  }

  @Override
  public void options(Options options) {
    super.options(options);
    adamBeta1 = Ranges.fraction("adamBeta1", options.number("adamBeta1", adamBeta1));
    adamBeta2 = Ranges.fraction("adamBeta2", options.number("adamBeta2", adamBeta2));
    adamWeightDecay = options.optionalNumber("adamWeightDecay", adamWeightDecay);
    if (adamWeightDecay != null) {
      Ranges.atLeastZero("adamWeightDecay", adamWeightDecay);
    }
    epsilon = Ranges.atLeastZero("epsilon", options.number("epsilon", epsilon));
    excludeLayers = keywords(options.texts("excludeLayers", excludeLayers));
    excludeEmbeddings = options.bool("excludeEmbeddings", excludeEmbeddings);
    muonA = Ranges.finite("muonA", options.number("muonA", muonA));
    muonB = Ranges.finite("muonB", options.number("muonB", muonB));
    muonC = Ranges.finite("muonC", options.number("muonC", muonC));
    adamLrRatio = Ranges.positive("adamLrRatio", options.number("adamLrRatio", adamLrRatio));
    momentum = Ranges.fraction("momentum", options.number("momentum", momentum));
    nsSteps = steps(options.integer("nsSteps", nsSteps));
    nesterov = options.bool("nesterov", nesterov);
    rmsRate = options.optionalNumber("rmsRate", rmsRate);
    if (rmsRate != null) {
      Ranges.positive("rmsRate", rmsRate);
    }
  }

  private static List<String> keywords(List<String> keywords) {
    for (String keyword : keywords) {
      if (!KEYWORD.matcher(keyword).matches()) {
        throw new IllegalArgumentException(
            "excludeLayers has '"
                + keyword
                + "'; expected letters, digits, '_', '-', '/' and spaces, such as 'logits': give a"
                + " part of the weight's path, no regular expression");
      }
    }
    return List.copyOf(keywords);
  }

  /** A file from strangers is not to make a graph without end. */
  private static int steps(int nsSteps) {
    if (nsSteps < 0 || nsSteps > 100) {
      throw new IllegalArgumentException(
          "nsSteps " + nsSteps + " is out of range; expected 0 to 100, such as 5");
    }
    return nsSteps;
  }
}
