package io.github.inverseactivation.models;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.metrics.SparseCategoricalAccuracy;
import io.github.inverseactivation.optimizers.Adam;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.types.TFloat32;

/**
 * What {@link MemoryTest} runs in a process of its own. Prints the growth of resident memory in
 * kilobytes: over 30 epochs, over 100,000 predictions of each kind and the making of 10,000
 * predictors, and over 10,000 tensors of 4 kB left open, which shows that a leak would be seen.
 */
final class MemoryProgram {
  private MemoryProgram() {}

  public static void main(String[] arguments) throws IOException {
    ArrayDataset data = SmallData.quarters(512);
    Array one = data.inputArrays().get(0).rows(0, 1);
    try (Sequential model =
        Sequential.of(
            Input.shape(8, 8, 1),
            new Conv2D(4, 3),
            new InverseActivation(),
            new Flatten(),
            new Dense(4))) {
      model.compile(
          new Adam(), SparseCategoricalCrossentropy.fromLogits(), new SparseCategoricalAccuracy());
      fit(model, data, 30);
      predict(model, one, 30_000);

      long before = resident();
      fit(model, data, 30);
      long afterFit = resident();
      predict(model, one, 100_000);
      long afterPredict = resident();
      System.out.println("fit " + (afterFit - before));
      System.out.println("predict " + (afterPredict - afterFit));

      List<TFloat32> leaked = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        leaked.add(TFloat32.vectorOf(new float[1024]));
      }
      System.out.println("leak " + (resident() - afterPredict) + " of " + leaked.size());
    }
  }

  private static void fit(Sequential model, ArrayDataset data, int epochs) {
    model.fit(data, Fit.epochs(epochs).batchSize(16).validation(data).verbosity(Verbosity.SILENT));
  }

  private static void predict(Sequential model, Array one, int times) {
    float[] example = one.floats();
    float[] scores = new float[4];
    try (Predictor predictor = model.predictor()) {
      for (int i = 0; i < times; i++) {
        model.predict(one);
        model.predict(example);
        predictor.predict(example, scores);
        if (i % 10 == 0) {
          model.predictor().close();
        }
      }
    }
  }

  private static long resident() throws IOException {
    System.gc();
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      try (Stream<String> lines = Files.lines(status)) {
        String line = lines.filter(text -> text.startsWith("VmRSS:")).findFirst().orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    String pid = String.valueOf(ProcessHandle.current().pid());
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", pid).start();
    try (BufferedReader out = new BufferedReader(new InputStreamReader(ps.getInputStream()))) {
      return Long.parseLong(out.readLine().trim());
    }
  }
}
