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
    Joining.addTo(TABLE);
    Indexing.addTo(TABLE);
    ActivationFunctions.addTo(TABLE);
    Products.addTo(TABLE);
    Contractions.addTo(TABLE);
    Diagonals.addTo(TABLE);
    Sorting.addTo(TABLE);
    LinearAlgebra.addTo(TABLE);
    Neural.addTo(TABLE);
    Crossentropies.addTo(TABLE);
    Windows.addTo(TABLE);
    NanReductions.addTo(TABLE);
    Likes.addTo(TABLE);
    Images.addTo(TABLE);
    Signals.addTo(TABLE);
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
              + " is not here, because "
              + Refusals.reason(call.className())
              + ": export the model in Python (model.export(folder)) and open the SavedModel");
    }
    return row;
  }

  /** The part of keras.ops that has an operation, or null. */
  static String module(String className) {
    Table.Row row = TABLE.rows().get(className);
    return row == null ? null : row.module();
  }

  /** Keras's names of the classes of all operations. */
  static Set<String> classNames() {
    return new TreeSet<>(TABLE.rows().keySet());
  }
}
