package io.github.inverseactivation.saving.config;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Classes of Keras that this library knows and has not, each with the reason and a way round. */
final class Unsupported {
  /** The way round whatever cannot be read: Python writes what it computes as a graph. */
  static final String EXPORT =
      "; or export the model in Python, model.export(\"folder\"), and open that with"
          + " SavedModel.load";

  private static final String CODE =
      "code in files is never run: say what it computes with"
          + " KerasTypes.standard().withLambda(\"%1$s\", ...) and load with"
          + " KerasOptions.standard().types(...)"
          + EXPORT;

  private static final String TEXT =
      "it takes text, and models here take numbers: do in Java what it does, and save the model"
          + " without it"
          + EXPORT;

  private static final String CODES =
      "it turns categories into numbers by a table or a hash: do in Java what it does, and save the"
          + " model without it"
          + EXPORT;

  private static final String FOREIGN =
      "it holds code of another library: export the model in Python, model.export(\"folder\"), and"
          + " open that with SavedModel.load";

  private static final String MIXES =
      "it mixes examples and their labels before they reach a model: save the model without it";

  private static final String SIZES =
      "the sizes of its outputs differ from call to call in training, and it changes nothing in"
          + " prediction: save the model without it";

  private static final String ABSTRACT = "it is a base class: save an object of one made from it";

  private static final String MISSING =
      "it has no counterpart here: write it as a layer and register that with"
          + " KerasTypes.standard().with(\"%1$s\", ...)"
          + EXPORT;

  private static final String NO_OBJECT =
      "it has no counterpart here: save the model without it, or load without its training state,"
          + " KerasOptions.standard().training(false)";

  private static final String VALUES =
      "it is for values in a loop of one's own, and Keras's fit and evaluate end with an error"
          + " where a model is compiled with it: compile without it, or load without the training"
          + " state, KerasOptions.standard().training(false)";

  private static final Map<String, String> REASONS =
      Stream.of(
              all(CODE, "Lambda"),
              all(TEXT, "StringLookup", "TextVectorization"),
              all(CODES, "DenseFeatures", "HashedCrossing", "Hashing", "IntegerLookup"),
              all(FOREIGN, "FlaxLayer", "JaxLayer", "TFSMLayer", "TorchModuleWrapper"),
              all(MIXES, "CutMix", "MaxNumBoundingBoxes", "MixUp"),
              all(SIZES, "RandomHeight", "RandomWidth"),
              all(ABSTRACT, "AbstractRNNCell", "Layer", "Metric", "Loss", "Wrapper"),
              all(
                  MISSING,
                  "ContrastLimitedAdaptiveHistogramEqualization",
                  "LocallyConnected1D",
                  "LocallyConnected2D",
                  "MelSpectrogram",
                  "Pipeline",
                  "RadialConstraint",
                  "ReversibleEmbedding",
                  "STFT",
                  "STFTSpectrogram",
                  "SpectralNormalization"),
              all(VALUES, "Mean", "MeanTensor", "Sum"),
              all(NO_OBJECT, "MeanRelativeError", "MultiOptimizer", "SumOverBatchSize"))
          .flatMap(each -> each.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private Unsupported() {}

  private static Map<String, String> all(String reason, String... classNames) {
    return Stream.of(classNames).collect(Collectors.toMap(name -> name, name -> reason));
  }

  /** Why a layer of code cannot be read, and what to do. */
  static String code(String layerName) {
    return CODE.formatted(layerName);
  }

  /** Why a class of Keras cannot be read and what to do; empty for all others. */
  static Optional<String> reason(String className) {
    return Optional.ofNullable(REASONS.get(className)).map(reason -> reason.formatted(className));
  }
}
