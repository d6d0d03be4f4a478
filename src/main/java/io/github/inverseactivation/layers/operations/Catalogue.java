package io.github.inverseactivation.layers.operations;

import java.util.Set;
import java.util.TreeSet;

/** The table of all operations. */
final class Catalogue {
  private static final Table TABLE = new Table();

  static {
    Arithmetic.addTo(TABLE);
    Elementwise.addTo(TABLE);
    Comparisons.addTo(TABLE);
    Reductions.addTo(TABLE);
    Shapes.addTo(TABLE);
    Indexing.addTo(TABLE);
  }

  private Catalogue() {}

  /**
   * The row of an operation.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Table.Row row(OperationCall call) {
    Table.Row row = TABLE.rows().get(call.className());
    if (row == null || !row.module().equals(call.module())) {
      throw new IllegalArgumentException(
          "the operation "
              + call.className()
              + " of keras.ops."
              + call.module()
              + " is not here: export the model in Python (model.export(folder)) and open the"
              + " SavedModel");
    }
    return row;
  }

  /** Keras's names of the classes of all operations. */
  static Set<String> classNames() {
    return new TreeSet<>(TABLE.rows().keySet());
  }
}
