package io.github.inverseactivation.benchmark;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.models.Models;
import io.github.inverseactivation.runtime.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.tensorflow.Tensor;

/** The parts of training that are not the runtime's, and of saving and loading, one by one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
public class Pieces {
  private static final int BATCH = 128;

  /** How many images of 28 x 28 bytes the data set has. */
  @Param({"1000", "60000", "1000000"})
  private int images;

  private ArrayDataset data;
  private Iterator<Batch> batches;
  private Batch batch;
  private Model model;
  private Path file;
  private long epoch;

  /** Makes the data set and the model. */
  @Setup
  public void prepare() throws IOException {
    byte[] pixels = new byte[images * 28 * 28];
    new Random(1).nextBytes(pixels);
    data = Dataset.of(Array.uint8(pixels, images, 28, 28, 1), Array.of(new int[images]));
    batches = data.batches(BATCH, 1).iterator();
    batch = batches.next();
    model = Nets.compiled(Nets.lenet(true));
    file = Files.createTempFile("pieces", ".keras");
    model.save(file);
  }

  /** Gives everything back. */
  @TearDown
  public void end() throws IOException {
    model.close();
    Files.delete(file);
  }

  /** The order of an epoch. */
  @Benchmark
  public int[] shuffling() {
    return ArrayDataset.shuffledOrder(images, epoch++);
  }

  /** Rows of a shuffled epoch put together. */
  @Benchmark
  public Batch assembly() {
    if (!batches.hasNext()) {
      batches = data.batches(BATCH, 1).iterator();
    }
    return batches.next();
  }

  /** A batch's pixels copied into the runtime. */
  @Benchmark
  public long feeding() {
    try (Tensor tensor = Tensors.toTensor(batch.inputs().get(0))) {
      return tensor.numBytes();
    }
  }

  /** A compiled model written. */
  @Benchmark
  public Path saving() throws IOException {
    model.save(file);
    return file;
  }

  /** A compiled model read, until it could predict. */
  @Benchmark
  public boolean loading() throws IOException {
    try (Model loaded = Models.load(file)) {
      return loaded.weights().isEmpty();
    }
  }
}
