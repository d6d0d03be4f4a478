package io.github.inverseactivation.activations;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The activation functions of Keras with Keras's default arguments.
 *
 * <p>A constant's name in lower case is Keras's name. All take float16, bfloat16, float32 and
 * float64, keep the input's type and, but for {@link #GLU}, its shape; a type that is not
 * floating-point is refused with an IllegalArgumentException ({@link #LINEAR} takes any). They have
 * gradients in graph mode.
 *
 * <pre>{@code
 * Operand<TFloat32> y = Activations.GELU.call(tf, x);
 * }</pre>
 *
 * <p>Where an argument is to differ from the default there is a class: {@link Relu}, {@link
 * LeakyRelu}, {@link Elu}, {@link Celu}, {@link Gelu}, {@link Softmax}, {@link Threshold}; and
 * {@link Sparsemax} and {@link FormerHardSigmoid}, which Keras 3 has no name for.
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras: layer activation functions</a>
 */
public enum Activations implements Activation {
  /** x, unchanged. */
  LINEAR(Rectifiers::linear),

  /** max(x, 0). */
  RELU(Rectifiers::relu),

  /** min(max(x, 0), 6). */
  RELU6(Rectifiers::relu6),

  /** x where x &gt; 0, 0.2 x elsewhere. */
  LEAKY_RELU(Rectifiers::leakyRelu),

  /** x where x &gt; 0, exp(x) - 1 elsewhere (Clevert et al. 2016, arXiv 1511.07289). */
  ELU(Rectifiers::elu),

  /**
   * s x where x &gt; 0, s a (exp(x) - 1) elsewhere, with s = 1.05070098 and a = 1.67326324
   * (Klambauer et al. 2017, arXiv 1706.02515). Goes with {@code LecunNormal} weights.
   */
  SELU(Rectifiers::selu),

  /** max(x, 0) + exp(min(x, 0)) - 1 (Barron 2017, arXiv 1704.07483); {@link #ELU} with alpha 1. */
  CELU(Rectifiers::celu),

  /** x (1 + erf(x / sqrt(2))) / 2, exactly (Hendrycks and Gimpel 2016, arXiv 1606.08415). */
  GELU(SmoothFunctions::gelu),

  /** x sigmoid(x), also known as swish (Ramachandran et al. 2017, arXiv 1710.05941). */
  SILU(SmoothFunctions::silu),

  /** 1 / (1 + exp(-x)). */
  SIGMOID(SmoothFunctions::sigmoid),

  /** log(sigmoid(x)), computed as -softplus(-x) so that it does not overflow. */
  LOG_SIGMOID(SmoothFunctions::logSigmoid),

  /** min(max(x + 3, 0), 6) / 6, as Keras 3 has it; Keras 2's is {@link FormerHardSigmoid}. */
  HARD_SIGMOID(PiecewiseFunctions::hardSigmoid),

  /** x hard_sigmoid(x), also known as hard_swish (Howard et al. 2019, arXiv 1905.02244). */
  HARD_SILU(PiecewiseFunctions::hardSilu),

  /** min(max(x, -1), 1). */
  HARD_TANH(PiecewiseFunctions::hardTanh),

  /** (exp(x) - exp(-x)) / (exp(x) + exp(-x)). */
  TANH(SmoothFunctions::tanh),

  /** x - tanh(x). */
  TANH_SHRINK(SmoothFunctions::tanhShrink),

  /** x where |x| &gt; 0.5, 0 elsewhere. */
  HARD_SHRINK(PiecewiseFunctions::hardShrink),

  /** x - 0.5 where x &gt; 0.5, x + 0.5 where x &lt; -0.5, 0 between. */
  SOFT_SHRINK(PiecewiseFunctions::softShrink),

  /** exp(x) / sum(exp(x)) along the last axis, of an input of rank 1 or more. */
  SOFTMAX(AxisFunctions::softmax),

  /** x - log(sum(exp(x))) along the last axis, of an input of rank 1 or more. */
  LOG_SOFTMAX(AxisFunctions::logSoftmax),

  /** log(1 + exp(x)). */
  SOFTPLUS(SmoothFunctions::softplus),

  /** x / (1 + |x|). */
  SOFTSIGN(SmoothFunctions::softsign),

  /** 0 where x &lt;= -1, (x + 1)² / 4 where -1 &lt; x &lt; 1, x where x &gt;= 1. */
  SPARSE_PLUS(PiecewiseFunctions::sparsePlus),

  /**
   * 0 where x &lt;= -1, (x + 1) / 2 where -1 &lt; x &lt; 1, 1 where x &gt;= 1 (Blondel et al. 2019,
   * arXiv 1901.02324).
   */
  SPARSE_SIGMOID(PiecewiseFunctions::sparseSigmoid),

  /**
   * max(x - t, 0) along the last axis, of an input of rank 1 or more, as Keras 3.15 computes it.
   *
   * <p>With the elements sorted, z(1) &gt;= z(2) &gt;= ..., and k the number of elements in the
   * support, t = (k z(1) + (k - 1) z(2) + ... + z(k) - 1) / k. That is the sparsemax of its paper
   * where k = 1; where k &gt; 1 the outputs do not add up to 1, an oversight of Keras that is kept
   * here so that a model computes the same numbers on both sides. {@link Sparsemax} is the function
   * of the paper.
   */
  SPARSEMAX(AxisFunctions::sparsemax),

  /** (x + sqrt(x² + 4)) / 2 (Barron 2021, arXiv 2112.11687). */
  SQUAREPLUS(SmoothFunctions::squareplus),

  /** exp(x). */
  EXPONENTIAL(SmoothFunctions::exponential),

  /** x tanh(softplus(x)) (Misra 2019, arXiv 1908.08681). */
  MISH(SmoothFunctions::mish),

  /**
   * a sigmoid(b), where a and b are the two halves of x along the last axis, whose size is even;
   * the output's last axis is half as long (Dauphin et al. 2016, arXiv 1612.08083).
   */
  GLU(AxisFunctions::glu),

  /**
   * x where x &gt; 0, 0 elsewhere. Keras's function has no defaults, so that Keras cannot apply it
   * by name alone; {@link Threshold} takes its two arguments.
   */
  THRESHOLD(Rectifiers::threshold);

  private static final Set<Activations> NON_DECREASING =
      EnumSet.of(
          LINEAR,
          RELU,
          RELU6,
          LEAKY_RELU,
          ELU,
          SELU,
          CELU,
          SIGMOID,
          HARD_SIGMOID,
          HARD_TANH,
          TANH,
          SOFTPLUS,
          SOFTSIGN,
          EXPONENTIAL);

  private final Activation function;

  Activations(Activation function) {
    this.function = function;
  }

  /**
   * The activation of a Keras name.
   *
   * @param kerasName a name such as {@code "relu"}; {@code "swish"} and {@code "hard_swish"} mean
   *     {@link #SILU} and {@link #HARD_SILU}
   * @return the activation
   * @throws IllegalArgumentException if Keras has no such activation; the message lists the nearest
   *     names
   */
  public static Activations of(String kerasName) {
    for (Activations activation : values()) {
      if (activation.kerasName().equals(kerasName)) {
        return activation;
      }
    }
    if ("swish".equals(kerasName)) {
      return SILU;
    }
    if ("hard_swish".equals(kerasName)) {
      return HARD_SILU;
    }
    throw new IllegalArgumentException(
        "there is no activation '" + kerasName + "'; did you mean " + nearest(kerasName) + "?");
  }

  /**
   * Keras's name.
   *
   * @return the constant's name in lower case
   */
  public String kerasName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether the function works on each element alone and a larger element never gives a smaller
   * value, so that a max pooling may come before it as well as after.
   *
   * @return true for the functions of which that is known
   */
  public boolean isNonDecreasing() {
    return NON_DECREASING.contains(this);
  }

  /**
   * Applies the function.
   *
   * @param <T> the element type
   * @param tf where the operations go: a graph's or an eager session's
   * @param x the input
   * @return the function's value, of the input's type
   * @throws IllegalArgumentException if the input's type is not floating-point (but for {@link
   *     #LINEAR}), or its shape is known not to suit the function
   */
  @Override
  public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> x) {
    if (this != LINEAR) {
      Scalars.requireFloating(kerasName(), x);
    }
    return function.call(tf, x);
  }

  private static String nearest(String name) {
    String wanted = String.valueOf(name).toLowerCase(Locale.ROOT);
    List<String> names =
        Arrays.stream(values())
            .map(Activations::kerasName)
            .sorted(Comparator.comparingInt(each -> distance(wanted, each)))
            .toList();
    return names.stream().limit(3).collect(Collectors.joining(", "));
  }

  /** How many letters must be inserted, removed or replaced (Levenshtein). */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    Arrays.setAll(previous, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
