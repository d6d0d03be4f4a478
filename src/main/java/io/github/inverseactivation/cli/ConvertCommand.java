package io.github.inverseactivation.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.models.SavedModel;
import io.github.inverseactivation.saving.savedmodel.SavedModelCopy;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code convert}: a model in another place or format. */
@Command(
    name = "convert",
    description = {
      "Writes a model in another format.",
      "This version reads and writes SavedModel folders only: the copy is checked before it is"
          + " made, holds nothing but the model, and is opened afterwards."
    })
final class ConvertCommand extends BaseCommand {

  @Parameters(index = "0", paramLabel = "MODEL", description = "The folder of a SavedModel.")
  private Path model;

  @Parameters(index = "1", paramLabel = "OUT", description = "The folder to write.")
  private Path out;

  ConvertCommand(Console console) {
    super(console);
  }

  @Override
  Result execute() throws Exception {
    Path folder = ModelPath.folder(model);
    if (ModelPath.isKeras(out) || out.toString().endsWith(".tflite")) {
      throw new IllegalArgumentException(
          out + " is not the name of a folder; this version writes SavedModel folders: name one");
    }
    SavedModel.load(folder).close();
    SavedModelCopy.copy(folder, out);
    SavedModel.load(out).close();
    ObjectNode json = Console.object();
    json.put("from", model.toString());
    json.put("to", out.toString());
    return new Result(json, model + " copied to " + out);
  }
}
