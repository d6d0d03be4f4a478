package io.github.inverseactivation.layers.preprocessing;

import io.github.inverseactivation.config.Options;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The range that a number is drawn from for each image: an option that is given as one number or as
 * two. Immutable.
 */
final class Factor {
  private final String name;
  private final double least;
  private final double greatest;
  private final boolean eitherWay;
  private final double[] numbers;

  private Factor(String name, double least, double greatest, boolean eitherWay, double[] numbers) {
    this.name = name;
    this.least = least;
    this.greatest = greatest;
    this.eitherWay = eitherWay;
    this.numbers = numbers;
  }

  /** An option of which one number is the distance of both ends from 0. Nothing is given yet. */
  static Factor eitherWay(String name, double least, double greatest) {
    return new Factor(name, least, greatest, true, null);
  }

  /** An option of which one number is the larger end, with 0 as the smaller. Not given yet. */
  static Factor fromZero(String name, double least, double greatest) {
    return new Factor(name, least, greatest, false, null);
  }

  /** The same option with other numbers; null for none. */
  Factor of(double... numbers) {
    double[] given = numbers == null ? null : numbers.clone();
    return new Factor(name, least, greatest, eitherWay, given);
  }

  /** The same option, with both ends in its place where one number stands for them. */
  Factor asEnds() {
    return given() && (numbers.length == 1 || numbers.length == 2) ? of(ends()) : this;
  }

  /** Passes the numbers through a writer or a reader. */
  Factor option(Options options) {
    return new Factor(name, least, greatest, eitherWay, options.numbers(name, numbers));
  }

  /** Whether there are numbers. */
  boolean given() {
    return numbers != null;
  }

  /** The numbers as they were given; not to be changed. */
  double[] numbers() {
    return numbers;
  }

  /** The smaller and the larger end. */
  double[] ends() {
    double[] ends =
        numbers.length == 1
            ? new double[] {eitherWay ? -numbers[0] : 0, numbers[0]}
            : numbers.clone();
    Arrays.sort(ends);
    return ends;
  }

  /** Refuses what is not one number or two within the bounds. */
  void require() {
    if (numbers == null
        || numbers.length < 1
        || numbers.length > 2
        || !Arrays.stream(numbers).allMatch(each -> each >= least && each <= greatest)) {
      throw new IllegalArgumentException(
          name
              + " takes one number or two, from "
              + least
              + " to "
              + greatest
              + ", not "
              + Arrays.toString(numbers));
    }
  }

  /** Refuses two numbers of which the first is larger. */
  void requireAscending() {
    if (numbers[0] > numbers[numbers.length - 1]) {
      throw new IllegalArgumentException(
          name + " has the smaller number first, not " + Arrays.toString(numbers));
    }
  }

  /** Refuses what is not from 0 to 1. */
  static void requireShare(String name, double number) {
    if (!(number >= 0 && number <= 1)) {
      throw new IllegalArgumentException(name + " must be from 0 to 1, not " + number);
    }
  }

  /** Refuses such numbers, if there are any. */
  void requireIfGiven() {
    if (given()) {
      require();
    }
  }

  /** A column of what is drawn for each image, brought to the range: {@code [batch, 1]}. */
  Operand<TFloat32> draw(Ops tf, Operand<TFloat32> drawn, int column) {
    return draw(tf, drawn, column, end -> end);
  }

  /** The same for a range whose ends are a linear function of this one's. */
  Operand<TFloat32> draw(
      Ops tf, Operand<TFloat32> drawn, int column, DoubleUnaryOperator function) {
    double[] ends = ends();
    double from = function.applyAsDouble(ends[0]);
    double to = function.applyAsDouble(ends[1]);
    return tf.math.add(
        tf.math.mul(Augmentation.column(tf, drawn, column), tf.constant((float) (to - from))),
        tf.constant((float) from));
  }
}
