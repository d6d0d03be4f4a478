package io.github.inverseactivation.saving.keras;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.optimizers.Ftrl;
import io.github.inverseactivation.optimizers.Optimizer;
import io.github.inverseactivation.optimizers.OptimizerState;
import io.github.inverseactivation.optimizers.SGD;
import io.github.inverseactivation.optimizers.Slot;
import io.github.inverseactivation.optimizers.schedules.Constant;
import io.github.inverseactivation.saving.config.KerasVersion;
import io.github.inverseactivation.saving.hdf5.Hdf5Dataset;
import io.github.inverseactivation.saving.hdf5.Hdf5File;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * An optimizer's variables in Keras's order: the iteration, the learning rate where it is a number,
 * then block by block of the slots that the optimizer declares, in each block weight by weight,
 * then its scalars.
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
  private record Place(int weight, Slot slot) {}

  private List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (List<Slot> block : optimizer.slotBlocks()) {
      for (int i = 0; i < trained.size(); i++) {
        for (Slot slot : block) {
          Weight weight = trained.get(i);
          if (optimizer.needs(slot, weight.path(), weight.spec().shape())) {
            places.add(new Place(i, slot));
          }
        }
      }
    }
    return places;
  }

  /** What of it is in a file: Keras 2's Adafactor kept no rows and columns of vectors. */
  private List<Place> kept(int variables) {
    List<Place> places = places();
    List<Place> factored = places.stream().filter(place -> !isUnfactored(place)).toList();
    return variables == 1 + factored.size() ? factored : places;
  }

  private boolean isUnfactored(Place place) {
    return place.slot().form() != Slot.Form.WEIGHT
        && trained.get(place.weight()).spec().shape().numDimensions() < 2;
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
      file.put(path(index++), state.slots().get(place.weight()).get(place.slot().name()));
    }
    for (Slot scalar : optimizer.scalars()) {
      file.put(path(index++), state.scalars().get(scalar.name()));
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
    int count = file.children(group).size();
    List<String> paths = IntStream.range(0, count).mapToObj(i -> group + "/" + i).toList();
    List<Place> places = kept(paths.size());
    int scalars = optimizer.scalars().size();
    int first = hasLearningRate() ? 2 : 1;
    if (scalars == 1
        && paths.size() == first + scalars + places.size()
        && isScalar(file, paths.get(first))
        && !isScalar(file, paths.get(paths.size() - 1))) { // as the first versions of Keras 3 did
      List<String> inOrder = new ArrayList<>(paths);
      inOrder.add(inOrder.remove(first));
      return read(file, inOrder, places);
    }
    return read(file, paths, places);
  }

  /**
   * Reads the variables of a whole model in {@code .h5}.
   *
   * @param paths where they are, in Keras's order
   * @param order the trained weights in the order in which the first optimizers have them
   * @return the state, or null where the file has none that can be gone on with
   * @param version the version of Keras that wrote them
   * @throws FormatException if there are more or fewer than this optimizer has, or of other shapes
   */
  OptimizerState readFormer(
      Hdf5File file, List<String> paths, KerasVersion version, List<Weight> order) {
    if (!paths.isEmpty() && version.isBefore(2, 4) && !paths.get(0).endsWith("iter:0")) {
      return readFirst(file, paths, order);
    }
    if (paths.isEmpty() || !paths.get(0).matches(".*/iter(:0)?")) {
      return read(file, paths, kept(paths.size()));
    }
    // The optimizers that TensorFlow called legacy later: scalars before the slots.
    List<Place> places = optimizer instanceof Ftrl ? places() : slotBySlot();
    List<String> inOrder = new ArrayList<>(paths);
    int scalars = optimizer.scalars().size();
    if (paths.size() == 1 + scalars + places.size()) {
      inOrder.addAll(inOrder.subList(1, 1 + scalars).stream().toList());
      inOrder.subList(1, 1 + scalars).clear();
    }
    return read(file, inOrder, places);
  }

  private List<Place> slotBySlot() {
    List<Place> places = new ArrayList<>();
    optimizer.slotBlocks().stream()
        .flatMap(List::stream)
        .forEach(
            slot ->
                IntStream.range(0, trained.size()).forEach(i -> places.add(new Place(i, slot))));
    return places;
  }

  /**
   * Those of Keras before it was a part of TensorFlow: scalars, of which some optimizers kept none,
   * and begin to count anew; then slot by slot. SGD had momenta and Adam greatest velocities that
   * it did not use.
   */
  private OptimizerState readFirst(Hdf5File file, List<String> paths, List<Weight> order) {
    List<String> arrays = new ArrayList<>(paths);
    long iteration = 0;
    if (isScalar(file, arrays.get(0))) {
      iteration = (long) scalar(file, arrays.remove(0)).doubles()[0];
    }
    Map<String, Array> scalars = initialScalars();
    if (scalars.size() == 1 && !arrays.isEmpty() && isScalar(file, arrays.get(0))) {
      Array value = scalar(file, arrays.remove(0));
      scalars.put(optimizer.scalars().get(0).name(), value.cast(DType.FLOAT32));
    }
    List<Slot> slots = optimizer.slotBlocks().stream().flatMap(List::stream).toList();
    int used = slots.size() * trained.size();
    boolean more = arrays.size() == used + trained.size();
    if (iteration < 0 || arrays.size() != used && !more) {
      throw new FormatException(
          file.name()
              + ": the optimizer "
              + optimizer.name()
              + " has "
              + used
              + " arrays at iteration 0 or later, found "
              + arrays.size()
              + " at "
              + iteration);
    }
    WeightSource source = WeightSource.of(file);
    List<Map<String, Array>> values = new ArrayList<>();
    trained.forEach(weight -> values.add(new HashMap<>()));
    for (int i = 0; i < used; i++) {
      Weight weight = order.get(i % order.size());
      Slot slot = slots.get(i / order.size());
      Shape shape = slot.shape(weight.spec().shape());
      Array value = WeightFile.dataset(source, arrays.get(i), weight, shape).read();
      values.get(trained.indexOf(weight)).put(slot.name(), value.cast(DType.FLOAT32));
    }
    return new OptimizerState(iteration, optimizer.learningRate(iteration), values, scalars);
  }

  private OptimizerState read(Hdf5File file, List<String> paths, List<Place> places) {
    if (paths.isEmpty()) {
      return null;
    }
    long iteration = scalar(file, paths.get(0)).longs()[0];
    int found = paths.size() - unusedMomenta(paths.size());
    List<Slot> scalars = optimizer.scalars();
    int kept = found - places.size(); // some versions kept no rate, some no scalars
    boolean withScalars = kept > (hasLearningRate() ? 2 : 1) || isScalarLast(file, paths, kept);
    int first = hasLearningRate() && kept > (withScalars ? scalars.size() : 0) + 1 ? 2 : 1;
    if (found <= (hasLearningRate() ? 2 : 1) && iteration == 0) { // compiled, not a step done
      return null;
    }
    int expected = first + places.size() + (withScalars ? scalars.size() : 0);
    if (found != expected) {
      throw new FormatException(
          file.name()
              + ": the optimizer "
              + optimizer.name()
              + " has "
              + expected
              + " variables, found "
              + found);
    }
    if (iteration < 0) {
      throw new FormatException(file.name() + ": the optimizer's iteration is " + iteration);
    }
    double learningRate =
        first == 2 ? scalar(file, paths.get(1)).doubles()[0] : optimizer.learningRate(iteration);
    WeightSource source = WeightSource.of(file);
    List<Map<String, Array>> slots = new ArrayList<>();
    trained.forEach(weight -> slots.add(new HashMap<>()));
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      Weight weight = trained.get(place.weight());
      Shape shape = place.slot().shape(weight.spec().shape());
      Array value = WeightFile.dataset(source, paths.get(first + i), weight, shape).read();
      slots.get(place.weight()).put(place.slot().name(), value.cast(DType.FLOAT32));
    }
    for (Place place : places()) {
      if (isUnfactored(place)) { // which is not used
        slots
            .get(place.weight())
            .putIfAbsent(place.slot().name(), Array.scalar(DType.FLOAT32, new float[1]));
      }
    }
    Map<String, Array> values = initialScalars();
    for (int i = 0; withScalars && i < scalars.size(); i++) {
      Array value = scalar(file, paths.get(first + places.size() + i));
      values.put(scalars.get(i).name(), value.cast(DType.FLOAT32));
    }
    return new OptimizerState(iteration, learningRate, slots, values);
  }

  /** TensorFlow 2.11 to 2.15 kept a momentum for each weight of an SGD that has none: the last. */
  private int unusedMomenta(int variables) {
    List<Place> places = places();
    boolean without = places.stream().noneMatch(place -> place.slot().name().equals("momentum"));
    int unused = trained.size();
    return optimizer instanceof SGD && without && variables == 1 + places.size() + unused
        ? unused
        : 0;
  }

  /** Where a file has none, Python begins with these anew and leaves the rest as it was. */
  private Map<String, Array> initialScalars() {
    Map<String, Array> scalars = new HashMap<>();
    for (Slot scalar : optimizer.scalars()) {
      float[] value = {(float) scalar.initialValue()};
      scalars.put(scalar.name(), Array.scalar(DType.FLOAT32, value));
    }
    return scalars;
  }

  private boolean isScalarLast(Hdf5File file, List<String> paths, int kept) {
    return !optimizer.scalars().isEmpty()
        && kept > 1
        && isScalar(file, paths.get(paths.size() - 1));
  }

  private static boolean isScalar(Hdf5File file, String path) {
    return file.dataset(path).filter(each -> each.shape().length == 0).isPresent();
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
