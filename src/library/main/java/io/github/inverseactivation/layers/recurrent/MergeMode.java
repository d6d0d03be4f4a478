package io.github.inverseactivation.layers.recurrent;

/** How {@link Bidirectional} makes one output of two. */
public enum MergeMode {
  /** One after the other along the last axis. */
  CONCAT,
  /** Their sum. */
  SUM,
  /** Their product. */
  MUL,
  /** Their mean. */
  AVE,
  /** Not at all: there are two outputs. Keras's {@code None}. */
  NONE
}
