package io.github.inverseactivation.layers;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.constraints.NonNeg;
import io.github.inverseactivation.initializers.Constant;
import io.github.inverseactivation.layers.recurrent.GRU;
import io.github.inverseactivation.regularizers.L1;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.framework.regularizers.Regularizer;

/** Values to give to withers: of each type several, as an option may refuse some. */
final class OtherValues {
  private OtherValues() {}

  /** The first copy that a wither makes willingly and that differs. */
  static Layer change(Layer layer, Method wither, Predicate<Layer> differs)
      throws ReflectiveOperationException {
    Throwable refusal = null;
    for (Object value : of(wither.getParameterTypes()[0])) {
      try {
        Layer copy = (Layer) wither.invoke(layer, value);
        if (differs.test(copy)) {
          return copy;
        }
      } catch (InvocationTargetException e) {
        if (!(e.getCause() instanceof IllegalArgumentException)) {
          throw e;
        }
        refusal = e.getCause();
      }
    }
    throw new AssertionError(wither + " changes nothing, or takes none of the values", refusal);
  }

  private static List<?> of(Class<?> type) {
    if (type == boolean.class) {
      return List.of(true, false);
    } else if (type == int.class) {
      return List.of(1, 2, 3);
    } else if (type == long.class) {
      return List.of(11L, 12L);
    } else if (type == double.class) {
      return List.of(0.625, 0.375, 2.5);
    } else if (type == int[].class) {
      return List.of(
          new int[] {2},
          new int[] {3},
          new int[] {0},
          new int[] {5},
          new int[] {3, 2},
          new int[] {2, 3, 4},
          new int[] {1, 2, 3, 4});
    } else if (type == double[].class) {
      return List.of(new double[] {0.625}, new double[] {0.625, 0.5}, new double[] {0.25, 0.75});
    } else if (type == String.class) {
      return List.of("another", "b", "d");
    } else if (type == Activation.class) {
      return List.of(Activations.SOFTSIGN);
    } else if (type == Initializer.class) {
      return List.of(new Constant(0.625));
    } else if (type == Regularizer.class) {
      return List.of(new L1(0.625), new L1(0.5));
    } else if (type == Constraint.class) {
      return List.of(new NonNeg(), new io.github.inverseactivation.constraints.UnitNorm());
    } else if (type == Layer.class) {
      return List.of(
          new GRU(3).goBackwards(true), new GRU(3).goBackwards(true).returnSequences(true));
    } else if (type.isEnum()) {
      return Arrays.asList(type.getEnumConstants());
    }
    throw new AssertionError("no values of " + type + ": add some");
  }
}
