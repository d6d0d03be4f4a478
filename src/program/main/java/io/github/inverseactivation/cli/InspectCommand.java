package io.github.inverseactivation.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.Npy;
import io.github.inverseactivation.data.Npz;
import io.github.inverseactivation.data.Png;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.models.Models;
import io.github.inverseactivation.models.SavedModel;
import io.github.inverseactivation.models.SignatureInfo;
import io.github.inverseactivation.models.TensorSpec;
import io.github.inverseactivation.saving.hdf5.Hdf5Dataset;
import io.github.inverseactivation.saving.hdf5.Hdf5File;
import io.github.inverseactivation.saving.keras.KerasOptions;
import io.github.inverseactivation.saving.savedmodel.SavedModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code inspect}: what a file holds. */
@Command(
    name = "inspect",
    description = {
      "Says what a file holds: a model's signatures and version, or arrays and their shapes.",
      "With --json, kind is saved_model, keras, h5, weights, npz, npy or png; signatures is null"
          + " for weights and arrays, which are in arrays instead. A size that may vary, such as"
          + " that of a batch, is null."
    })
final class InspectCommand extends BaseCommand {

  @Parameters(
      index = "0",
      paramLabel = "PATH",
      description = "A model, a .weights.h5 file, or an .npz, .npy or .png file.")
  private Path path;

  @Mixin private Trusted trusted;

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
    if (Files.isRegularFile(path) && name.endsWith(".weights.h5")) {
      return weights();
    }
    return ModelPath.isKeras(path) ? keras() : savedModel(ModelPath.folder(path));
  }

  private Result keras() throws IOException {
    ModelPath.checkKeras(path);
    boolean archive = !ModelPath.isHdf5(path);
    ObjectNode json = Console.object();
    StringBuilder text = new StringBuilder(path + (archive ? ": .keras" : ": model in .h5"));
    json.put("kind", archive ? "keras" : "h5");
    try (Model model = Models.load(path, KerasOptions.standard().training(false))) {
      signature(json.putObject("signatures"), SignatureInfo.of(model), text);
      text.append("\nmodel '").append(model.network().name()).append("', ");
      text.append(model.network().layers().size()).append(" layers: see summary");
    }
    return new Result(json, text.toString());
  }

  /** What a file of weights declares; the numbers stay unread. */
  private Result weights() throws IOException {
    ObjectNode json = Console.object();
    StringBuilder text = new StringBuilder(path + ": weights");
    json.put("kind", "weights");
    json.putNull("signatures");
    ObjectNode all = json.putObject("arrays");
    try (Hdf5File file = Hdf5File.of(path.toString(), Files.readAllBytes(path))) {
      for (String name : file.datasets()) {
        Hdf5Dataset dataset = file.dataset(name).orElseThrow();
        array(all, text, name, dataset.dtype(), dataset.shape());
      }
    }
    return new Result(json, text.toString());
  }

  private static void array(
      ObjectNode all, StringBuilder text, String name, DType dtype, long[] shape) {
    ObjectNode one = all.putObject(name);
    one.put("dtype", dtype.toString());
    shape(one.putArray("shape"), shape);
    text.append("\n  ").append(name).append(": ").append(dtype).append(' ');
    text.append(Arrays.toString(shape));
  }

  private static void signature(ObjectNode all, SignatureInfo signature, StringBuilder text) {
    ObjectNode one = all.putObject(signature.name());
    text.append('\n').append(signature.name());
    specs(one.putObject("inputs"), "in ", signature.inputs(), text);
    specs(one.putObject("outputs"), "out", signature.outputs(), text);
  }

  private Result savedModel(Path folder) {
    Map<String, SignatureInfo> signatures;
    try (SavedModel model = trusted.loader(folder).load()) {
      signatures = model.signatures();
    }
    String version =
        new SavedModelFiles(folder)
            .read(Set.of("serve"), Integer.MAX_VALUE)
            .getMetaInfoDef()
            .getTensorflowVersion();
    ObjectNode json = Console.object();
    StringBuilder text = new StringBuilder(path + ": SavedModel");
    json.put("kind", "saved_model");
    ObjectNode all = json.putObject("signatures");
    signatures.values().forEach(signature -> signature(all, signature, text));
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
    arrays.forEach((name, array) -> array(all, text, name, array.dtype(), array.shape()));
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
