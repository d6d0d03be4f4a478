package io.github.inverseactivation.benchmark;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.models.Models;
import io.github.inverseactivation.models.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** From the start of the JVM to the first prediction of a model in a file. */
public final class Start {
  private Start() {}

  public static void main(String[] arguments) throws IOException {
    Path path = Path.of(arguments[0]);
    Array image = Array.of(new float[28 * 28], 1, 28, 28, 1);
    if (Files.isDirectory(path)) {
      try (SavedModel model = SavedModel.load(path)) {
        System.out.println(model.predict(image).floats()[0]);
      }
    } else {
      try (Model model = Models.load(path)) {
        System.out.println(model.predict(image).floats()[0]);
      }
    }
  }
}
