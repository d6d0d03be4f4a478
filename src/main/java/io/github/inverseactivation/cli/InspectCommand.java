package io.github.inverseactivation.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Npy;
import io.github.inverseactivation.data.Npz;
import io.github.inverseactivation.data.Png;
import io.github.inverseactivation.models.SavedModel;
import io.github.inverseactivation.models.SignatureInfo;
import io.github.inverseactivation.models.TensorSpec;
import io.github.inverseactivation.saving.savedmodel.SavedModelFiles;
import io.github.inverseactivation.saving.savedmodel.SavedModelLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code inspect}: what a file holds. */
@Command(
    name = "inspect",
    description = {
      "Says what a file holds: a model's signatures and version, or arrays and their shapes.",
      "With --json, kind is saved_model, npz, npy or png; signatures is null for arrays, which are"
          + " in arrays instead. A size that may vary, such as that of a batch, is null."
    })
final class InspectCommand extends BaseCommand {

  @Parameters(
      index = "0",
      paramLabel = "PATH",
      description = "The folder of a SavedModel, or an .npz, .npy or .png file.")
  private Path path;

  InspectCommand(Console console) {
    super(console);
  }

  @Override
  Result execute() throws Exception {
    String name = path.toString().toLowerCase(Locale.ROOT);
    if (Files.isRegularFile(path) && Inputs.isKnown(path)) {
      if (name.endsWith(".npz")) {
        return arrays("npz", Npz.read(path));
      }
      return name.endsWith(".npy")
          ? arrays("npy", Map.of("array", Npy.read(path)))
          : arrays("png", Map.of("image", Png.read(path)));
    }
    return savedModel(ModelPath.folder(path));
  }

  private Result savedModel(Path folder) {
    Map<String, SignatureInfo> signatures;
    try (SavedModel model = SavedModel.load(folder)) {
      signatures = model.signatures();
    }
    String version =
        new SavedModelFiles(folder)
            .read(Set.of("serve"), SavedModelLimits.DEFAULT.graphBytes())
            .getMetaInfoDef()
            .getTensorflowVersion();
    ObjectNode json = Console.object();
    StringBuilder text = new StringBuilder(path + ": SavedModel");
    json.put("kind", "saved_model");
    ObjectNode all = json.putObject("signatures");
    signatures.forEach(
        (name, signature) -> {
          ObjectNode one = all.putObject(name);
          text.append('\n').append(name);
          specs(one.putObject("inputs"), "in ", signature.inputs(), text);
          specs(one.putObject("outputs"), "out", signature.outputs(), text);
        });
    json.put("tensorflow", version);
    text.append("\nwritten by TensorFlow ").append(version.isEmpty() ? "(unknown)" : version);
    return new Result(json, text.toString());
  }

  private static void specs(
      ObjectNode json, String kind, Map<String, TensorSpec> specs, StringBuilder text) {
    specs.forEach(
        (name, spec) -> {
          text.append("\n  ").append(kind).append(' ').append(spec);
          ObjectNode one = json.putObject(name);
          one.put("dtype", spec.dtype().toString());
          if (spec.rank().isEmpty()) {
            one.putNull("shape");
          } else {
            shape(one.putArray("shape"), spec.shape());
          }
        });
  }

  private Result arrays(String kind, Map<String, Array> arrays) {
    ObjectNode json = Console.object();
    StringBuilder text = new StringBuilder(path + ": " + kind);
    json.put("kind", kind);
    json.putNull("signatures");
    ObjectNode all = json.putObject("arrays");
    arrays.forEach(
        (name, array) -> {
          ObjectNode one = all.putObject(name);
          one.put("dtype", array.dtype().toString());
          shape(one.putArray("shape"), array.shape());
          text.append("\n  ").append(name).append(": ").append(array.dtype()).append(' ');
          text.append(Arrays.toString(array.shape()));
        });
    return new Result(json, text.toString());
  }

  private static void shape(ArrayNode json, long[] shape) {
    for (long size : shape) {
      if (size < 0) {
        json.addNull();
      } else {
        json.add(size);
      }
    }
  }
}
