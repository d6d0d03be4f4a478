package io.github.inverseactivation.layers.operations;

import java.util.List;
import org.tensorflow.Operand;

/** What TensorFlow computes for an operation. */
@FunctionalInterface
interface Rule {
  /** Emits one operation of Keras; several results are a list. */
  List<Operand<?>> emit(Emitter e, Bound a);

  /** A rule of one result. */
  @FunctionalInterface
  interface Single {
    /** Emits one operation of Keras. */
    Operand<?> emit(Emitter e, Bound a);
  }
}
