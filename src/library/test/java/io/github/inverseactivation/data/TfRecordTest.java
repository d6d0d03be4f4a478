package io.github.inverseactivation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.testing.Golden;
import io.github.inverseactivation.testing.NeedsPython;
import io.github.inverseactivation.testing.Python;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TFRecord files against TensorFlow; see golden/make_records.py. */
class TfRecordTest {
  private static final Features ALL =
      Features.of()
          .input("x", DType.FLOAT32, 2, 2)
          .input("pixels", DType.UINT8, 2, 3, 1)
          .input("deep", DType.FLOAT64, 2)
          .inputImage("image", ColorMode.RGB, 3, 3)
          .input("words", DType.STRING, 2)
          .target("label", DType.INT64)
          .sampleWeight("weight");

  @TempDir Path folder;

  private static Path golden(String name) {
    return GoldenArrays.file("../records/" + name);
  }

  @Test
  void readsWhatTensorFlowWrites() {
    JsonNode expected = Golden.read("records.json");
    for (String name : List.of("plain.tfrecord", "compressed.tfrecord")) {
      int number = 0;
      for (Example example : TfRecord.of(golden(name)).dataset(ALL).examples()) {
        JsonNode wanted = expected.get(number);
        List<String> names = List.of("x", "pixels", "deep", "image");
        for (int i = 0; i < names.size(); i++) {
          Golden.assertClose(names.get(i), example.inputs().get(i), wanted.get(names.get(i)), 1e-6);
        }
        assertThat(example.inputs().get(4).strings()).containsExactly("one", "zwölf " + number);
        Golden.assertClose("label", example.target(), wanted.get("label"), 0);
        assertThat(example.sampleWeight()).isEqualTo(1f + number);
        number++;
      }
      assertThat(number).isEqualTo(expected.size());
    }
    assertThat(TfRecord.of(golden("raw.tfrecord")).records())
        .extracting(bytes -> bytes.length)
        .containsExactly(0, 1, 1000);
  }

  private static List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 20; i++) {
      byte[] pixels = new byte[6];
      random.nextBytes(pixels);
      examples.add(
          new Example(
              List.of(
                  Array.of(new float[] {i, -1, 0.1f, Float.MIN_VALUE}, 2, 2),
                  Array.uint8(pixels, 2, 3),
                  Array.of(new double[] {Math.PI, i}),
                  Array.ofStrings("a", "ü" + i)),
              List.of(
                  Array.scalar(DType.INT32, new int[] {i - 7}),
                  Array.scalar(DType.UINT8, new byte[] {-1})),
              i / 2f));
    }
    return examples;
  }

  private static final Features OWN =
      Features.of()
          .input("x", DType.FLOAT32, 2, 2)
          .input("pixels", DType.UINT8, 2, 3)
          .input("deep", DType.FLOAT64, 2)
          .input("words", DType.STRING, 2)
          .target("label", DType.INT32)
          .target("byte", DType.UINT8)
          .sampleWeight("weight");

  @Test
  void readsWhatItWrites() throws IOException {
    for (String name : List.of("x.tfrecord", "x.tfrecord.gz")) {
      Path file = folder.resolve(name);
      TfRecord.write(file, examples(), OWN);
      assertThat(TfRecord.of(file).dataset(OWN).examples()).containsExactlyElementsOf(examples());
    }
    assertThat(Files.size(folder.resolve("x.tfrecord.gz")))
        .isLessThan(Files.size(folder.resolve("x.tfrecord")) / 2);
  }

  @Test
  @NeedsPython
  void tensorFlowReadsWhatItWrites() throws IOException {
    Path file = folder.resolve("x.tfrecord");
    TfRecord.write(file, examples(), OWN);
    String script =
        """
        import tensorflow as tf
        spec = {"x": tf.io.FixedLenFeature([2, 2], tf.float32), "label": tf.io.FixedLenFeature([], tf.int64),
                "pixels": tf.io.FixedLenFeature([], tf.string), "words": tf.io.FixedLenFeature([2], tf.string)}
        for record in tf.data.TFRecordDataset("%s"):
            e = tf.io.parse_single_example(record, spec)
            print(float(e["x"][0, 0]), int(e["label"]), len(e["pixels"].numpy()), e["words"][1].numpy().decode()[1:])
        """
            .formatted(file);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      expected.add((float) i + " " + (i - 7) + " 6 " + i);
    }
    assertThat(Python.run(script).lines()).containsExactlyElementsOf(expected);
  }

  @Test
  void filesComeInAnOrderOfTheSeed() throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Path file = folder.resolve(i + ".tfrecord");
      TfRecord.write(file, List.of(new byte[] {(byte) i}, new byte[] {(byte) i}));
      files.add(file);
    }
    Dataset data = TfRecord.of(files).dataset(bytes -> Example.of(Array.uint8(bytes), bytes[0]));
    assertThat(data.size()).isEqualTo(Dataset.UNKNOWN_SIZE);
    assertThat(labels(data.examples()))
        .containsExactly(0L, 0L, 1L, 1L, 2L, 2L, 3L, 3L, 4L, 4L, 5L, 5L);
    List<Long> shuffled = labels(data.examples(1));
    assertThat(shuffled)
        .isEqualTo(labels(data.examples(1)))
        .isNotEqualTo(labels(data.examples(2)))
        .containsExactlyInAnyOrderElementsOf(labels(data.examples()));
  }

  private static List<Long> labels(Iterable<Example> examples) {
    List<Long> labels = new ArrayList<>();
    examples.forEach(example -> labels.add(example.target().longs()[0]));
    return labels;
  }

  @Test
  void everyDamageIsFoundAndPlaced() throws IOException {
    byte[] whole = Files.readAllBytes(golden("raw.tfrecord"));
    Path bad = folder.resolve("bad.tfrecord");
    for (int i = 0; i < 60; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 4;
      Files.write(bad, flipped);
      int start = i < 16 ? 0 : i < 33 ? 16 : 33;
      assertThatExceptionOfType(FormatException.class)
          .as("byte " + i)
          .isThrownBy(() -> count(bad))
          .withMessageStartingWith(bad + ": record at byte " + start + ": ");
    }
    for (int length = 1; length < whole.length; length++) {
      Files.write(bad, Arrays.copyOf(whole, length));
      if (length != 16 && length != 33) {
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> count(bad));
      }
    }
    Files.write(bad, Arrays.copyOf(whole, 40));
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> count(bad))
        .withMessage(bad + ": record at byte 33: the data end early");
    byte[] packed = Files.readAllBytes(golden("compressed.tfrecord"));
    Files.write(bad, Arrays.copyOf(packed, packed.length - 30));
    assertThatExceptionOfType(FormatException.class).isThrownBy(() -> count(bad));
    packed[packed.length - 6] ^= 1;
    Files.write(bad, packed);
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> count(bad))
        .withMessageContaining("damaged gzip data");
  }

  private static int count(Path file) {
    int count = 0;
    for (byte[] bytes : TfRecord.of(file).records()) {
      count += bytes == null ? 0 : 1;
    }
    return count;
  }

  @Test
  void aLengthIsNotBelieved() throws IOException {
    Path bomb = folder.resolve("bomb.tfrecord");
    TfRecord.write(bomb, List.of(new byte[5]));
    byte[] bytes = Files.readAllBytes(bomb);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 1L << 40);
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, 8);
    buffer.putInt(8, Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8);
    Files.write(bomb, bytes);
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> count(bomb))
        .withMessage(bomb + ": record at byte 0: 1.1 TB, limit 67.1 MB");
  }

  @Test
  void saysWhatAFeatureLacks() {
    TfRecord records = TfRecord.of(golden("plain.tfrecord"));
    String place = golden("plain.tfrecord") + ": record at byte 0: ";
    refuses(
        records.dataset(Features.of().input("y", DType.FLOAT32)),
        place + "no feature 'y', found [deep, image, label, pixels, unused, weight, words, x]");
    refuses(
        records.dataset(Features.of().input("x", DType.FLOAT32, 3)),
        place + "feature 'x' has 4 floats, expected 3");
    refuses(
        records.dataset(Features.of().input("x", DType.STRING, 4)),
        place + "feature 'x' has numbers, expected texts");
    refuses(
        records.dataset(Features.of().input("pixels", DType.INT32, 6)),
        place + "feature 'pixels' has 6 bytes of int32, expected 24");
    refuses(
        records.dataset(Features.of().inputImage("pixels", ColorMode.RGB, 2, 2)),
        place + "feature 'pixels': not a PNG, JPEG, BMP or GIF file");
    refuses(
        TfRecord.of(golden("raw.tfrecord")).dataset(Features.of().input("x", DType.FLOAT32)),
        golden("raw.tfrecord") + ": record at byte 0: no feature 'x', found []");
    assertThatIllegalStateException()
        .isThrownBy(() -> records.dataset((byte[] bytes) -> null).examples().iterator().next())
        .withMessage(place + "the parser returned null");
    assertThatIllegalArgumentException().isThrownBy(TfRecord::of);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OWN.encode(Example.of(Array.of(new float[1]))))
        .withMessageContaining("for 1 arrays of an example");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Features.of()
                    .input("x", DType.FLOAT32, 2)
                    .encode(Example.of(Array.of(new float[1]))))
        .withMessage("feature x float32[2] cannot be written from float32[1]");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> count(folder.resolve("none")))
        .withMessageContaining("none: cannot be read");
  }

  private static void refuses(Dataset data, String message) {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> data.examples().iterator().next())
        .withMessage(message);
  }
}
