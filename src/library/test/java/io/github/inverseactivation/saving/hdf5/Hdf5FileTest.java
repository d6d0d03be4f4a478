package io.github.inverseactivation.saving.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.FormatException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Hdf5FileTest {
  @Test
  void whatIsWrittenIsRead() throws IOException {
    Map<String, Array> arrays = new LinkedHashMap<>();
    arrays.put("a/vars/0", Array.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 3, 2));
    arrays.put("a/vars/1", Array.of(new double[] {Math.PI, Double.MIN_VALUE}));
    arrays.put("b/vars/0", Array.scalar(DType.INT64, new long[] {Long.MAX_VALUE}));
    arrays.put("b/vars/1", Array.scalar(DType.FLOAT32, new float[] {0.1f}));
    arrays.put("top", Array.of(new int[] {-1, 2}));
    try (Hdf5File file = Hdf5File.of("x.h5", Hdf5Writer.write(arrays))) {
      assertThat(file.datasets()).containsExactlyInAnyOrderElementsOf(arrays.keySet());
      arrays.forEach(
          (path, array) -> {
            Hdf5Dataset dataset = file.dataset(path).orElseThrow();
            assertThat(dataset.shape()).isEqualTo(array.shape());
            assertThat(dataset.dtype()).isEqualTo(array.dtype());
            assertThat(dataset.read()).isEqualTo(array);
          });
      assertThat(file.children("a")).containsExactly("vars");
      assertThat(file.hasGroup("a/vars")).isTrue();
      assertThat(file.hasGroup("top")).isFalse();
      assertThat(file.dataset("a")).isEmpty();
      assertThat(file.text("", "none")).isEmpty();
    }
  }

  /** Thousands of groups: the encoder's line behind the last array must overwrite none of them. */
  @Test
  void manyGroupsAreReadAsTheyWereWritten() throws IOException {
    Map<String, Array> arrays = new LinkedHashMap<>();
    for (int i = 0; i < 1500; i++) {
      arrays.put("layers/dense_" + i + "/vars/0", Array.of(new float[] {i}));
    }
    try (Hdf5File file = Hdf5File.of("x.h5", Hdf5Writer.write(arrays))) {
      arrays.forEach(
          (path, array) -> assertThat(file.dataset(path).orElseThrow().read()).isEqualTo(array));
    }
  }

  @Test
  void otherFilesAreRefused() {
    assertThatThrownBy(() -> Hdf5File.of("x.h5", new byte[] {1, 2, 3}))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("x.h5: not an HDF5 file");
  }

  @Test
  void textsAreNotWritten() {
    assertThatThrownBy(() -> Hdf5Writer.write(Map.of("x", Array.ofStrings("a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("x: expected float32, float64, int32 or int64");
  }
}
