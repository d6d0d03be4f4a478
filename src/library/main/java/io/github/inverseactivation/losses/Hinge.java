package io.github.inverseactivation.losses;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The hinge loss of binary labels: 0 for predictions on the right side by a margin of 1, linear for
 * others.
 *
 * <pre>
 * loss = mean(max(1 - label * prediction, 0))
 * </pre>
 *
 * <p>The mean is over the last dimension. Labels are -1 or 1; if all labels of a batch are 0 or 1,
 * 0 stands for -1. Labels and predictions have the shape {@code [n, ..., d]}; labels {@code [n]} go
 * with predictions {@code [n, 1]}.
 *
 * <pre>{@code
 * Operand<TFloat32> loss = new Hinge().call(tf, labels, predictions, null);
 * }</pre>
 *
 * <p>Source: Keras, {@code keras.losses.Hinge}.
 */
public final class Hinge extends HingeLoss<Hinge> {

  /** Creates a loss. */
  public Hinge() {
    super("hinge");
  }

  @Override
  <T extends TNumber> Operand<T> elements(Ops tf, Operand<T> labels, Operand<T> predictions) {
    return missing(tf, labels, predictions);
  }
}
