package io.github.inverseactivation.callbacks;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.metrics.Direction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.GraphDef;

/** What a callback sees of a training run, and how it steers it. */
public interface TrainingContext {

  /**
   * The number of epochs asked for.
   *
   * @return at least 1
   */
  int epochs();

  /** What {@link #steps} says while the number of batches is not known: -1. */
  int UNKNOWN_STEPS = -1;

  /**
   * The number of batches in an epoch. Where a data set does not know its size this is known from
   * the end of the first epoch on.
   *
   * @return at least 1, or {@link #UNKNOWN_STEPS}
   */
  int steps();

  /**
   * How many steps the optimizer has done, in this run and before.
   *
   * @return at least 0
   */
  long iteration();

  /**
   * The learning rate of the next step.
   *
   * @return the learning rate
   */
  double learningRate();

  /**
   * Fixes the learning rate from the next step on, in place of what the optimizer was given.
   *
   * @param learningRate the learning rate, at least 0
   */
  void learningRate(double learningRate);

  /** Ends training after the present batch. */
  void stop();

  /**
   * Which way a loss or metric gets better.
   *
   * @param name its name in the logs, without {@code val_}
   * @return the direction, empty where it is not known
   */
  Optional<Direction> direction(String name);

  /**
   * The names of the weights, such as {@code dense/kernel}.
   *
   * @return the names, in the model's order
   */
  List<String> weightNames();

  /**
   * The weights.
   *
   * @return copies, in the model's order
   */
  List<Array> weights();

  /**
   * Replaces all weights, or none.
   *
   * @param weights the values, in the model's order
   * @throws IllegalArgumentException if their number or a shape differs
   */
  void weights(List<Array> weights);

  /**
   * Puts the moving averages that the optimizer keeps in the place of the trained weights, or the
   * weights back. Training itself puts them back before the next step, and leaves the averages when
   * a run ends.
   *
   * @param inPlace whether the averages are to be in place of the weights; nothing happens where
   *     this is so
   * @throws IllegalStateException if averages are asked for, and the optimizer keeps none
   */
  void averages(boolean inPlace);

  /**
   * Writes the model, or nothing.
   *
   * @param path the file: {@code .keras} for the whole model, {@code .weights.h5} for its weights
   * @throws IOException if it cannot be written
   */
  void save(Path path) throws IOException;

  /**
   * The operations that train and evaluate, as far as they have been needed yet.
   *
   * @return TensorFlow's description of the graph
   */
  GraphDef graph();

  /**
   * Everything that decides how this run goes on: weights, the optimizer, the place in the data,
   * seeds, sums of the metrics, history, and what {@link Callback#state} says of each callback.
   *
   * @return copies, by name
   */
  Map<String, Array> state();

  /**
   * Goes on from a state. To be called from {@link Callback#onTrainBegin}; a run that goes on
   * within an epoch tells all callbacks that the epoch begins, and then restores them again.
   *
   * @param state what {@link #state} gave in a run of the same model, data and settings
   * @throws IllegalArgumentException if it is of another run
   */
  void restore(Map<String, Array> state);
}
