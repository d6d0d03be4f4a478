package io.github.inverseactivation.models;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.engine.Snapshot;
import io.github.inverseactivation.optimizers.OptimizerState;
import io.github.inverseactivation.saving.keras.KerasFile;
import io.github.inverseactivation.saving.keras.KerasModel;
import io.github.inverseactivation.saving.keras.KerasOptions;
import io.github.inverseactivation.saving.keras.KerasTraining;
import io.github.inverseactivation.saving.keras.SkippedWeight;
import io.github.inverseactivation.saving.keras.StoredWeights;
import io.github.inverseactivation.saving.savedmodel.SavedModelWriter;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.Weight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A model's way into files: which format a name asks for, and what of the model goes in. */
final class ModelFiles {
  private ModelFiles() {}

  /** Writes a SavedModel with the model's summary beside it. */
  static void export(Model model, Path directory) throws IOException {
    ExportRecord record = new ExportRecord(model.summary(), model.putsOutLogits());
    SavedModelWriter.write(
        directory, model.network(), model.weights(), Map.of(ExportRecord.FILE, record.toJson()));
  }

  /** Writes a file of Keras, by the end of its name. */
  static void save(Model model, Path path, KerasOptions options) throws IOException {
    String name = String.valueOf(path.getFileName());
    if (name.endsWith(".weights.h5")) {
      KerasFile.writeWeights(path, model.network(), model.weights(), options);
    } else if (name.endsWith(".keras")) {
      KerasFile.write(path, contents(model), options);
    } else {
      throw new IllegalArgumentException(
          path
              + ": the name of a model's file ends in .keras, of its weights in .weights.h5; for a"
              + " SavedModel call export");
    }
  }

  private static KerasModel contents(Model model) {
    Snapshot snapshot = model.snapshot();
    Network topology = model.network();
    if (snapshot.settings() == null) {
      return new KerasModel(topology, snapshot.weights(), null, null);
    }
    // Layers frozen since compile: their optimizer's state fits no model that is read again.
    List<Weight> trained = topology.weights().stream().filter(Weight::trainable).toList();
    OptimizerState state = snapshot.trained().equals(trained) ? snapshot.state() : null;
    KerasTraining training = new KerasTraining(snapshot.settings(), state);
    return new KerasModel(topology, snapshot.weights(), training, null);
  }

  /** The architecture as JSON, with how the model is compiled. */
  static String json(Model model, KerasOptions options) {
    KerasModel contents = contents(model);
    return KerasFile.json(contents.network(), contents.training(), options);
  }

  /**
   * Reads weights into a model, all or none, but for those that are passed over.
   *
   * @param paths where Python keeps them, or null
   */
  static List<SkippedWeight> loadWeights(
      Model model, Path path, List<String> paths, KerasOptions options) throws IOException {
    StoredWeights stored = KerasFile.readWeights(path, model.network(), paths, options);
    List<Array> weights = new ArrayList<>(stored.arrays());
    if (!stored.skipped().isEmpty()) {
      List<Array> present = model.weights();
      for (int i = 0; i < weights.size(); i++) {
        weights.set(i, weights.get(i) == null ? present.get(i) : weights.get(i));
      }
    }
    model.weights(weights);
    return stored.skipped();
  }
}
