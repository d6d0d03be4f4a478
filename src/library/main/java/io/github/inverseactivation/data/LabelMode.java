package io.github.inverseactivation.data;

/** How the classes of examples become targets; the label_mode of Keras. */
public enum LabelMode {
  /** The number of the class, an int32: for sparse categorical crossentropy. */
  INT,
  /** A vector of float32 with 1 in the place of the class: for categorical crossentropy. */
  CATEGORICAL,
  /** 0 or 1 in a vector of one float32; there must be two classes: for binary crossentropy. */
  BINARY,
  /** No targets: for data to predict from. */
  NONE;

  /** The target that stands for a class; not for NONE. */
  Array target(int label, int classes) {
    return switch (this) {
      case INT -> Array.scalar(DType.INT32, new int[] {label});
      case BINARY -> Array.of(new float[] {label});
      case CATEGORICAL -> {
        float[] oneHot = new float[classes];
        oneHot[label] = 1;
        yield Array.of(oneHot);
      }
      case NONE -> throw new AssertionError(this);
    };
  }
}
