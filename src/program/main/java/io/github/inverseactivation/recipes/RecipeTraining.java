package io.github.inverseactivation.recipes;

import io.github.inverseactivation.callbacks.Callback;
import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.ArrayDataset;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.datasets.TrainTest;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.metrics.SparseCategoricalAccuracy;
import io.github.inverseactivation.models.BatchStatistics;
import io.github.inverseactivation.models.Calibration;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.topology.Weight;
import io.github.inverseactivation.training.Compile;
import io.github.inverseactivation.training.Fit;
import io.github.inverseactivation.training.RuntimeOptions;
import java.io.PrintStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Trains the network of a recipe. Immutable; every wither returns a changed copy.
 *
 * <pre>{@code
 * TrainTest mnist = Mnist.load();
 * Recipe recipe = Recipes.named("mnist-tiny");
 * try (TrainedRecipe trained = RecipeTraining.of(recipe).seed(1).run(mnist, 10)) {
 *   System.out.println(trained.testAccuracy());
 *   trained.model().save(Path.of("digits.keras"));
 * }
 * }</pre>
 *
 * <p>Where the optimizer averages weights, the statistics of normalizations are those of the
 * averages ({@link BatchStatistics}). Where a recipe holds examples out, the last ones of the
 * training part, each epoch is validated on these, and a temperature that they give is folded into
 * the last layer ({@link Calibration}). The test part is looked at once, when all is over.
 */
public final class RecipeTraining implements Cloneable {
  static final String ACCURACY = "sparse_categorical_accuracy";

  private final Recipe recipe;
  private int epochs;
  private int batchSize;
  private int heldOut;
  private long seed;
  private RuntimeOptions runtime = RuntimeOptions.defaults();
  private List<Callback> callbacks = List.of();
  private PrintStream output = System.out;

  private RecipeTraining(Recipe recipe) {
    this.recipe = Objects.requireNonNull(recipe, "recipe");
    this.epochs = recipe.epochs();
    this.batchSize = recipe.batchSize();
    this.heldOut = recipe.heldOut();
  }

  /**
   * A training with the settings of a recipe.
   *
   * @param recipe the recipe
   * @return the training
   */
  public static RecipeTraining of(Recipe recipe) {
    return new RecipeTraining(recipe);
  }

  /**
   * Sets how often to go through the data. Default: the recipe's.
   *
   * @param epochs at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is below 1
   */
  public RecipeTraining epochs(int epochs) {
    return with(copy -> copy.epochs = atLeast(1, "epochs", epochs));
  }

  /**
   * Sets the number of examples in each step. Default: the recipe's.
   *
   * @param batchSize at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is below 1
   */
  public RecipeTraining batchSize(int batchSize) {
    return with(copy -> copy.batchSize = atLeast(1, "batchSize", batchSize));
  }

  /**
   * Sets how many training examples are kept for validation. Default: the recipe's.
   *
   * @param heldOut how many, or 0 for none: then each epoch is validated on the test part
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public RecipeTraining heldOut(int heldOut) {
    return with(copy -> copy.heldOut = atLeast(0, "heldOut", heldOut));
  }

  /**
   * Sets what everything random follows from. Default: 0.
   *
   * @param seed any number
   * @return a changed copy
   */
  public RecipeTraining seed(long seed) {
    return with(copy -> copy.seed = seed);
  }

  /**
   * Says how to use the TensorFlow runtime while training. Default: {@link
   * RuntimeOptions#defaults()}.
   *
   * @param runtime the options
   * @return a changed copy
   */
  public RecipeTraining runtime(RuntimeOptions runtime) {
    Objects.requireNonNull(runtime, "runtime");
    return with(copy -> copy.runtime = runtime);
  }

  /**
   * Sets who watches. Default: nobody.
   *
   * @param callbacks the callbacks
   * @return a changed copy
   */
  public RecipeTraining callbacks(Callback... callbacks) {
    return with(copy -> copy.callbacks = List.of(callbacks));
  }

  /**
   * Sets where progress is printed. Default: standard output.
   *
   * @param output the stream
   * @return a changed copy
   */
  public RecipeTraining output(PrintStream output) {
    Objects.requireNonNull(output, "output");
    return with(copy -> copy.output = output);
  }

  /**
   * Trains.
   *
   * @param data the examples, with one label of a class for each
   * @param classes the number of classes, at least 2
   * @return the model and how it went; to be closed
   * @throws IllegalArgumentException if the data does not fit the recipe, or all of it is held out
   */
  public TrainedRecipe run(TrainTest data, int classes) {
    ArrayDataset train = data.train();
    ArrayDataset validation = data.test();
    if (heldOut > 0) {
      if (heldOut >= train.size()) {
        throw new IllegalArgumentException(
            "all of the "
                + train.size()
                + " training examples are to be held out ("
                + heldOut
                + "): hold out fewer");
      }
      validation = train.skip(train.size() - heldOut);
      train = train.take(train.size() - heldOut);
    }
    long[] shape = train.inputs().get(0).shape();
    int steps = steps(train.size());
    Model model = recipe.model(classes, shape).seed(seed);
    try {
      Optional<Model> own = recipe.trainingModel(classes, shape);
      History history;
      if (own.isPresent()) {
        try (Model training = own.get().seed(seed)) {
          history = fit(training, train, validation, steps);
          takeOver(training, model);
        }
      } else {
        history = fit(model, train, validation, steps);
      }
      Model kept = recipe.kept(model);
      boolean other = kept != model;
      if (other) {
        model.close();
        model = kept;
      }
      if (other || own.isPresent()) {
        compile(model, steps);
      }
      Optional<Calibration> calibration =
          heldOut > 0 ? Optional.of(Calibration.fit(model, validation)) : Optional.empty();
      Map<String, Double> tested = model.evaluate(data.test(), batchSize);
      return new TrainedRecipe(
          model, other || own.isPresent(), history, train.size(), validation, calibration, tested);
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  private History fit(Model model, ArrayDataset train, ArrayDataset validation, int steps) {
    model.runtime(runtime);
    compile(model, steps);
    int outputs = model.network().outputs().size();
    ArrayDataset examples = repeated(train, outputs);
    History history =
        model.fit(
            examples,
            Fit.epochs(epochs)
                .batchSize(batchSize)
                .validation(repeated(validation, outputs))
                .callbacks(callbacks.toArray(Callback[]::new))
                .output(output));
    if (recipe.optimizer(steps).finalSlot().isPresent()) { // weights are averages of many steps
      BatchStatistics.recompute(model, examples, batchSize);
    }
    return history;
  }

  private void compile(Model model, int steps) {
    Compile settings = Compile.with(recipe.optimizer(steps));
    for (String output : model.network().outputNames()) {
      settings =
          settings
              .loss(output, SparseCategoricalCrossentropy.fromLogits())
              .metrics(output, new SparseCategoricalAccuracy());
    }
    model.compile(settings);
  }

  /** The same labels for each output. */
  private static ArrayDataset repeated(ArrayDataset data, int outputs) {
    return outputs == 1
        ? data
        : Dataset.of(data.inputArrays(), Collections.nCopies(outputs, data.targetArrays().get(0)));
  }

  /** Gives a model the weights of another that has all of them, under the same paths. */
  private static void takeOver(Model from, Model to) {
    Map<String, Array> values = new HashMap<>();
    List<Array> weights = from.weights();
    for (Weight weight : from.network().weights()) {
      values.put(weight.path(), weights.get(weight.index()));
    }
    to.weights(
        to.network().weights().stream()
            .map(weight -> Objects.requireNonNull(values.get(weight.path()), weight.path()))
            .toList());
  }

  private int steps(long examples) {
    return Math.toIntExact(
        Math.min(Integer.MAX_VALUE, (examples + batchSize - 1) / batchSize * epochs));
  }

  private static int atLeast(int least, String name, int value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
    }
    return value;
  }

  private RecipeTraining with(Consumer<RecipeTraining> change) {
    try {
      RecipeTraining copy = (RecipeTraining) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
