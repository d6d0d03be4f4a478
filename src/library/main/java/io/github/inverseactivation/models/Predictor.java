package io.github.inverseactivation.models;

import io.github.inverseactivation.engine.ExamplePredictor;
import java.util.Arrays;
import java.util.Objects;
import org.tensorflow.ndarray.Shape;

/**
 * Predicts for one example at a time, as fast as the runtime can: for programs that serve a model
 * example by example. Its input and output buffers are used again and again, so that a prediction
 * leaves some 100 bytes to the garbage collector.
 *
 * <pre>{@code
 * try (Predictor predictor = model.predictor()) {
 *   float[] scores = new float[predictor.outputSize()];
 *   predictor.predict(new float[predictor.inputSize()], scores);
 *   System.out.println(scores[0]);
 * }
 * }</pre>
 *
 * <p>The numbers are those of {@link Model#predict(io.github.inverseactivation.data.Array)}, to
 * rounding. When the model's weights change, the next prediction takes the new ones; while another
 * thread trains the model, a prediction takes them as they are between two steps or in one, and
 * leaves more garbage.
 *
 * <p>A predictor is for one thread at a time; make one for each. It owns native memory: close it,
 * before its model or after. Once the model is closed, {@link #predict} says so.
 */
public final class Predictor implements AutoCloseable {
  private final ExamplePredictor engine;
  private final Shape input;
  private final int inputSize;
  private final Shape output;
  private final int outputSize;

  /** For shapes without the batch dimension, which are known. */
  Predictor(ExamplePredictor engine, Shape input, Shape output) {
    this.engine = engine;
    this.input = input;
    this.inputSize = Math.toIntExact(input.size());
    this.output = output;
    this.outputSize = Math.toIntExact(output.size());
  }

  /**
   * How many numbers an example has.
   *
   * @return the product of the input's sizes, such as 784 for 28 by 28 pixels
   */
  public int inputSize() {
    return inputSize;
  }

  /**
   * How many numbers the output for an example has.
   *
   * @return the product of the output's sizes, such as 10 for 10 classes
   */
  public int outputSize() {
    return outputSize;
  }

  /**
   * Computes the output for one example.
   *
   * @param example the input's numbers in row-major order, {@link #inputSize} of them
   * @param scores where to put the output's numbers in row-major order, {@link #outputSize} of them
   * @throws IllegalArgumentException if an array has another length
   * @throws IllegalStateException if the predictor or its model is closed, or if another thread
   *     uses this predictor at the moment
   */
  public void predict(float[] example, float[] scores) {
    check("example", "input", input, inputSize, example);
    check("scores", "output", output, outputSize, scores);
    engine.predict(example, scores);
  }

  private static void check(String name, String end, Shape shape, int size, float[] numbers) {
    Objects.requireNonNull(numbers, name);
    if (numbers.length != size) {
      throw new IllegalArgumentException(
          name
              + " has "
              + numbers.length
              + " numbers, but the model's "
              + end
              + " has the shape "
              + Arrays.toString(shape.asArray())
              + ": give an array of "
              + size);
    }
  }

  /**
   * Gives the native memory back; further calls do nothing.
   *
   * @throws IllegalStateException if another thread uses this predictor at the moment
   */
  @Override
  public void close() {
    engine.close();
  }
}
