package io.github.inverseactivation.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.Npz;
import io.github.inverseactivation.saving.keras.KerasOptions;
import io.github.inverseactivation.topology.NetworkInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code scripts/real-files} starts: opens each model of a list, feeds it the inputs that
 * Python made, keeps the outputs, and prints a line of JSON about it.
 */
final class RealFilesProgram {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RealFilesProgram() {}

  public static void main(String[] arguments) throws IOException {
    List<String> models = Files.readAllLines(Path.of(arguments[0]));
    Path folder = Path.of(arguments[1]);
    int first = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0;
    for (int i = first; i < models.size(); i++) {
      ObjectNode line = JSON.createObjectNode().put("number", i).put("model", models.get(i));
      System.out.println(line.put("status", "begun")); // stands for a crash unless another follows
      Path inputs = folder.resolve(i + ".inputs.npz");
      Path outputs = folder.resolve(i + ".found.npz");
      try {
        Map<String, Array> given = Files.exists(inputs) ? Npz.read(inputs) : Map.of();
        open(Path.of(models.get(i)), given, outputs, line);
      } catch (IllegalArgumentException e) { // which our own exceptions are
        line.put("status", "refused").put("message", e.getMessage());
      } catch (Exception | StackOverflowError | OutOfMemoryError e) {
        line.put("status", "failed").put("message", e.toString());
      }
      System.out.println(line);
    }
  }

  private static void open(Path path, Map<String, Array> given, Path outputs, ObjectNode line)
      throws IOException {
    if (Files.isDirectory(path)) {
      try (SavedModel model = SavedModel.load(path)) {
        line.put("status", "opened");
        if (!given.isEmpty()) {
          Npz.write(outputs, model.predict(given));
        }
      }
      return;
    }
    try (Model model = opened(path, line)) {
      line.put("status", "opened");
      if (!given.isEmpty()) {
        Npz.write(outputs, predicted(model, new ArrayList<>(given.values())));
      }
    }
  }

  /** With the state of training, or without it where that cannot be read. */
  private static Model opened(Path path, ObjectNode line) throws IOException {
    try {
      Model model = Models.load(path);
      line.put("training", model.snapshot().settings() != null);
      return model;
    } catch (IllegalArgumentException e) {
      Model model = Models.load(path, KerasOptions.standard().training(false));
      line.put("training", false).put("message", e.getMessage());
      return model;
    }
  }

  private static Map<String, Array> predicted(Model model, List<Array> given) {
    List<NetworkInput> inputs = model.network().inputs();
    Map<String, Array> named = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      named.put(inputs.get(i).name(), given.get(i).cast(DType.FLOAT32));
    }
    Map<String, Array> numbered = new LinkedHashMap<>();
    model.predict(named).values().forEach(each -> numbered.put("output_" + numbered.size(), each));
    return numbered;
  }
}
