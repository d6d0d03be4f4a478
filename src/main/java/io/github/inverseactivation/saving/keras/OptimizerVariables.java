package io.github.inverseactivation.saving.keras;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.optimizers.Optimizer;
import io.github.inverseactivation.optimizers.OptimizerState;
import io.github.inverseactivation.optimizers.Slot;
import io.github.inverseactivation.optimizers.schedules.Constant;
import io.github.inverseactivation.saving.hdf5.Hdf5Dataset;
import io.github.inverseactivation.saving.hdf5.Hdf5File;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An optimizer's variables in Keras's order: the iteration, the learning rate where it is a number,
 * then the slots. Adam and its kind take turns between momentum and velocity, weight by weight; any
 * other slot is a block of its own, for all weights.
 */
final class OptimizerVariables {
  private static final String GROUP = "optimizer/vars";

  /** Where they are when Python scaled the loss, as it does in half precision. */
  private static final String INNER_GROUP = "optimizer/inner_optimizer/vars";

  private final Optimizer optimizer;
  private final List<Weight> trained;

  OptimizerVariables(Optimizer optimizer, Network network) {
    this.optimizer = optimizer;
    this.trained = network.weights().stream().filter(Weight::trainable).toList();
  }

  /** One slot of one weight. */
  private record Place(int weight, String slot) {}

  private List<Place> places() {
    List<String> slots = optimizer.slots().stream().map(Slot::name).toList();
    boolean turns =
        slots.size() >= 2 && slots.subList(0, 2).equals(List.of("momentum", "velocity"));
    List<Place> places = new ArrayList<>();
    int first = turns ? 2 : 0;
    for (int i = 0; turns && i < trained.size(); i++) {
      places.add(new Place(i, slots.get(0)));
      places.add(new Place(i, slots.get(1)));
    }
    for (String slot : slots.subList(first, slots.size())) {
      for (int i = 0; i < trained.size(); i++) {
        places.add(new Place(i, slot));
      }
    }
    return places;
  }

  private boolean hasLearningRate() {
    return optimizer.schedule() instanceof Constant;
  }

  void write(Map<String, Array> file, OptimizerState state) {
    int index = 0;
    file.put(path(index++), Array.scalar(DType.INT64, new long[] {state.iteration()}));
    if (hasLearningRate()) {
      float[] learningRate = {(float) state.learningRate()};
      file.put(path(index++), Array.scalar(DType.FLOAT32, learningRate));
    }
    for (Place place : places()) {
      file.put(path(index++), state.slots().get(place.weight()).get(place.slot()));
    }
  }

  /**
   * Reads the variables.
   *
   * @return the state, or null where the file has none
   * @throws FormatException if there are more or fewer than this optimizer has, or of other shapes
   */
  OptimizerState read(Hdf5File file) {
    String group = file.hasGroup(INNER_GROUP) ? INNER_GROUP : GROUP;
    int found = file.children(group).size();
    if (found == 0) {
      return null;
    }
    WeightSource source = WeightSource.of(file);
    List<Place> places = places();
    int first = hasLearningRate() ? 2 : 1;
    if (found == first
        && scalar(file, group + "/0").longs()[0] == 0) { // compiled, but not a step done
      return null;
    }
    if (found != first + places.size()) {
      throw new FormatException(
          file.name()
              + ": the optimizer "
              + optimizer.name()
              + " has "
              + (first + places.size())
              + " variables, found "
              + found);
    }
    long iteration = scalar(file, group + "/0").longs()[0];
    if (iteration < 0) {
      throw new FormatException(file.name() + ": the optimizer's iteration is " + iteration);
    }
    double learningRate =
        hasLearningRate()
            ? scalar(file, group + "/1").doubles()[0]
            : optimizer.learningRate(iteration);
    List<Map<String, Array>> slots = new ArrayList<>();
    trained.forEach(weight -> slots.add(new HashMap<>()));
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      Array value =
          WeightFile.dataset(source, group + "/" + (first + i), trained.get(place.weight())).read();
      slots.get(place.weight()).put(place.slot(), value.cast(DType.FLOAT32));
    }
    return new OptimizerState(iteration, learningRate, slots);
  }

  private static Array scalar(Hdf5File file, String path) {
    Hdf5Dataset dataset =
        file.dataset(path)
            .filter(each -> each.shape().length == 0)
            .orElseThrow(() -> new FormatException(file.name() + ": " + path + " is no scalar"));
    return dataset.read();
  }

  private static String path(int index) {
    return GROUP + "/" + index;
  }
}
