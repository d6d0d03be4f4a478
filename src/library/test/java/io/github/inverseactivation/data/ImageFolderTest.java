package io.github.inverseactivation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.testing.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of images against Keras; see golden/make_images.py. */
class ImageFolderTest {
  private static final JsonNode GOLDEN = Golden.read("images.json");
  private static final Path ROOT = root();

  @TempDir Path folder;

  private static Path root() {
    try {
      return Path.of(ImageFolderTest.class.getResource("/golden/images").toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(f -> ROOT.relativize(f).toString().replace('\\', '/')).toList();
  }

  private static float[] labels(Dataset data) {
    List<Array> labels = new ArrayList<>();
    data.batches(5).forEach(batch -> labels.add(batch.targets().get(0)));
    return Array.concatenate(labels).floats();
  }

  @Test
  void findsFilesAndClassesInKerasOrder() {
    ImageFolder images = ImageFolder.of(ROOT).imageSize(1, 1);

    assertThat(images.classNames()).isEqualTo(texts(GOLDEN.get("classNames")));
    assertThat(names(images.files())).isEqualTo(texts(GOLDEN.get("files")));
    assertThat(labels(images.dataset())).containsExactly(numbers(GOLDEN.get("int")));
    assertThat(labels(images.labelMode(LabelMode.CATEGORICAL).dataset()))
        .containsExactly(numbers(GOLDEN.get("categorical")));
    ImageFolder two = images.labelMode(LabelMode.BINARY).classNames(List.of("daisy", "Rose"));
    assertThat(labels(two.dataset())).containsExactly(numbers(GOLDEN.get("binary")));
    assertThat(images.dataset().targets()).containsExactly(new ArraySpec(DType.INT32, new long[0]));
    assertThat(images.labelMode(LabelMode.CATEGORICAL).dataset().targets())
        .containsExactly(new ArraySpec(DType.FLOAT32, new long[] {3}));
    Dataset unlabelled = images.labelMode(LabelMode.NONE).dataset();
    assertThat(unlabelled.targets()).isEmpty();
    assertThat(unlabelled.size()).as("with that in a hidden folder").isEqualTo(13);
  }

  private static float[] numbers(JsonNode nested) {
    List<Float> found = new ArrayList<>();
    for (JsonNode node : nested) {
      for (JsonNode number : node.isArray() ? node : List.of(node)) {
        found.add((float) number.asDouble());
      }
    }
    float[] all = new float[found.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = found.get(i);
    }
    return all;
  }

  @Test
  void splitsAsKerasDoes() {
    for (JsonNode split : GOLDEN.get("splits")) {
      ImageFolder images = ImageFolder.of(ROOT).imageSize(1, 1).seed(split.get("seed").asLong());
      List<String> all = new ArrayList<>(texts(split.get("train")));
      all.addAll(texts(split.get("validation")));
      assertThat(names(images.files())).isEqualTo(all);
      ImageFolder.Split parts = images.split(split.get("split").asDouble());
      assertThat(parts.train().size()).isEqualTo(split.get("train").size());
      assertThat(parts.validation().size()).isEqualTo(split.get("validation").size());
    }
  }

  @Test
  void readsWhatKerasReads() throws IOException {
    for (JsonNode image : GOLDEN.get("images")) {
      String name = image.get("file").asText();
      String mode = image.get("colorMode").asText();
      String fit = image.get("fit").asText();
      Path only = Files.createDirectories(folder.resolve(mode + name.replace('/', '_')));
      Files.copy(
          ROOT.resolve(name),
          only.resolve(Path.of(name).getFileName()),
          StandardCopyOption.REPLACE_EXISTING);
      JsonNode shape = image.get("shape");
      Array found =
          ImageFolder.of(only)
              .labelMode(LabelMode.NONE)
              .colorMode(ColorMode.valueOf(mode.toUpperCase(Locale.ROOT)))
              .imageSize(shape.get(0).asInt(), shape.get(1).asInt())
              .cropToAspectRatio(fit.startsWith("crop"))
              .padToAspectRatio(fit.startsWith("pad"))
              .dataset()
              .examples()
              .iterator()
              .next()
              .input();
      String what = name + " " + mode + " " + fit;
      assertThat(found.shape()).as(what).isEqualTo(Golden.shape(image).asArray());
      // The brightness is in the file; here it is worked out again from the colours.
      boolean colours = name.endsWith(".jpg") && mode.equals("grayscale");
      double tolerance = colours ? 1.5 : 1e-4;
      assertThat(found.doubles()).as(what).containsExactly(Golden.values(image), within(tolerance));
    }
  }

  @Test
  void imagesComeInTheirOrderWhoeverDecodesThem() throws IOException {
    int size = 300;
    Files.createDirectories(folder.resolve("x"));
    for (int i = 0; i < size; i++) {
      // Every other image is large, so that those after it are ready first.
      int side = i % 2 == 0 ? 100 : 1;
      byte[] pixels = new byte[side * side];
      Arrays.fill(pixels, (byte) (i % 251));
      Png.write(
          folder.resolve("x").resolve(String.format(Locale.ROOT, "%03d.png", i)),
          Array.uint8(pixels, side, side, 1));
    }
    Dataset data =
        ImageFolder.of(folder)
            .imageSize(1, 1)
            .colorMode(ColorMode.GRAYSCALE)
            .labelMode(LabelMode.NONE)
            .dataset();

    List<Integer> all = IntStream.range(0, size).map(i -> i % 251).boxed().toList();
    assertThat(values(data.examples())).isEqualTo(all);
    assertThat(values(data.skip(7).take(50).examples())).isEqualTo(all.subList(7, 57));
    List<Integer> shuffled = values(data.examples(3));
    assertThat(shuffled).isNotEqualTo(all).containsExactlyInAnyOrderElementsOf(all);
    assertThat(values(data.prefetch(2, 3).cache().examples(3))).isEqualTo(shuffled);
    Dataset cached = data.cache();
    assertThat(values(cached.examples(3))).isEqualTo(shuffled);
    Files.writeString(folder.resolve("x/120.png"), "hello");
    assertThat(values(cached.examples())).as("read again").isEqualTo(all);
    try (Cursor<Example> examples = Cursor.over(data.examples())) {
      for (int i = 0; i < 120; i++) {
        examples.next();
      }
      assertThatExceptionOfType(FormatException.class)
          .isThrownBy(examples::next)
          .withMessageContaining("120.png");
    }
  }

  private static List<Integer> values(Iterable<Example> examples) {
    List<Integer> values = new ArrayList<>();
    examples.forEach(example -> values.add((int) example.input().floats()[0]));
    return values;
  }

  @Test
  void aBrokenImageIsNamed() throws IOException {
    Path bad = Files.createDirectories(folder.resolve("cat")).resolve("bad.jpg");
    byte[] whole = Files.readAllBytes(ROOT.resolve("Rose/halved.jpg"));
    Files.write(bad, Arrays.copyOf(whole, whole.length / 2));
    Dataset data = ImageFolder.of(folder).dataset().prefetch(1);

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> data.batches(1).iterator().next())
        .withMessageContaining(bad.toString());
    Files.writeString(bad, "hello");
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> data.batches(1).iterator().next())
        .withMessage(bad + ": not a PNG, JPEG, BMP or GIF file");
    Files.delete(bad);
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> data.batches(1).iterator().next())
        .withMessageContaining(bad.toString());
  }

  @Test
  void everyFormatIsCheckedBeforeItIsDecoded() throws IOException {
    Path file = Files.createDirectories(folder.resolve("x")).resolve("x.bmp");
    byte[] bmp = Files.readAllBytes(ROOT.resolve("daisy-wild/f.bmp"));
    Files.write(file, bmp);
    Dataset data = ImageFolder.of(folder).imageSize(1, 1).dataset();
    byte[] wrapped = bmp.clone();
    wrapped[30] = 5;
    refuses(data, file, wrapped, "BMP compression 5 is not supported");
    byte[] gif = Files.readAllBytes(ROOT.resolve("Rose/g.gif"));
    byte[] wide = gif.clone();
    wide[6] = 7;
    refuses(data, file, wide, "the first frame has 6 x 8 pixels, but the GIF 7 x 8");
  }

  private static void refuses(Dataset data, Path file, byte[] content, String message)
      throws IOException {
    Files.write(file, content);
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> data.batches(1).iterator().next())
        .withMessage(file + ": " + message);
  }

  @Test
  void saysWhatDoesNotFit() throws IOException {
    ImageFolder images = ImageFolder.of(ROOT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images.split(0.2))
        .withMessageStartingWith("split needs a seed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images.seed(1).split(0.01))
        .withMessageContaining("one part would be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images.seed(-1).dataset())
        .withMessage("seed must be 0 to 4294967295, got -1");
    assertThatIllegalArgumentException().isThrownBy(() -> images.split(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images.labelMode(LabelMode.BINARY).dataset())
        .withMessage("labelMode BINARY needs 2 classes, found 3: [Rose, daisy, daisy-wild]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images.classNames(List.of("tulip")).dataset())
        .withMessageContaining("are not all among the folders [Rose, daisy, daisy-wild]");
    assertThatIllegalArgumentException().isThrownBy(() -> images.classNames(List.of("a", "a")));
    assertThatIllegalArgumentException().isThrownBy(() -> images.imageSize(0, 5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images.cropToAspectRatio(true).padToAspectRatio(true).dataset());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageFolder.of(folder.resolve("none")).dataset())
        .withMessage(folder.resolve("none") + " is not a folder");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageFolder.of(folder).dataset())
        .withMessageContaining("no images");
  }
}
