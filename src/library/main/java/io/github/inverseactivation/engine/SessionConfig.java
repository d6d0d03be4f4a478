package io.github.inverseactivation.engine;

import io.github.inverseactivation.training.DTypePolicy;
import io.github.inverseactivation.training.RuntimeOptions;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.proto.RewriterConfig.MemOptType;
import org.tensorflow.proto.RewriterConfig.Toggle;

/**
 * How sessions are set up.
 *
 * <p>Operations share the runtime's one pool of threads, as large as the first session of the
 * process asked for, unless the environment variable {@code TF_OVERRIDE_GLOBAL_THREADPOOL} is 1.
 */
public final class SessionConfig {
  private SessionConfig() {}

  /** For training and evaluation. */
  static ConfigProto of(RuntimeOptions options) {
    return with(options, options.dtypePolicy() == DTypePolicy.MIXED_BFLOAT16 ? bfloat16() : none());
  }

  /**
   * For prediction; little work gets one thread where the user has not asked for more, and
   * operations as they are: those that the runtime makes of several take longer to begin.
   */
  static ConfigProto forPrediction(RuntimeOptions options, boolean small) {
    if (!small) {
      return forPrediction(options);
    }
    RuntimeOptions few =
        options
            .intraOpThreads(Math.max(1, options.intraOpThreads()))
            .interOpThreads(Math.max(1, options.interOpThreads()));
    return with(few, rewriter(options).toBuilder().setRemapping(Toggle.OFF).build());
  }

  /**
   * With all of the runtime's rewriters: a graph is made once and run often.
   *
   * @param options what the user asks for
   * @return the configuration
   */
  public static ConfigProto forPrediction(RuntimeOptions options) {
    return with(options, rewriter(options));
  }

  private static RewriterConfig rewriter(RuntimeOptions options) {
    return options.dtypePolicy() == DTypePolicy.MIXED_BFLOAT16
        ? bfloat16()
        : RewriterConfig.getDefaultInstance();
  }

  private static ConfigProto with(RuntimeOptions options, RewriterConfig rewriter) {
    ConfigProto.Builder config = ConfigProto.newBuilder();
    if (options.intraOpThreads() != 0 || options.interOpThreads() != 0) {
      // Without threads of its own, a session runs operations by those of the first one in the
      // process. That operations share the threads within them is not for a session to say.
      config
          .setUsePerSessionThreads(true)
          .setIntraOpParallelismThreads(options.intraOpThreads())
          .setInterOpParallelismThreads(options.interOpThreads());
    }
    return config.setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewriter)).build();
  }

  /** The runtime's own graph optimizer costs training a sixth of its speed. */
  private static RewriterConfig none() {
    return RewriterConfig.newBuilder().setDisableMetaOptimizer(true).build();
  }

  /** One rewriter of many: the others make training slower with it, as they do without. */
  private static RewriterConfig bfloat16() {
    return RewriterConfig.newBuilder()
        .setAutoMixedPrecisionOnednnBfloat16(Toggle.ON)
        .setMetaOptimizerIterations(RewriterConfig.NumIterationsType.ONE)
        .setMinGraphNodes(-1)
        .setLayoutOptimizer(Toggle.OFF)
        .setConstantFolding(Toggle.OFF)
        .setShapeOptimization(Toggle.OFF)
        .setRemapping(Toggle.OFF)
        .setCommonSubgraphElimination(Toggle.OFF)
        .setArithmeticOptimization(Toggle.OFF)
        .setDependencyOptimization(Toggle.OFF)
        .setLoopOptimization(Toggle.OFF)
        .setFunctionOptimization(Toggle.OFF)
        .setDebugStripper(Toggle.OFF)
        .setScopedAllocatorOptimization(Toggle.OFF)
        .setPinToHostOptimization(Toggle.OFF)
        .setImplementationSelector(Toggle.OFF)
        .setUsePluginOptimizers(Toggle.OFF)
        .setMemoryOptimization(MemOptType.NO_MEM_OPT)
        .build();
  }
}
