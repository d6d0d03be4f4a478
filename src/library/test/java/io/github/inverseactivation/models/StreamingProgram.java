package io.github.inverseactivation.models;

import io.github.inverseactivation.callbacks.Callback;
import io.github.inverseactivation.callbacks.TrainingContext;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.data.Features;
import io.github.inverseactivation.data.ImageFolder;
import io.github.inverseactivation.data.TfRecord;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.pooling.MaxPooling2D;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.optimizers.SGD;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.Verbosity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What {@link PipelineTrainingTest} runs in a process with a small heap: an epoch over a source.
 */
final class StreamingProgram {
  static final Features FEATURES =
      Features.of().input("pixels", DType.UINT8, 100_000).target("label", DType.INT32);

  static final int SIZE = 128;

  private StreamingProgram() {}

  public static void main(String[] arguments) {
    Path source = Path.of(arguments[0]);
    boolean images = Files.isDirectory(source);
    Dataset data =
        images
            ? ImageFolder.of(source).imageSize(SIZE, SIZE).seed(1).dataset().prefetch(2)
            : TfRecord.of(source).dataset(FEATURES).shuffle(50).prefetch(2);
    Sequential described =
        images
            ? Sequential.of(Input.shape(SIZE, SIZE, 3), new MaxPooling2D(16), new Flatten())
            : Sequential.of(Input.shape(100_000));
    int[] steps = new int[1];
    Callback counting =
        new Callback() {
          @Override
          public void onBatchEnd(TrainingContext context, int batch, Map<String, Double> logs) {
            steps[0]++;
          }
        };
    try (Sequential model = described.add(new Dense(4))) {
      model.compile(new SGD(1e-3), SparseCategoricalCrossentropy.fromLogits());
      model.fit(data, Fit.epochs(1).batchSize(32).verbosity(Verbosity.SILENT).callbacks(counting));
    }
    System.out.println("trained " + steps[0] + " steps");
  }
}
