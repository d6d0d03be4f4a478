package io.github.inverseactivation.layers.operations;

import io.github.inverseactivation.data.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.Operand;

/**
 * The arguments of an operation by the names of its parameters, with the tensors in their places.
 */
final class Bound {
  private final Emitter e;
  private final Map<String, Value> values;
  private final List<Operand<?>> inputs;

  Bound(Emitter e, Map<String, Value> values, List<Operand<?>> inputs) {
    this.e = e;
    this.values = values;
    this.inputs = inputs;
  }

  Value value(String name) {
    return values.get(name);
  }

  boolean given(String name) {
    return !(values.get(name) instanceof Value.None);
  }

  // ---- tensors

  /** A tensor, number or list of numbers as a tensor of its own type. */
  Operand<?> tensor(String name) {
    return tensor(name, values.get(name));
  }

  Operand<?> floats(String name) {
    return e.toFloat(tensor(name));
  }

  /** The tensor that the parameter x takes. */
  Operand<?> x() {
    return tensor("x");
  }

  /** The tensor that the parameter x takes, as floating-point numbers. */
  Operand<?> fx() {
    return floats("x");
  }

  Operand<?> tensor(String name, Value value) {
    if (value instanceof Value.Input input) {
      return inputs.get(input.index());
    }
    if (value instanceof Value.Constant constant) {
      return e.constant(constant);
    }
    return numbers(name, value, ElementTypes.together(strong(value), whole(value), real(value)));
  }

  /** A number or nested lists of numbers and tensors, in a type. */
  private Operand<?> numbers(String name, Value value, DType type) {
    if (value instanceof Value.Whole whole) {
      return e.number(whole.number(), type);
    }
    if (value instanceof Value.Real real) {
      return e.number(real.number(), type);
    }
    if (value instanceof Value.Truth truth) {
      return e.number(truth.truth() ? 1 : 0, type);
    }
    if (value instanceof Value.Sequence sequence && !sequence.values().isEmpty()) {
      return e.stack(sequence.values().stream().map(each -> numbers(name, each, type)).toList(), 0);
    }
    if (value instanceof Value.Input || value instanceof Value.Constant) {
      return e.cast(tensor(name, value), type);
    }
    throw wrong(name, "a tensor or numbers");
  }

  /** A list of tensors, each of its own type; one tensor is cut along its first dimension. */
  List<Operand<?>> tensors(String name) {
    Value value = values.get(name);
    if (value instanceof Value.Sequence sequence) {
      if (sequence.values().isEmpty()) {
        throw wrong(name, "at least one tensor");
      }
      List<Operand<?>> found = new ArrayList<>();
      sequence.values().forEach(each -> found.add(tensor(name, each)));
      return found;
    }
    Operand<?> whole = tensor(name);
    int count = e.known(whole, 0);
    return e.kernel("Unpack", whole).set("num", (long) count).outs(count);
  }

  /** Several tensors of the type to which theirs are promoted. */
  List<Operand<?>> promoted(List<Operand<?>> tensors) {
    DType type = ElementTypes.together(tensors.stream().map(e::type).toList(), false, false);
    return tensors.stream().<Operand<?>>map(each -> e.cast(each, type)).toList();
  }

  /** Tensors or numbers as tensors of the type to which theirs are promoted. */
  List<Operand<?>> together(String... names) {
    return in(common(names), names);
  }

  /** The same as floating-point numbers. */
  List<Operand<?>> floatsTogether(String... names) {
    return in(DType.FLOAT32, names);
  }

  /** The type to which those of arguments are promoted. */
  DType common(String... names) {
    List<DType> strong = new ArrayList<>();
    boolean whole = false;
    boolean real = false;
    for (String name : names) {
      Value value = values.get(name);
      strong.addAll(strong(value));
      whole |= whole(value);
      real |= real(value);
    }
    return ElementTypes.together(strong, whole, real);
  }

  private List<Operand<?>> in(DType type, String... names) {
    List<Operand<?>> found = new ArrayList<>();
    for (String name : names) {
      found.add(numbers(name, values.get(name), type));
    }
    return found;
  }

  private List<DType> strong(Value value) {
    List<DType> found = new ArrayList<>();
    if (value instanceof Value.Input input) {
      found.add(e.type(inputs.get(input.index())));
    } else if (value instanceof Value.Constant constant) {
      found.add(constant.dtype().isFloating() ? DType.FLOAT32 : constant.dtype());
    } else if (value instanceof Value.Truth) {
      found.add(DType.BOOL);
    } else if (value instanceof Value.Sequence sequence) {
      sequence.values().forEach(each -> found.addAll(strong(each)));
    }
    return found;
  }

  private static boolean whole(Value value) {
    return value instanceof Value.Whole
        || value instanceof Value.Sequence sequence
            && sequence.values().stream().anyMatch(Bound::whole);
  }

  private static boolean real(Value value) {
    return value instanceof Value.Real
        || value instanceof Value.Sequence sequence
            && sequence.values().stream().anyMatch(Bound::real);
  }

  // ---- options

  boolean flag(String name) {
    Value value = values.get(name);
    if (value instanceof Value.Truth truth) {
      return truth.truth();
    }
    if (value instanceof Value.Whole whole && (whole.number() == 0 || whole.number() == 1)) {
      return whole.number() == 1;
    }
    if (value instanceof Value.None) {
      return false;
    }
    throw wrong(name, "True or False");
  }

  int integer(String name) {
    return integer(name, values.get(name));
  }

  int integer(String name, Value value) {
    double number =
        value instanceof Value.Whole whole
            ? whole.number()
            : value instanceof Value.Real real ? real.number() : Double.NaN;
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw wrong(name, "a whole number of at most 2147483647");
    }
    return (int) number;
  }

  double real(String name) {
    return real(name, values.get(name));
  }

  double real(String name, Value value) {
    if (value instanceof Value.Real real) {
      return real.number();
    }
    if (value instanceof Value.Whole whole) {
      return whole.number();
    }
    if (value instanceof Value.Constant constant && constant.numbers().size() == 1) {
      return constant.numbers().get(0);
    }
    throw wrong(name, "a number");
  }

  /** Numbers, one for each of several places where only one is given. */
  double[] reals(String name, int count) {
    if (!(values.get(name) instanceof Value.Sequence sequence)) {
      double one = real(name);
      return IntStream.range(0, count).mapToDouble(i -> one).toArray();
    }
    if (sequence.values().size() != count) {
      throw wrong(name, count + " numbers");
    }
    return sequence.values().stream().mapToDouble(each -> real(name, each)).toArray();
  }

  String text(String name) {
    if (values.get(name) instanceof Value.Text text) {
      return text.text();
    }
    throw wrong(name, "a text");
  }

  /** A type, the given one for None. */
  DType dtype(String name, DType initial) {
    return given(name) ? ElementTypes.named(text(name)) : initial;
  }

  /** A whole number or a list of them. */
  int[] integers(String name) {
    Value value = values.get(name);
    if (value instanceof Value.Sequence sequence) {
      return sequence.values().stream().mapToInt(each -> integer(name, each)).toArray();
    }
    if (value instanceof Value.Constant constant) {
      return constant.numbers().stream().mapToInt(each -> integer(name, Value.of(each))).toArray();
    }
    return new int[] {integer(name)};
  }

  /** Whole numbers, one for each of several dimensions where only one is given. */
  int[] integers(String name, int count) {
    int[] found = integers(name);
    if (found.length == 1 && count > 1) {
      return IntStream.range(0, count).map(i -> found[0]).toArray();
    }
    if (found.length != count) {
      throw wrong(name, count + " whole numbers");
    }
    return found;
  }

  /** A dimension, counted from the front. */
  int axis(String name, int rank) {
    return axis(name, integer(name), rank);
  }

  private int axis(String name, int axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw new IllegalArgumentException(
          "has " + name + "=" + axis + ", but the tensor has " + rank + " dimensions");
    }
    return axis < 0 ? axis + rank : axis;
  }

  /** Dimensions of one of several lists of them. */
  int[] axes(String name, Value value, int rank) {
    return (value instanceof Value.Sequence sequence ? sequence.values() : List.of(value))
        .stream().mapToInt(each -> axis(name, integer(name, each), rank)).toArray();
  }

  /** Dimensions, counted from the front; all for None. */
  int[] axes(String name, int rank) {
    if (!given(name)) {
      return IntStream.range(0, rank).toArray();
    }
    int[] found = Arrays.stream(integers(name)).map(each -> axis(name, each, rank)).toArray();
    if (Arrays.stream(found).distinct().count() != found.length) {
      throw wrong(name, "each dimension once");
    }
    return found;
  }

  IllegalArgumentException wrong(String name, String expected) {
    return new IllegalArgumentException(
        "has " + name + "=" + Texts.of(values.get(name)) + ", expected " + expected);
  }
}
