package io.github.inverseactivation.benchmark;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.data.ImageFolder;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.models.Predictor;
import io.github.inverseactivation.training.DTypePolicy;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.RuntimeOptions;
import io.github.inverseactivation.training.Verbosity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What this library is timed at. */
final class Works {
  /** The name of each work, and what prepares it. */
  static final Map<String, Supplier<Work>> ALL = new TreeMap<>();

  static {
    for (int batch : new int[] {16, 128, 512}) {
      ALL.put("train_lenet_ia_" + batch, () -> training(Nets.lenet(true), batch, 12_800));
      ALL.put("train_lenet_relu_" + batch, () -> training(Nets.lenet(false), batch, 12_800));
    }
    for (int kernels : new int[] {8, 16, 32, 64}) {
      int images = 128 * Math.max(4, 256 / kernels);
      ALL.put("train_block_ia_" + kernels, () -> training(Nets.block(kernels, true), 128, images));
      ALL.put(
          "train_block_relu_" + kernels, () -> training(Nets.block(kernels, false), 128, images));
    }
    ALL.put("train_recipe_a_ia", () -> training(Nets.recipeA(true), 128, 128 * 20));
    ALL.put("train_recipe_a_relu", () -> training(Nets.recipeA(false), 128, 128 * 20));
    ALL.put("train_resnet20", () -> training(Nets.resnet20(), 128, 128 * 10));
    ALL.put("train_mobilenetv2", () -> training(Nets.mobileNetV2(), 32, 32 * 8));
    ALL.put("train_lenet_ia_bfloat16", () -> training(bfloat16(Nets.lenet(true)), 128, 12_800));
    ALL.put("train_lenet_ia_bare", () -> new BareLoop(128, 12_800));
    ALL.put("latency_lenet_ia", () -> latency(Nets.lenet(true), 0.5));
    ALL.put("latency_p99_lenet_ia", () -> latency(Nets.lenet(true), 0.99));
    for (int threads : new int[] {1, 64}) {
      ALL.put(
          "predict_lenet_ia_by_" + threads + "_threads",
          () -> manyThreads(Nets.lenet(true), threads));
    }
    for (int batch : new int[] {32, 256}) {
      ALL.put("predict_lenet_ia_" + batch, () -> prediction(Nets.lenet(true), batch));
    }
  }

  static {
    for (int images : new int[] {400, 4_000}) {
      ALL.put("load_folder_" + images, () -> loading(Folders.images(images)));
    }
  }

  private Works() {}

  /** Something that is timed again and again. */
  interface Work {
    /** Does it once and returns examples per second, or seconds where that is what is asked. */
    double run();
  }

  /** Examples per second of {@code fit}, one epoch a run. */
  private static Work training(Model model, int batchSize, int examples) {
    ArrayDataset data = data(model, examples);
    Nets.compiled(model);
    model.fit(data.take(2L * batchSize), fit(batchSize));
    return () -> {
      long start = System.nanoTime();
      model.fit(data, fit(batchSize));
      return examples / seconds(start);
    };
  }

  private static Model bfloat16(Model model) {
    return model.runtime(RuntimeOptions.defaults().dtypePolicy(DTypePolicy.MIXED_BFLOAT16));
  }

  private static Fit fit(int batchSize) {
    return Fit.epochs(1).batchSize(batchSize).verbosity(Verbosity.SILENT);
  }

  /** Seconds of a prediction for one example: so many of the predictions, in parts, are faster. */
  private static Work latency(Model model, double quantile) {
    float[] example = new float[28 * 28];
    Arrays.fill(example, 0.5f);
    Predictor predictor = model.predictor();
    float[] scores = new float[predictor.outputSize()];
    return () -> {
      double[] times = new double[2_000];
      for (int i = 0; i < times.length; i++) {
        long start = System.nanoTime();
        predictor.predict(example, scores);
        times[i] = seconds(start);
      }
      Arrays.sort(times);
      return times[(int) (times.length * quantile)];
    };
  }

  /** Examples per second of {@code predict}. */
  private static Work prediction(Model model, int batchSize) {
    Array inputs = data(model, 12_800).inputArrays().get(0);
    return () -> {
      long start = System.nanoTime();
      model.predict(inputs, batchSize);
      return inputs.rows() / seconds(start);
    };
  }

  /** Images per second of an epoch through files, put into batches ahead on another thread. */
  private static Work loading(Path folder) {
    Dataset images =
        ImageFolder.of(folder).imageSize(Folders.SIZE, Folders.SIZE).seed(1).dataset().prefetch(2);
    return () -> {
      long start = System.nanoTime();
      long read = 0;
      for (Batch batch : images.batches(32)) {
        read += batch.size();
      }
      return read / seconds(start);
    };
  }

  /** Predictions a second of threads that share a model and predict one example at a time. */
  private static Work manyThreads(Model model, int threads) {
    float[] example = new float[28 * 28];
    Arrays.fill(example, 0.5f);
    float[] expected = model.predict(example);
    int each = 8_192 / threads;
    return () -> {
      long start = System.nanoTime();
      List<Thread> started = new ArrayList<>();
      AtomicInteger right = new AtomicInteger();
      for (int i = 0; i < threads; i++) {
        Thread thread =
            new Thread(
                () -> {
                  try (Predictor predictor = model.predictor()) {
                    float[] scores = new float[predictor.outputSize()];
                    for (int j = 0; j < each; j++) {
                      predictor.predict(example, scores);
                      if (Arrays.equals(scores, expected)) {
                        right.incrementAndGet();
                      }
                    }
                  }
                });
        thread.start();
        started.add(thread);
      }
      try {
        for (Thread thread : started) {
          thread.join();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (right.get() != threads * each) {
        throw new IllegalStateException("threads predicted other numbers than one does");
      }
      return threads * each / seconds(start);
    };
  }

  /** Random images and labels; what they show makes no difference to speed. */
  static ArrayDataset data(Model model, int examples) {
    long[] shape = model.network().inputs().get(0).shape().asArray();
    shape[0] = examples;
    float[] images = new float[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    int[] labels = new int[examples];
    Random random = new Random(1);
    for (int i = 0; i < images.length; i++) {
      images[i] = random.nextFloat();
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(10);
    }
    return Dataset.of(Array.of(images, shape), Array.of(labels));
  }

  static double seconds(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }
}
