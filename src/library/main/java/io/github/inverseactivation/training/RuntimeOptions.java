package io.github.inverseactivation.training;

import java.util.Objects;

/**
 * How a model uses the TensorFlow runtime. Immutable.
 *
 * <p>The threads within operations belong to the process, not to a model: the runtime makes as many
 * as its first model asks for, and later ones share them, whatever they ask for. With the
 * environment variable {@code TF_OVERRIDE_GLOBAL_THREADPOOL=1} each model has its own.
 *
 * <pre>{@code
 * RuntimeOptions options =
 *     RuntimeOptions.defaults().dtypePolicy(DTypePolicy.MIXED_BFLOAT16).intraOpThreads(4);
 * Sequential model = Sequential.of(Input.shape(28, 28, 1), new Flatten(), new Dense(10));
 * model.runtime(options);
 * }</pre>
 *
 * @param dtypePolicy what type to compute in
 * @param intraOpThreads how many threads one operation may use; 0 for one a core
 * @param interOpThreads how many operations may run at once; 0 for one a core
 */
public record RuntimeOptions(DTypePolicy dtypePolicy, int intraOpThreads, int interOpThreads) {
  private static final RuntimeOptions DEFAULTS = new RuntimeOptions(DTypePolicy.FLOAT32, 0, 0);

  /**
   * Checks the numbers.
   *
   * @param dtypePolicy what type to compute in
   * @param intraOpThreads how many threads one operation may use; 0 for one a core
   * @param interOpThreads how many operations may run at once; 0 for one a core
   * @throws IllegalArgumentException if a number is negative
   */
  public RuntimeOptions {
    Objects.requireNonNull(dtypePolicy, "dtypePolicy");
    atLeast0("intraOpThreads", intraOpThreads);
    atLeast0("interOpThreads", interOpThreads);
  }

  private static void atLeast0(String name, int threads) {
    if (threads < 0) {
      throw new IllegalArgumentException(
          name + " must be at least 1, or 0 for one a core, not " + threads);
    }
  }

  /**
   * The runtime's own choice of threads, computing in float32.
   *
   * @return the defaults
   */
  public static RuntimeOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Chooses the type to compute in. Default: {@link DTypePolicy#FLOAT32}.
   *
   * @param policy the type
   * @return a changed copy
   */
  public RuntimeOptions dtypePolicy(DTypePolicy policy) {
    return new RuntimeOptions(policy, intraOpThreads, interOpThreads);
  }

  /**
   * Limits the threads of one operation. Default: 0. One is best for small batches.
   *
   * @param threads the number, or 0 for one a core
   * @return a changed copy
   * @throws IllegalArgumentException if the number is negative
   */
  public RuntimeOptions intraOpThreads(int threads) {
    return new RuntimeOptions(dtypePolicy, threads, interOpThreads);
  }

  /**
   * Limits how many operations run at once. Default: 0.
   *
   * @param threads the number, or 0 for one a core
   * @return a changed copy
   * @throws IllegalArgumentException if the number is negative
   */
  public RuntimeOptions interOpThreads(int threads) {
    return new RuntimeOptions(dtypePolicy, intraOpThreads, threads);
  }
}
