package io.github.inverseactivation.layers.operations;

import org.tensorflow.Operand;
import org.tensorflow.proto.DataType;

/** Numbers as a type of fewer bits has them. */
final class Rounding {
  private Rounding() {}

  /** Rounds to a type of 16 bits and back. */
  static Operand<?> to16(Emitter e, Operand<?> x, DataType narrow) {
    DataType wide = x.asOutput().dataType();
    Operand<?> rounded = e.kernel("Cast", x).set("DstT", narrow).out();
    return e.kernel("Cast", rounded).set("DstT", wide).out();
  }
}
