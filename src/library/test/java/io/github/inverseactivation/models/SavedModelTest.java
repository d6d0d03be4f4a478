package io.github.inverseactivation.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.FormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The small model: y = relu(x w) where that has a positive sum, w = ((1, -2), (3, 4), (.5, .25)).
 */
class SavedModelTest {
  private static final Path SMALL = Path.of("src/library/test/resources/savedmodel/small");

  private static Array row(float... values) {
    return Array.of(values, 1, values.length);
  }

  @Test
  void predictsByName() {
    try (SavedModel model = SavedModel.load(SMALL)) {
      assertThat(model.signatures()).containsOnlyKeys("serving_default", "words");
      assertThat(model.signatures().get("serving_default").inputs().get("x").toString())
          .isEqualTo("x: float32 [-1, 3]");

      Array y = model.predict(Map.of("x", row(1, 2, 3))).get("y");
      assertThat(y.shape()).containsExactly(1, 2);
      assertThat((float[]) y.elements()).containsExactly(8.5f, 6.75f);

      Array text = Array.scalar(DType.STRING, new byte[][] {"to be".getBytes()});
      Array words = model.predict("words", Map.of("text", text)).get("words");
      assertThat((byte[][]) words.elements()).isDeepEqualTo(new byte[][] {{'t', 'o'}, {'b', 'e'}});
    }
  }

  @Test
  void predictsOneArray() {
    try (SavedModel model = SavedModel.load(SMALL)) {
      assertThat((float[]) model.predict(row(0, 1, 0)).elements()).containsExactly(3f, 4f);
    }
  }

  @Test
  void saysWhatIsWrongWithTheInputs() {
    try (SavedModel model = SavedModel.load(SMALL)) {
      assertThatThrownBy(() -> model.predict(Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("signature serving_default needs input 'x'; it takes [x: float32 [-1, 3]]");
      assertThatThrownBy(() -> model.predict(Map.of("x", row(1, 2, 3), "z", row(1))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has no input 'z'; it takes [x: float32 [-1, 3]]");
      assertThatThrownBy(() -> model.predict(Array.of(new double[3], 1, 3)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("takes float32, but float64 was given");
      assertThatThrownBy(() -> model.predict(row(1, 2)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("takes the shape [-1, 3] (-1: any size), but [1, 2] was given");
      assertThatThrownBy(() -> model.predict(Array.of(new float[3], 3)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("but [3] was given");
      assertThatThrownBy(() -> model.predict("serve", Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no signature 'serve', it has [serving_default, words]");
    }
  }

  @Test
  void namesTheTagsThereAre() {
    assertThatThrownBy(() -> SavedModel.loader(SMALL).tags("train", "gpu").load())
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("no graph tagged [gpu, train], found [[serve]]");
    assertThatThrownBy(() -> SavedModel.loader(SMALL).tags("train").trusted(true).load())
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("found [[serve]]");
  }

  @Test
  void refusesToWorkOnceClosed() {
    SavedModel model = SavedModel.load(SMALL);
    model.close();
    model.close();
    assertThatThrownBy(() -> model.predict(row(1, 2, 3)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the model is closed");
  }

  @Test
  void manyThreadsGetTheSameNumbers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (SavedModel model = SavedModel.load(SMALL)) {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        int number = thread + 1;
        tasks.add(
            () -> {
              for (int i = 0; i < 200; i++) {
                float[] y = (float[]) model.predict(row(number, number, 2 * i)).elements();
                assertThat(y).containsExactly(4 * number + i, 2 * number + 0.5f * i);
              }
              return null;
            });
      }
      for (Future<Void> future : threads.invokeAll(tasks)) {
        future.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void closesSafelyWhileOthersPredict() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 5; round++) {
        SavedModel model = SavedModel.load(SMALL);
        CountDownLatch running = new CountDownLatch(8);
        List<Future<String>> ends = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
          ends.add(
              threads.submit(
                  () -> {
                    while (true) {
                      try {
                        float[] y = (float[]) model.predict(row(1, 2, 3)).elements();
                        assertThat(y).containsExactly(8.5f, 6.75f);
                        running.countDown();
                      } catch (IllegalStateException e) {
                        return e.getMessage();
                      }
                    }
                  }));
        }
        running.await();
        model.close();
        for (Future<String> end : ends) {
          assertThat(end.get()).isEqualTo("the model is closed");
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
