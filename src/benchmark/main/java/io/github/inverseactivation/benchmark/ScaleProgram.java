package io.github.inverseactivation.benchmark;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.models.Sequential;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Trains two epochs on so many images of 28 x 28 bytes, and prints the highest resident memory in
 * kilobytes and the microseconds that an image took in the second.
 */
public final class ScaleProgram {
  private ScaleProgram() {}

  public static void main(String[] arguments) throws IOException {
    int images = Integer.parseInt(arguments[0]);
    byte[] pixels = new byte[images * 28 * 28];
    new Random(1).nextBytes(pixels);
    Dataset data = Dataset.of(Array.uint8(pixels, images, 28, 28, 1), Array.of(new int[images]));
    try (Sequential model =
        Sequential.of(Input.shape(28, 28, 1), new Flatten(), new Dense(10)).seed(1)) {
      Nets.compiled(model);
      Fit fit = Fit.epochs(1).batchSize(128).verbosity(Verbosity.SILENT);
      model.fit(data, fit);
      long start = System.nanoTime();
      model.fit(data, fit);
      double microseconds = (System.nanoTime() - start) / 1e3 / images;
      String highest =
          Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith("VmHWM:"))
              .findFirst()
              .orElseThrow()
              .replaceAll("\\D", "");
      System.out.println(highest + " " + microseconds);
    }
  }
}
