package io.github.inverseactivation.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.saving.config.KerasVersion;
import io.github.inverseactivation.saving.keras.KerasOptions;
import io.github.inverseactivation.saving.savedmodel.SavedModelCopy;
import io.github.inverseactivation.training.RuntimeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code convert}: a model in another place or format. */
@Command(
    name = "convert",
    description = {
      "Writes a model in another format.",
      "From a .keras file, or a whole model in .h5: to .keras, to .weights.h5, or to the folder of"
          + " a SavedModel. From a SavedModel: to another folder; the copy is checked before it is"
          + " made and opened afterwards. A SavedModel holds operations and no layers, so it cannot"
          + " become a .keras file.",
      "Weights alone need a model of the same layers: name it first, and the weights with"
          + " --weights."
    })
final class ConvertCommand extends BaseCommand {
  private static final String KINDS = "a .keras or .weights.h5 file or a folder";

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model.")
  private Path model;

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "The .keras or .weights.h5 file or the folder to write.")
  private Path out;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "A .weights.h5 or .weights.json file, whose weights take the place of MODEL's.")
  private Path weights;

  @Option(
      names = "--custom-layer",
      description = {
        "Writes InverseActivation as a class of its own, for which Python imports",
        "scripts/inverse_activation.py, and not as a small model of Keras's layers."
      })
  private boolean customLayer;

  @Option(
      names = "--keras",
      paramLabel = "VERSION",
      description = {
        "The version of Keras, 3.0 or later, that is to open the .keras file. Default: the newest,",
        "whose files open from 3.6 on as far as older versions have the model's layers."
      })
  private String keras;

  @Mixin private Trusted trusted;

  ConvertCommand(Console console) {
    super(console);
  }

  @Override
  Result execute() throws Exception {
    boolean file = isFile();
    if (keras != null && !(file && ModelPath.isKeras(model))) {
      throw new IllegalArgumentException(
          "--keras is for .keras and .weights.h5 files made of a .keras or .h5 file; a SavedModel"
              + " needs no Keras: leave it out");
    }
    if (ModelPath.isKeras(model)) {
      fromKeras(file);
    } else {
      fromSavedModel(file);
    }
    ObjectNode json = Console.object();
    json.put("from", model.toString());
    json.put("to", out.toString());
    return new Result(json, model + " converted to " + out);
  }

  /** Whether a file is to be written, and not a folder. */
  private boolean isFile() {
    String name = out.toString().toLowerCase(Locale.ROOT);
    boolean file = name.endsWith(".keras") || name.endsWith(".weights.h5");
    if (!file && ModelPath.isKeras(out)) {
      throw new IllegalArgumentException(
          out + ": models in .h5 are read, but not written: name " + KINDS);
    }
    if (name.endsWith(".tflite") || name.endsWith(".onnx") || name.endsWith(".pb")) {
      throw new IllegalArgumentException(out + ": this format cannot be written: name " + KINDS);
    }
    return file;
  }

  private void fromKeras(boolean file) throws IOException {
    try (Model opened = OpenModel.keras(model, RuntimeOptions.defaults())) {
      if (weights != null) {
        opened.loadWeights(weights);
      }
      if (file) {
        KerasOptions options = KerasOptions.standard().customLayer(customLayer);
        save(opened, keras == null ? options : options.version(version()));
      } else {
        opened.export(out);
      }
    }
  }

  /** Without the state of training where the format has no place for it, and says so. */
  private void save(Model opened, KerasOptions options) throws IOException {
    try {
      opened.save(out, options);
    } catch (IllegalArgumentException withTraining) {
      try {
        opened.save(out, options.training(false));
      } catch (IllegalArgumentException e) {
        throw withTraining;
      }
      console.remark("left out how the model is trained: " + withTraining.getMessage());
    }
  }

  private KerasVersion version() {
    try {
      return KerasVersion.of(keras);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--keras takes a version such as 3.3, not " + keras, e);
    }
  }

  private void fromSavedModel(boolean file) throws IOException {
    Path folder = ModelPath.folder(model);
    if (file) {
      throw new IllegalArgumentException(
          model
              + " is a SavedModel, which holds operations and no layers, so it cannot become "
              + out
              + ": convert the .keras file it was exported from, or name a folder");
    }
    if (weights != null) {
      throw new IllegalArgumentException(
          model + " is a SavedModel, whose weights cannot be replaced: name a .keras or .h5 file");
    }
    trusted.loader(folder).load().close();
    SavedModelCopy.copy(folder, out);
    trusted.loader(out).load().close();
  }
}
