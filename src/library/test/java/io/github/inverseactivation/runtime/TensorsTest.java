package io.github.inverseactivation.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

class TensorsTest {
  static Stream<Array> arrays() {
    return Stream.of(
        Array.of(DType.BOOL, new byte[] {1, 0, 1}, 3),
        Array.of(DType.UINT8, new byte[] {-1, 0, 7, 3}, 2, 2),
        Array.of(DType.UINT16, new short[] {-1, 9}, 2, 1),
        Array.of(new int[] {Integer.MIN_VALUE, 3}, 1, 2),
        Array.of(new long[] {Long.MAX_VALUE, -1}),
        Array.of(DType.FLOAT16, new short[] {0x3c00, (short) 0xc000}),
        Array.of(DType.BFLOAT16, new short[] {0x3f80, (short) 0xc000}),
        Array.of(new float[] {1.5f, Float.NaN, -0f}),
        Array.of(new double[] {Math.PI, Double.NEGATIVE_INFINITY}),
        Array.of(
            DType.STRING,
            new byte[][] {{}, {0, -1}, new byte[300], "é".getBytes(StandardCharsets.UTF_8)},
            2,
            2),
        Array.of(new float[0], 0, 3),
        Array.of(DType.STRING, new byte[0][], 0),
        Array.scalar(DType.STRING, new byte[][] {{42}}),
        Array.scalar(DType.INT32, new int[] {-5}));
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void comesBackUnchanged(Array array) {
    try (Tensor tensor = Tensors.toTensor(array)) {
      assertThat(tensor.shape().asArray()).isEqualTo(array.shape());
      Array back = Tensors.toArray(tensor);
      assertThat(back.dtype()).isEqualTo(array.dtype());
      assertThat(back.shape()).isEqualTo(array.shape());
      assertThat(back.elements()).isEqualTo(array.elements()).isNotSameAs(array.elements());
    }
  }

  @ParameterizedTest
  @EnumSource(value = DType.class, names = "STRING", mode = EnumSource.Mode.EXCLUDE)
  @SuppressWarnings("try")
  void nativeTensorsTakeEveryType(DType dtype) {
    Object elements = NativeTensors.storage(dtype, 2);
    java.lang.reflect.Array.setByte(elements, 1, (byte) 1);
    try (PointerScope scope = new PointerScope()) {
      Array back = NativeTensors.toArray(NativeTensors.toNative(Array.of(dtype, elements, 2, 1)));
      assertThat(back.dtype()).isEqualTo(dtype);
      assertThat(back.shape()).containsExactly(2, 1);
      assertThat(back.elements()).isEqualTo(elements);
    }
  }

  @Test
  void elementsAreWhatTensorFlowReads() {
    try (TFloat32 floats = (TFloat32) Tensors.toTensor(Array.of(new float[] {1, 2, 3, 4}, 2, 2));
        TInt64 longs = (TInt64) Tensors.toTensor(Array.of(new long[] {5, 6}));
        TString text =
            (TString) Tensors.toTensor(Array.of(DType.STRING, new byte[][] {{'a'}, {'b', 'c'}}))) {
      assertThat(floats.getFloat(1, 0)).isEqualTo(3);
      assertThat(longs.getLong(1)).isEqualTo(6);
      assertThat(text.getObject(1)).isEqualTo("bc");
    }
  }

  @Test
  void refusesTypesWithoutAClass() {
    assertThatThrownBy(() -> Tensors.toTensor(Array.of(DType.INT8, new byte[1])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no tensors of int8");
  }
}
