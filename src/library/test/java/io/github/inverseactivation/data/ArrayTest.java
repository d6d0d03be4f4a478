package io.github.inverseactivation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArrayTest {

  static List<JsonNode> casts() throws IOException {
    return StreamSupport.stream(GoldenArrays.json().get("casts").spliterator(), false).toList();
  }

  @ParameterizedTest
  @MethodSource("casts")
  void castsAsNumPyDoes(JsonNode golden) {
    Array from = GoldenArrays.array(golden.get("from"));
    Array to = GoldenArrays.array(golden.get("to"));

    Array cast = from.cast(to.dtype());

    if (to.dtype().isFloating()) { // doubles hold them all, and NaN has many bit patterns
      assertThat(cast.dtype()).isEqualTo(to.dtype());
      assertThat(cast.doubles()).containsExactly(to.doubles());
    } else {
      assertThat(cast).isEqualTo(to);
    }
  }

  @Test
  void saturatesWhereNumPyLeavesItUndefined() {
    Array odd = Array.of(new double[] {Double.NaN, 1e30, -1e30, 300.5, -1});

    assertThat(odd.cast(DType.UINT8)).isEqualTo(Array.uint8(new byte[] {0, -1, 0, -1, 0}));
    assertThat(odd.cast(DType.INT8))
        .isEqualTo(Array.of(DType.INT8, new byte[] {0, 127, -128, 127, -1}));
    assertThat(odd.cast(DType.INT32))
        .isEqualTo(Array.of(new int[] {0, Integer.MAX_VALUE, Integer.MIN_VALUE, 300, -1}));
    assertThat(odd.cast(DType.UINT32))
        .isEqualTo(Array.of(DType.UINT32, new int[] {0, -1, 0, 300, 0}));
    assertThat(odd.longs()).containsExactly(0, Long.MAX_VALUE, Long.MIN_VALUE, 300, -1);
    assertThat(odd.cast(DType.UINT64))
        .isEqualTo(Array.of(DType.UINT64, new long[] {0, -1, 0, 300, 0}));
    assertThat(Array.of(new double[] {0x1p63, 0x1p63 + 2048}).cast(DType.UINT64).elements())
        .isEqualTo(new long[] {Long.MIN_VALUE, Long.MIN_VALUE + 2048});
  }

  @Test
  void readsAnyNumericTypeAsFloats() {
    assertThat(Array.uint8(new byte[] {0, 1, -1}).floats()).containsExactly(0, 1, 255);
    assertThat(Array.of(DType.UINT16, new short[] {-1}).floats()).containsExactly(65535);
    assertThat(Array.of(DType.UINT32, new int[] {-1}).doubles()).containsExactly(4294967295.0);
    assertThat(Array.of(DType.UINT64, new long[] {-1}).floats()).containsExactly(0x1p64f);
    assertThat(Array.of(DType.FLOAT16, new short[] {0x3C00, (short) 0xC000, 1}).floats())
        .containsExactly(1, -2, 0x1p-24f);
    assertThat(Array.of(DType.BFLOAT16, new short[] {0x3F80, 0x4049}).floats())
        .containsExactly(1, 3.140625f);
    assertThat(Array.of(DType.BOOL, new byte[] {1, 0}).floats()).containsExactly(1, 0);
    float[] own = {1, 2};
    assertThat(Array.of(own).floats()).isSameAs(own);
  }

  @Test
  void roundsTripsOfEveryHalf() {
    short[] all = new short[65536];
    for (int i = 0; i < all.length; i++) {
      boolean nan = (i & 0x7C00) == 0x7C00 && (i & 0x3FF) != 0;
      all[i] = (short) (nan ? 0x7E00 : i);
    }
    Array halves = Array.of(DType.FLOAT16, all);

    assertThat(halves.cast(DType.FLOAT32).cast(DType.FLOAT16)).isEqualTo(halves);
    assertThat(halves.cast(DType.FLOAT64).cast(DType.FLOAT16)).isEqualTo(halves);
  }

  @ParameterizedTest
  @EnumSource(value = DType.class, names = "STRING", mode = EnumSource.Mode.EXCLUDE)
  void castsWhatIsLongerThanABlock(DType dtype) {
    int[] numbers = new int[10_000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i % 2;
    }
    Array array = Array.of(numbers, 100, 100);

    assertThat(array.cast(dtype).cast(DType.INT32)).isEqualTo(array);
    assertThat(array.cast(dtype).floats()).hasSize(10_000).endsWith(0, 1);
  }

  @Test
  void keepsTextAndNumbersApart() {
    Array text = Array.ofStrings("a", "déjà");
    assertThat(text.strings()).containsExactly("a", "déjà");
    assertThat(text.shape()).containsExactly(2);
    assertThatIllegalArgumentException()
        .isThrownBy(text::floats)
        .withMessageContaining("cannot cast string to float32");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Array.of(new float[2]).strings())
        .withMessageContaining("this is float32");
  }

  @Test
  void takesRows() {
    Array matrix = Array.of(new float[][] {{1, 2}, {3, 4}, {5, 6}});

    assertThat(matrix.rows(1, 3)).isEqualTo(Array.of(new float[] {3, 4, 5, 6}, 2, 2));
    assertThat(matrix.rows(1, 1).shape()).containsExactly(0, 2);
    assertThat(matrix.gather(new int[] {2, 0, 2}))
        .isEqualTo(Array.of(new float[] {5, 6, 1, 2, 5, 6}, 3, 2));
    assertThat(Array.ofStrings("a", "b").gather(new int[] {1}).strings()).containsExactly("b");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> matrix.gather(new int[] {3}))
        .withMessage("row 3 of an array with 3 rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> matrix.rows(1, 4))
        .withMessage("rows 1 to 4 of an array with 3 rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Array.scalar(DType.INT32, new int[] {1}).rows())
        .withMessageContaining("a scalar has no rows");
  }

  @Test
  void joinsRows() {
    Array a = Array.of(new int[][] {{1, 2}});
    Array b = Array.of(new int[][] {{3, 4}, {5, 6}});

    assertThat(Array.concatenate(List.of(a, b, a)))
        .isEqualTo(Array.of(new int[] {1, 2, 3, 4, 5, 6, 1, 2}, 4, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Array.concatenate(List.of(a, Array.of(new int[] {1}, 1, 1))))
        .withMessageStartingWith("cannot concatenate Array(int32, [1, 2], [1, 2])");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Array.concatenate(List.of(a, a.cast(DType.INT64))));
    assertThatIllegalArgumentException().isThrownBy(() -> Array.concatenate(List.of()));
  }

  @Test
  void flattensNestedArrays() {
    assertThat(Array.of(new float[][][] {{{1}, {2}}, {{3}, {4}}}))
        .isEqualTo(Array.of(new float[] {1, 2, 3, 4}, 2, 2, 1));
    assertThat(Array.of(new float[][][][] {{{{1, 2}}}}).shape()).containsExactly(1, 1, 1, 2);
    assertThat(Array.of(new double[][] {{1}, {2}}).dtype()).isEqualTo(DType.FLOAT64);
    assertThat(Array.of(new float[0][]).shape()).containsExactly(0, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Array.of(new int[][] {{1, 2}, {3}}))
        .withMessageContaining("dimension 1 has size 2 in the first row and 1 in a later one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Array.of(new float[][] {{1}, null}))
        .withMessageContaining("null in a later one");
  }

  @Test
  void comparesByContent() {
    Array a = Array.of(new float[] {1, Float.NaN}, 2);
    assertThat(a)
        .isEqualTo(Array.of(new float[] {1, Float.NaN}))
        .hasSameHashCodeAs(Array.of(new float[] {1, Float.NaN}));
    assertThat(a).isNotEqualTo(a.reshape(1, 2)).isNotEqualTo(Array.of(new float[] {1, 2}));
    assertThat(Array.uint8(new byte[1])).isNotEqualTo(Array.of(DType.INT8, new byte[1]));
    assertThat(Array.ofStrings("a")).isEqualTo(Array.ofStrings("a"));
  }

  @Test
  void showsItself() {
    assertThat(Array.uint8(new byte[] {-1, 2})).hasToString("Array(uint8, [2], [255, 2])");
    assertThat(Array.of(new int[10], 5, 2))
        .hasToString("Array(int32, [5, 2], [0, 0, 0, 0, 0, 0, 0, 0, ...])");
    assertThat(Array.of(DType.BOOL, new byte[] {1})).hasToString("Array(bool, [1], [true])");
    assertThat(Array.ofStrings("x")).hasToString("Array(string, [1], [x])");
    assertThat(Array.of(DType.UINT64, new long[] {-1}))
        .hasToString("Array(uint64, [1], [18446744073709551615])");
    assertThat(Array.of(new float[0])).hasToString("Array(float32, [0], [])");
  }

  @Test
  void refusesShapesThatDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Array.of(new float[3], 2, 2))
        .withMessage("shape [2, 2] has 4 elements, but 3 were given");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Array.of(new float[0], 1L << 30, 1L << 30, 1L << 30))
        .withMessageContaining("more elements than can be counted");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Array.of(DType.UINT8, new int[1]))
        .withMessage("elements of type uint8 are held in byte[], but int[] was given");
  }
}
