package io.github.inverseactivation.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@link SaveTest} kills: saves one of two models after the other to the same places, over and
 * over.
 */
final class SaveProgram {
  private SaveProgram() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    try (Model one = SaveTest.model(1);
        Model other = SaveTest.model(2)) {
      for (int i = 0; ; i++) {
        for (Model model : List.of(one, other)) {
          SaveTest.save(model, folder);
        }
        if (i == 0) {
          System.out.println("ready");
        }
      }
    }
  }
}
