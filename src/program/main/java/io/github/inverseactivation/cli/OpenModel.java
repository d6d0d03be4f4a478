package io.github.inverseactivation.cli;

import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.models.ExportRecord;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.models.Models;
import io.github.inverseactivation.models.SavedModel;
import io.github.inverseactivation.saving.keras.KerasOptions;
import io.github.inverseactivation.training.RuntimeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model that is ready to predict, whatever format it comes from.
 *
 * @param predictor computes its outputs
 * @param logits whether the outputs are logits, where the file says so
 * @param owner what to close
 */
record OpenModel(BatchPredictor predictor, Optional<Boolean> logits, AutoCloseable owner)
    implements AutoCloseable {

  static OpenModel of(Path path, RuntimeOptions runtime, Trusted trusted) throws IOException {
    if (ModelPath.isKeras(path)) {
      Model model = keras(path, runtime);
      return new OpenModel(BatchPredictor.of(model), model.putsOutLogits(), model);
    }
    Path folder = ModelPath.folder(path);
    Optional<Boolean> logits = ExportRecord.read(folder).flatMap(ExportRecord::logits);
    SavedModel model = trusted.loader(folder).runtime(runtime).load();
    try {
      return new OpenModel(BatchPredictor.of(model), logits, model);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** A model of Keras; without its training, where that cannot be read. */
  static Model keras(Path path, RuntimeOptions runtime) throws IOException {
    ModelPath.checkKeras(path);
    try {
      return Models.load(path, KerasOptions.standard(), runtime);
    } catch (FormatException withTraining) {
      try {
        return Models.load(path, KerasOptions.standard().training(false), runtime);
      } catch (FormatException e) {
        throw withTraining;
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      owner.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
