package io.github.inverseactivation.data;

import java.util.List;

/** What one example looks like in each array. */
record Specs(List<ArraySpec> inputs, List<ArraySpec> targets) {

  static Specs of(Example example) {
    return new Specs(specs(example.inputs()), specs(example.targets()));
  }

  static Specs of(Batch batch) {
    return new Specs(
        batch.inputs().stream().map(ArraySpec::ofRows).toList(),
        batch.targets().stream().map(ArraySpec::ofRows).toList());
  }

  static Specs of(Dataset data) {
    return new Specs(data.inputs(), data.targets());
  }

  private static List<ArraySpec> specs(List<Array> arrays) {
    return arrays.stream().map(array -> new ArraySpec(array.dtype(), array.shape())).toList();
  }

  @Override
  public String toString() {
    return "inputs " + inputs + ", targets " + targets;
  }
}
