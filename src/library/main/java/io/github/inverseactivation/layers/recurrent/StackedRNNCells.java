package io.github.inverseactivation.layers.recurrent;

import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.LayerContext;
import io.github.inverseactivation.layers.NestedContext;
import io.github.inverseactivation.layers.WeightSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/**
 * Cells one after the other at each step: each takes the output of the one before.
 *
 * <pre>{@code
 * new RNN(new StackedRNNCells(new LSTMCell(64), new LSTMCell(32)))
 * }</pre>
 *
 * <p>Its states are those of the first cell, then those of the second, and so on; its output is the
 * last cell's. Weights are called {@code cells/lstm_cell/kernel}, {@code cells/lstm_cell_1/kernel}:
 * the class of the cell, and a number where it is taken.
 *
 * <p>Source: Keras, {@code keras.layers.StackedRNNCells}.
 */
public final class StackedRNNCells extends RecurrentCell<StackedRNNCells> {
  private static final String LIST = "cells";

  private List<RecurrentCell<?>> cells;

  /**
   * A stack of cells.
   *
   * @param cells the cells, first to last; at least one
   * @throws IllegalArgumentException if there is none
   */
  public StackedRNNCells(RecurrentCell<?>... cells) {
    this.cells = List.of(cells);
    validate();
  }

  @Override
  public List<Integer> stateSizes() {
    return cells.stream().flatMap(cell -> cell.stateSizes().stream()).toList();
  }

  @Override
  public int outputSize() {
    return cells.get(cells.size() - 1).outputSize();
  }

  @Override
  public List<WeightSpec> weights(List<Shape> inputs) {
    List<WeightSpec> weights = new ArrayList<>();
    Shape input = inputs.get(0);
    for (Inner inner : inner()) {
      weights.addAll(inner.weights(LIST + "/", List.of(input)));
      input = Shape.of(input.get(0), inner.cell().outputSize());
    }
    return weights;
  }

  @Override
  public Map<String, Layer> sublayers() {
    Map<String, Layer> sublayers = new LinkedHashMap<>();
    inner().forEach(inner -> sublayers.put(LIST + "/" + inner.name(), inner.layer()));
    return sublayers;
  }

  @Override
  public long macs(List<Shape> inputs) {
    long macs = 0;
    Shape input = inputs.get(0);
    for (RecurrentCell<?> cell : cells) {
      macs += cell.macs(List.of(input));
      input = Shape.of(input.get(0), cell.outputSize());
    }
    return macs;
  }

  @Override
  public <T extends TNumber> List<Operand<T>> callAll(
      LayerContext<T> context, List<Operand<T>> inputs) {
    Steps<T> steps = steps(context);
    return steps.step(steps.project(inputs.get(0)), inputs.subList(1, inputs.size()));
  }

  @Override
  <T extends TNumber> Steps<T> steps(LayerContext<T> context) {
    LayerContext<T> list = new NestedContext<>(context, LIST, true, 0, List.of());
    List<Steps<T>> steps = new ArrayList<>();
    for (Inner inner : inner()) {
      steps.add(inner.cell().steps(inner.context(list, steps.size(), List.of())));
    }
    return new Steps<>() {
      @Override
      public Operand<T> project(Operand<T> x) {
        return steps.get(0).project(x);
      }

      @Override
      public List<Operand<T>> step(Operand<T> projected, List<Operand<T>> states) {
        List<Operand<T>> results = new ArrayList<>();
        Operand<T> x = projected;
        int at = 0;
        for (int i = 0; i < cells.size(); i++) {
          int count = cells.get(i).stateSizes().size();
          Operand<T> input = i == 0 ? x : steps.get(i).project(x);
          List<Operand<T>> stepped = steps.get(i).step(input, states.subList(at, at + count));
          x = stepped.get(0);
          results.addAll(stepped.subList(1, stepped.size()));
          at += count;
        }
        results.add(0, x);
        return results;
      }
    };
  }

  /** The cells under the names that Keras's files give to the members of a list. */
  private List<Inner> inner() {
    List<Inner> inner = new ArrayList<>();
    Map<String, Integer> uses = new HashMap<>();
    for (RecurrentCell<?> cell : cells) {
      String name = Inner.snakeCase(cell);
      int earlier = uses.merge(name, 1, Integer::sum) - 1;
      inner.add(new Inner(earlier == 0 ? name : name + "_" + earlier, cell));
    }
    return inner;
  }

  @Override
  public void options(Options options) {
    List<RecurrentCell<?>> read = new ArrayList<>();
    options.objects("cells", RecurrentCell.class, List.copyOf(cells)).forEach(read::add);
    cells = List.copyOf(read);
  }

  @Override
  public void validate() {
    if (cells.isEmpty()) {
      throw new IllegalArgumentException("cells is empty: give at least one");
    }
  }
}
