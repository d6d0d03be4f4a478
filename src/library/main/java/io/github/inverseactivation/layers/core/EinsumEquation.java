package io.github.inverseactivation.layers.core;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * An equation such as {@code abc,cd->abd}: a letter for each dimension of an input, of a kernel and
 * of what comes out, where three dots on one side of input and output stand for any further ones.
 */
final class EinsumEquation {
  private static final String DOTS = "(\\.\\.\\.)?";
  private static final Pattern FORM =
      Pattern.compile(DOTS + "([a-zA-Z]+)" + DOTS + ",([a-zA-Z]+)->" + DOTS + "([a-zA-Z]+)" + DOTS);

  private final String equation;
  private final String input;
  private final String kernel;
  private final String output;
  private final boolean left;
  private final boolean right;

  /** Reads an equation. */
  EinsumEquation(String equation) {
    Matcher parts = FORM.matcher(equation == null ? "" : equation);
    boolean form = parts.matches();
    this.equation = equation;
    this.left = form && parts.group(1) != null;
    this.right = form && parts.group(3) != null;
    boolean both = left && right || form && left != (parts.group(5) != null);
    if (!form || both || right != (parts.group(7) != null)) {
      throw new IllegalArgumentException(
          "equation takes the form ab,bc->ac, ...ab,bc->...ac or ab...,bc->ac..., not " + equation);
    }
    this.input = parts.group(2);
    this.kernel = parts.group(4);
    this.output = parts.group(6);
    if (right && input.length() < 2) {
      throw new IllegalArgumentException(
          "equation needs the batch and one more letter before the dots, not " + equation);
    }
    output
        .chars()
        .filter(letter -> input.indexOf(letter) < 0 && kernel.indexOf(letter) < 0)
        .forEach(letter -> refuse(letter, "is in the output, but in neither input nor kernel"));
    kernel
        .chars()
        .filter(letter -> input.indexOf(letter) < 0 && output.indexOf(letter) < 0)
        .forEach(letter -> refuse(letter, "is in the kernel, but in neither input nor output"));
  }

  private void refuse(int letter, String why) {
    throw new IllegalArgumentException(
        "equation " + equation + ": '" + (char) letter + "' " + why + ": put it there too");
  }

  /** Refuses letters for a bias that the output does not have. */
  void requireOfOutput(String biasAxes) {
    biasAxes
        .chars()
        .filter(letter -> output.indexOf(letter) < 0)
        .forEach(letter -> refuse(letter, "is in biasAxes, but not in the output"));
  }

  /** The kernel's axes that are summed over, and those that come out. */
  int[] kernelAxes(boolean comingOut) {
    return IntStream.range(0, kernel.length())
        .filter(i -> output.indexOf(kernel.charAt(i)) >= 0 == comingOut)
        .toArray();
  }

  /** The equation for an input of a rank, with letters in place of the dots. */
  String spelledOut(int rank) {
    if (!left && !right) {
      return equation;
    }
    StringBuilder letters = new StringBuilder();
    for (char letter = 'A'; letters.length() < rank - input.length(); letter++) {
      if (equation.indexOf(letter) < 0 && Character.isLetter(letter)) {
        letters.append(letter);
      }
    }
    return equation.replace("...", letters);
  }

  /** The sizes of one input with what the layer's user says of the output. */
  final class Sizes {
    private final Shape in;
    private final int elided;
    private final long[] said;

    /** Holds shapes against the equation; -1 in outputShape leaves a size to the input. */
    Sizes(Shape in, int[] outputShape) {
      this.in = in;
      this.elided = in.numDimensions() - input.length();
      if (elided < 0 || elided > 0 && !left && !right) {
        throw new IllegalArgumentException(
            "equation "
                + equation
                + " does not go with the input shape "
                + in
                + ": it needs "
                + (left || right ? "at least " : "")
                + input.length()
                + " dimensions");
      }
      int start = left ? Math.max(elided, 1) : 1;
      int end = right ? elided : 0;
      this.said = new long[output.length() + elided];
      if (said.length - start - end != outputShape.length) {
        throw new IllegalArgumentException(
            "outputShape "
                + Arrays.toString(outputShape)
                + " does not go with the equation "
                + equation
                + " and the input shape "
                + in
                + ": it needs "
                + (said.length - start - end)
                + " sizes");
      }
      for (int i = 0; i < said.length; i++) {
        boolean fromEnd = i >= said.length - end;
        said[i] =
            fromEnd
                ? in.get(in.numDimensions() - said.length + i)
                : i < start ? in.get(i) : outputShape[i - start];
      }
      output.chars().filter(letter -> input.indexOf(letter) >= 0).forEach(this::check);
    }

    private void check(int letter) {
      long said = said(letter);
      if (said != Shape.UNKNOWN_SIZE && said != given(letter)) {
        throw new IllegalArgumentException(
            "equation "
                + equation
                + ": '"
                + (char) letter
                + "' is "
                + given(letter)
                + " in the input shape "
                + in
                + ", but "
                + said
                + " in outputShape: make them equal, or leave it out with -1");
      }
    }

    /** What comes out. */
    Shape outputShape() {
      long[] sizes = said.clone();
      for (int i = 0; i < output.length(); i++) {
        char letter = output.charAt(i);
        if (input.indexOf(letter) >= 0) {
          sizes[i + (left ? elided : 0)] = given(letter);
        }
      }
      return Shape.of(sizes);
    }

    /** The kernel's shape; as in Keras, a size that comes out is what outputShape says. */
    Shape kernelShape() {
      return Shape.of(
          kernel
              .chars()
              .mapToLong(letter -> output.indexOf(letter) >= 0 ? said(letter) : given(letter))
              .toArray());
    }

    /** The shape of a bias along some letters of the output, with ones to broadcast. */
    Shape biasShape(String biasAxes) {
      int first = biasAxes.chars().map(output::indexOf).min().orElse(output.length());
      long[] sizes = new long[output.length() - first + (right ? elided : 0)];
      Arrays.fill(sizes, 1);
      for (int i = first; i < output.length(); i++) {
        char letter = output.charAt(i);
        sizes[i - first] = biasAxes.indexOf(letter) >= 0 ? said(letter) : 1;
      }
      return Shape.of(sizes);
    }

    /** The multiplications for one example; an unknown size counts as 1. */
    long macs() {
      long product = kernelShape().size();
      for (int i = 1; i < in.numDimensions(); i++) {
        int at = i - (left ? elided : 0);
        boolean named = at >= 0 && at < input.length();
        boolean ofKernel = named && kernel.indexOf(input.charAt(at)) >= 0;
        boolean again = named && input.indexOf(input.charAt(at)) < at;
        product = ofKernel || again ? product : Math.multiplyExact(product, Math.max(in.get(i), 1));
      }
      return product;
    }

    private long said(int letter) {
      return said[output.indexOf(letter) + (left ? elided : 0)];
    }

    private long given(int letter) {
      return in.get(input.indexOf(letter) + (left ? elided : 0));
    }
  }
}
