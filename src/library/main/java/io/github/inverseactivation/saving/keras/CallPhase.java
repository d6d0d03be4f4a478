package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.layers.Phase;
import java.util.Set;

/**
 * The argument {@code training} of a call. Keras 2 notes it where it was given. Keras 3 also notes
 * the default of a layer's {@code call}, which says nothing: false for dropout and recurrent
 * layers, true for image augmentation. Calls of ours that have a phase are marked, so that here
 * nothing is lost; Python reads over the mark.
 */
final class CallPhase {
  private static final String TRAINING = "training";

  /** Beside a call's arguments: its phase was given. */
  static final String MARK = "fixed";

  /** Classes of Keras 3 whose default is true, besides those called Random. */
  private static final Set<String> TRUE =
      Set.of(
          "AugMix",
          "AutoContrast",
          "CenterCrop",
          "ContrastLimitedAdaptiveHistogramEqualization",
          "CutMix",
          "Equalization",
          "MaxNumBoundingBoxes",
          "MixUp",
          "Pipeline",
          "RandAugment",
          "Resizing",
          "Solarization");

  /** Classes of Keras 3 without a default: what is noted was given. */
  private static final Set<String> NONE =
      Set.of(
          "BatchNormalization",
          "Bidirectional",
          "Dense",
          "EinsumDense",
          "Functional",
          "GroupQueryAttention",
          "Lambda",
          "Model",
          "MultiHeadAttention",
          "Sequential",
          "TimeDistributed");

  private CallPhase() {}

  /**
   * The phase of a call.
   *
   * @param className the class of the layer
   * @param inbound the call
   * @param training the value of the argument, missing where there is none
   * @param former whether Keras 2 notes it
   * @throws CallException if the value is not known before the model runs
   */
  static Phase read(String className, JsonNode inbound, JsonNode training, boolean former) {
    if (training.isMissingNode() || training.isNull()) {
      return Phase.OF_MODEL;
    }
    boolean number = training.isInt() && (training.intValue() == 0 || training.intValue() == 1);
    if (!training.isBoolean() && !number) {
      throw new CallException(
          "is called with training = "
              + Json.excerpt(training)
              + ", expected true, false or null: call it with one of them in Python");
    }
    boolean value = training.asBoolean();
    boolean given =
        former || NONE.contains(className) || value != isTrue(className) || marked(inbound);
    return given ? Phase.of(value) : Phase.OF_MODEL;
  }

  private static boolean marked(JsonNode inbound) {
    return inbound.path(MARK).asBoolean();
  }

  /** The library's own RandomAffine says false in Python, where Keras's augmentations say true. */
  private static boolean isTrue(String className) {
    return className.startsWith("Random") && !className.equals("RandomAffine")
        || TRUE.contains(className);
  }

  /** Notes the phase of a call, if it has one of its own. */
  static void write(Phase phase, ObjectNode call) {
    if (phase != Phase.OF_MODEL) {
      ((ObjectNode) call.get("kwargs")).put(TRAINING, phase == Phase.TRAINING);
      call.put(MARK, true);
    }
  }
}
