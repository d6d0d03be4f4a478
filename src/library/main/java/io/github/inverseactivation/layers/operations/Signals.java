package io.github.inverseactivation.layers.operations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.proto.DataType;

/** Fourier transforms, whose complex numbers are pairs of tensors, and series of numbers. */
final class Signals {
  private Signals() {}

  static void addTo(Table table) {
    table.module("math");
    for (String name : List.of("FFT", "FFT2", "IFFT2")) {
      String kernel = name.replace("2", "2D");
      table.addAll(name, "x", (e, a) -> parts(e, e.op(kernel, complex(e, a))));
    }
    table.addAll("RFFT", "x | fft_length=None", (e, a) -> parts(e, spectrum(e, a)));
    table.add("IRFFT", "x | fft_length=None", Signals::inverse);
    table.add(
        "ExtractSequences",
        "x | sequence_length, sequence_stride",
        (e, a) -> frames(e, a.x(), a.integer("sequence_length"), a.integer("sequence_stride")));
    table.addAll(
        "STFT",
        "x | sequence_length, sequence_stride, fft_length, window='hann', center=True",
        Signals::shortTime);
    table.module("numpy");
    table.add("Corrcoef", "x", (e, a) -> correlations(e, a.fx()));
    table.add("Correlate", "x1, x2 | mode='valid'", Signals::correlated);
  }

  private static Operand<?> complex(Emitter e, Bound a) {
    List<Operand<?>> pair = a.tensors("x");
    if (pair.size() != 2) {
      throw a.wrong("x", "a real and an imaginary part");
    }
    Operand<?> real = e.toFloat(pair.get(0));
    return e.kernel("Complex", real, e.toFloat(pair.get(1))).set("Tout", type(real)).out();
  }

  private static DataType type(Operand<?> real) {
    return switch (real.asOutput().dataType()) {
      case DT_FLOAT -> DataType.DT_COMPLEX64;
      case DT_DOUBLE -> DataType.DT_COMPLEX128;
      default ->
          throw new IllegalArgumentException("transforms numbers of single or double precision");
    };
  }

  private static List<Operand<?>> parts(Emitter e, Operand<?> complex) {
    List<Operand<?>> found = new ArrayList<>();
    DataType type = complex.asOutput().dataType();
    DataType real = type == DataType.DT_COMPLEX64 ? DataType.DT_FLOAT : DataType.DT_DOUBLE;
    for (String name : List.of("Real", "Imag")) {
      found.add(e.kernel(name, complex).set("Tout", real).out());
    }
    return found;
  }

  private static int length(Bound a, int initial) {
    int length = a.given("fft_length") ? a.integer("fft_length") : initial;
    if (length < 1 || length > 1 << 24) {
      throw a.wrong("fft_length", "1 to " + (1 << 24));
    }
    return length;
  }

  private static Operand<?> spectrum(Emitter e, Bound a) {
    Operand<?> x = a.fx();
    return spectrum(e, x, length(a, a.given("fft_length") ? 1 : e.known(x, e.rank(x) - 1)));
  }

  private static Operand<?> spectrum(Emitter e, Operand<?> x, int length) {
    return e.kernel("RFFT", x, e.ints(length)).set("Tcomplex", type(x)).out();
  }

  private static Operand<?> inverse(Emitter e, Bound a) {
    Operand<?> x = complex(e, a);
    int length = length(a, a.given("fft_length") ? 1 : 2 * (e.known(x, e.rank(x) - 1) - 1));
    DataType real =
        x.asOutput().dataType() == DataType.DT_COMPLEX64 ? DataType.DT_FLOAT : DataType.DT_DOUBLE;
    return e.kernel("IRFFT", x, e.ints(length)).set("Treal", real).out();
  }

  /** Pieces along the last dimension; what is left at the end is left out. */
  private static Operand<?> frames(Emitter e, Operand<?> x, int length, int stride) {
    int last = e.rank(x) - 1;
    int size = e.known(x, last);
    if (length < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "cuts pieces of " + length + " by steps of " + stride + ", expected at least 1");
    }
    int count = size < length ? 0 : 1 + (size - length) / stride;
    int[] places = new int[Math.multiplyExact(count, length)];
    Arrays.setAll(places, i -> i / length * stride + i % length);
    return e.gather(x, e.reshape(e.ints(places), count, length), last);
  }

  private static List<Operand<?>> shortTime(Emitter e, Bound a) {
    Operand<?> x = a.fx();
    int last = e.rank(x) - 1;
    int sequence = a.integer("sequence_length");
    int length = length(a, 1);
    if (sequence < 1 || sequence > length) {
      throw a.wrong("sequence_length", "1 to " + length);
    }
    if (a.flag("center")) {
      int[] widths = new int[2 * (last + 1)];
      widths[2 * last] = length / 2;
      widths[2 * last + 1] = length / 2;
      x =
          e.kernel("MirrorPad", x, e.reshape(e.ints(widths), last + 1, 2))
              .set("mode", "REFLECT")
              .out();
    }
    double[] window = new double[length];
    int before = (length - sequence) / 2;
    boolean whole = !a.given("window");
    String name = whole ? "" : a.text("window");
    if (!whole && !name.equals("hann") && !name.equals("hamming")) {
      throw a.wrong("window", "'hann', 'hamming' or None");
    }
    // Python's windows are periodic, and its Hamming window is of the old constants.
    double high = name.equals("hamming") ? 0.54 : 0.5;
    for (int i = 0; i < sequence; i++) {
      double wave = Math.cos(2 * Math.PI * i / sequence);
      window[before + i] = sequence == 1 ? 1 : high - (1 - high) * wave;
    }
    if (whole) {
      Arrays.fill(window, 1);
    }
    Operand<?> pieces = frames(e, x, length, a.integer("sequence_stride"));
    return parts(e, spectrum(e, e.mul(pieces, e.toFloat(e.tf().constant(window))), length));
  }

  private static Operand<?> correlations(Emitter e, Operand<?> x) {
    int last = e.rank(x) - 1;
    if (last != 1) {
      throw new IllegalArgumentException("takes a tensor of two dimensions");
    }
    Operand<?> centered = e.sub(x, e.reduce("Mean", x, new int[] {last}, true));
    Operand<?> products = LinearAlgebra.product(e, centered, centered, false, true);
    Operand<?> squares = e.reduce("Sum", e.op("Square", centered), new int[] {last}, false);
    Operand<?> norm = e.op("Sqrt", squares);
    Operand<?> found = e.div(products, e.mul(e.expand(norm, 1), e.expand(norm, 0)));
    return e.op("Maximum", e.op("Minimum", found, e.like(found, 1)), e.like(found, -1));
  }

  private static Operand<?> correlated(Emitter e, Bound a) {
    Operand<?> one = a.floats("x1");
    Operand<?> other = a.floats("x2");
    if (e.rank(one) != 1 || e.rank(other) != 1) {
      throw new IllegalArgumentException("takes two tensors of one dimension");
    }
    int first = e.known(one, 0);
    int second = e.known(other, 0);
    String mode = a.text("mode");
    if (mode.equals("valid")) {
      if (second > first) {
        throw a.wrong("mode", "'full' or 'same' where the second tensor is the longer");
      }
    } else if (!mode.equals("full") && !mode.equals("same")) {
      throw a.wrong("mode", "'valid', 'same' or 'full'");
    } else {
      one = e.op("Pad", one, e.reshape(e.ints(second - 1, second - 1), 1, 2));
    }
    Operand<?> pieces = frames(e, one, second, 1);
    Operand<?> found = e.reduce("Sum", e.mul(pieces, other), new int[] {1}, false);
    if (!mode.equals("same")) {
      return found;
    }
    int size = Math.max(first, second);
    return e.part(found, 0, (first + second - 1 - size) / 2, size);
  }
}
