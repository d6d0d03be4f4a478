package io.github.inverseactivation.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Png;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.models.Models;
import io.github.inverseactivation.models.SignatureInfo;
import io.github.inverseactivation.reports.KernelMaps;
import io.github.inverseactivation.reports.TrainingCurves;
import io.github.inverseactivation.saving.keras.KerasOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code visualize}: pictures of what a model looks for, and of a run. */
@Command(
    name = "visualize",
    description = {
      "Draws the kernels of a model's first Conv2D as kernels.png and, for an input, the positive"
          + " and negative map of each kernel as maps.png; or a history.csv as curves.png.",
      "MODEL must be a .keras file or a whole model in .h5: a SavedModel holds no layers."
    })
final class VisualizeCommand extends BaseCommand {

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model, or a history.csv.")
  private Path source;

  @Option(
      names = "--input",
      paramLabel = "PNG",
      description = "An image to draw the maps of (default: kernels only).")
  private Path input;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where to leave the pictures.")
  private Path out;

  private final List<Path> written = new ArrayList<>();

  VisualizeCommand(Console console) {
    super(console);
  }

  @Override
  Result execute() throws Exception {
    boolean curves = source.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    if (input != null && curves) {
      throw usage("--input is for a model, " + source + " is a history: leave it out");
    }
    if (input != null && !input.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw usage("--input must be a .png file (got " + input + ")");
    }
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new IllegalArgumentException(out + " is a file, expected a folder for the pictures");
    }
    if (curves) {
      write("curves.png", TrainingCurves.of(source).picture());
    } else {
      kernels();
    }
    ObjectNode json = Console.object();
    ArrayNode files = json.putArray("files");
    written.forEach(file -> files.add(file.toString()));
    return new Result(
        json, written.stream().map(file -> "written to " + file).collect(Collectors.joining("\n")));
  }

  private void kernels() throws IOException {
    if (!ModelPath.isKeras(source)) {
      throw new IllegalArgumentException(
          ModelPath.folder(source)
              + " is a SavedModel, which holds operations and no layers: give the .keras or .h5"
              + " file that it was made from");
    }
    ModelPath.checkKeras(source);
    try (Model model = Models.load(source, KerasOptions.standard().training(false))) {
      KernelMaps maps = KernelMaps.of(model);
      Array image = input == null ? null : image(maps, SignatureInfo.of(model));
      write("kernels.png", maps.kernels());
      if (image != null) {
        write("maps.png", maps.maps(image));
      }
    }
  }

  /** The image in the shape of the one input that reaches the kernels. */
  private Array image(KernelMaps maps, SignatureInfo signature) throws IOException {
    String name = maps.input();
    SignatureInfo only =
        new SignatureInfo(
            signature.name(), Map.of(name, signature.inputs().get(name)), signature.outputs());
    return new Inputs(input, console).read(only).get(name);
  }

  private void write(String name, Array picture) throws IOException {
    Files.createDirectories(out);
    Path file = out.resolve(name);
    Png.write(file, picture);
    written.add(file);
  }
}
