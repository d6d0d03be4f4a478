package io.github.inverseactivation.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.Interpolation;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.LayerRun;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** What is random about augmentations; what they compute is compared with Keras elsewhere. */
class AugmentationTest {
  private static final int BATCH = 200;
  private static final float[] IMAGE = {1, 2, 3, 4, 5, 6}; // 2 rows of 3 pixels

  @Test
  void flipsHalfOfTheImages() {
    check(new RandomFlip().mode(RandomFlip.Mode.HORIZONTAL), 3, 2, 1, 6, 5, 4);
    check(new RandomFlip().mode(RandomFlip.Mode.VERTICAL), 4, 5, 6, 1, 2, 3);
    check(new RandomFlip(), 6, 5, 4, 3, 2, 1);
  }

  private static void check(Layer layer, float... mirrored) {
    float[] y = train(layer, 0);
    int flipped = 0;
    for (int i = 0; i < BATCH; i++) {
      float[] image = Arrays.copyOfRange(y, i * 6, i * 6 + 6);
      assertThat(image).isIn(IMAGE, mirrored);
      flipped += Arrays.equals(image, mirrored) ? 1 : 0;
    }
    assertThat(flipped).isBetween(70, 130);
  }

  @Test
  void contrastIsWithinItsRange() {
    float[] y = train(new RandomContrast(0.2, 0.5).valueRange(-10, 10), 0);
    TreeSet<Double> factors = new TreeSet<>();
    for (int i = 0; i < BATCH; i++) {
      double factor = (y[i * 6] - 3.5) / (1 - 3.5);
      factors.add(factor);
      for (int pixel = 0; pixel < 6; pixel++) {
        double expected = (IMAGE[pixel] - 3.5) * factor + 3.5;
        assertThat((double) y[i * 6 + pixel]).isCloseTo(expected, offset(1e-4));
      }
    }
    assertThat(factors.first()).isBetween(0.7999, 0.85);
    assertThat(factors.last()).isBetween(1.45, 1.5001);
  }

  @Test
  void brightnessIsWithinItsRange() {
    float[] y = train(new RandomBrightness(-0.2, 0.5).valueRange(-10, 20), 0);
    TreeSet<Double> changes = new TreeSet<>();
    for (int i = 0; i < BATCH; i++) {
      double change = y[i * 6] - IMAGE[0];
      changes.add(change);
      for (int pixel = 0; pixel < 6; pixel++) {
        double expected = Math.min(IMAGE[pixel] + change, 20);
        assertThat((double) y[i * 6 + pixel]).isCloseTo(expected, offset(1e-4));
      }
    }
    assertThat(changes.first()).isBetween(-6.0001, -5.0);
    assertThat(changes.last()).isBetween(14.0, 15.0001);
  }

  @Test
  void movesEachImageByItself() {
    RandomTranslation whole =
        new RandomTranslation(0, 0.9)
            .fillMode(FillMode.CONSTANT)
            .interpolation(Interpolation.NEAREST);
    float[] y = train(whole, 0);
    TreeSet<Float> corners = new TreeSet<>();
    for (int i = 0; i < BATCH; i++) {
      corners.add(y[i * 6]);
    }
    assertThat(corners).containsExactly(0f, 1f, 2f, 3f);
  }

  /** One resampling is what each of Keras's layers does, where the others have nothing to do. */
  @Test
  void affineDoesWhatTheSingleLayersDo() {
    same(new RandomAffine().rotationFactor(0.1, 0.1), new RandomRotation(0.1, 0.1));
    same(new RandomAffine().zoomFactor(0.2, 0.2), new RandomZoom(new double[] {0.2, 0.2}));
    same(new RandomAffine().zoomFactor(-0.3, -0.3), new RandomZoom(new double[] {-0.3, -0.3}));
    same(
        new RandomAffine().translationFactor(0.3, 0.3),
        new RandomTranslation(new double[] {0.3, 0.3}, new double[] {0.3, 0.3}));
    assertThat(Arrays.copyOf(train(new RandomAffine(), 0), 6)).isEqualTo(IMAGE);
  }

  @Test
  void jitterDoesWhatTheSingleLayersDo() {
    RandomColorJitter jitter = new RandomColorJitter().valueRange(-10, 20);
    same(jitter.brightnessFactor(-0.2, 0.5), new RandomBrightness(-0.2, 0.5).valueRange(-10, 20));
    same(jitter.contrastFactor(0.2, 0.5), new RandomContrast(0.2, 0.5).valueRange(-10, 20));
    same(jitter.contrastFactor(0.5), new RandomContrast(0.5).valueRange(-10, 20));
    assertThat(Arrays.copyOf(train(jitter, 0), 6)).isEqualTo(IMAGE);
  }

  /** Brightness comes first, so that the mean that contrast keeps is the brighter one. */
  @Test
  void jitterDrawsItsFactorsApart() {
    RandomColorJitter jitter =
        new RandomColorJitter().brightnessFactor(0.2).contrastFactor(0.5).valueRange(-99, 99);
    float[] y = train(jitter, 0);
    double[] changes = new double[BATCH];
    double[] factors = new double[BATCH];
    for (int i = 0; i < BATCH; i++) {
      changes[i] = (y[i * 6] + y[i * 6 + 5]) / 2 - 3.5;
      factors[i] = (y[i * 6 + 5] - y[i * 6]) / 5;
    }
    assertThat(Arrays.stream(changes).max().orElseThrow()).isBetween(35.0, 0.2 * 198 + 1e-3);
    assertThat(Arrays.stream(factors).max().orElseThrow()).isBetween(1.45, 1.5001);
    double together = 0;
    for (int i = 0; i < BATCH; i++) {
      together += changes[i] * (factors[i] - 1.25) / BATCH;
    }
    double deviations = 0.2 * 198 / Math.sqrt(3) * 0.25 / Math.sqrt(3);
    assertThat(together / deviations).isCloseTo(0, offset(3 / Math.sqrt(BATCH)));
  }

  @Test
  void solarizationIsWithinItsRange() {
    float[] y = train(new Solarization().thresholdFactor(1), 0);
    int kept = 0;
    for (int i = 0; i < BATCH; i++) {
      float[] image = Arrays.copyOfRange(y, i * 6, i * 6 + 6);
      for (int pixel = 0; pixel < 6; pixel++) {
        assertThat(image[pixel]).isIn(IMAGE[pixel], 255 - IMAGE[pixel]);
      }
      kept += Arrays.equals(image, IMAGE) ? 1 : 0;
    }
    // Of thresholds from 0 to 255, those above 6 leave all pixels.
    assertThat(kept).isBetween(185, 199);
    float[] brighter = train(new Solarization().additionFactor(0.2), 0);
    TreeSet<Double> additions = new TreeSet<>();
    for (int i = 0; i < BATCH; i++) {
      additions.add(255.0 - brighter[i * 6] - IMAGE[0]);
    }
    assertThat(additions.first()).isBetween(0.0, 2.0);
    assertThat(additions.last()).isBetween(49.0, 51.0001);
  }

  /** Half of the pixels are dark, and one in six is bright: the rest lies between. */
  @Test
  void equalizationIsOfEachImageByItselfAndAlways() {
    float[] images = {10, 10, 10, 20, 20, 30, 7, 7, 7, 7, 7, 7, Float.NaN, -1e30f, 0, 0, 0, 1e30f};
    float[] expected = {0, 0, 0, 170, 170, 255, 7, 7, 7, 7, 7, 7, 0, 0, 0, 0, 0, 255};
    for (boolean training : new boolean[] {true, false}) {
      try (LayerRun run = new LayerRun(new Equalization(), Shape.of(-1, -1, -1, 1), training)) {
        Array y = run.output(Array.of(images, 3, 2, 3, 1), Map.of(), 0);
        assertThat((float[]) y.elements()).isEqualTo(expected);
      }
    }
  }

  /** With all factors 0, solarization alone makes something of black. */
  @Test
  void mixturesWeighChainsAndTheImage() {
    float[] black = new float[BATCH * 6];
    AugMix mix = new AugMix().factor(0).numChains(1).chainDepth(1);
    float[] y;
    try (LayerRun run = new LayerRun(mix, Shape.of(-1, 2, 3, 1), true)) {
      y = (float[]) run.output(Array.of(black, BATCH, 2, 3, 1), Map.of(), 0).elements();
    }
    TreeSet<Float> whites = new TreeSet<>();
    for (int i = 0; i < BATCH; i++) {
      if (y[i * 6] > 0) {
        whites.add(y[i * 6]);
      }
    }
    // One in twelve of 200, each with a weight of its own from 0 to 1.
    assertThat(whites).hasSizeBetween(5, 32);
    assertThat(whites.first()).isBetween(0f, 100f);
    assertThat(whites.last()).isBetween(155f, 255f);
  }

  private static void same(Layer whole, Layer single) {
    float[] expected = train(single, 0);
    float[] found = train(whole, 0);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], offset(1e-4f));
    }
  }

  @Test
  void affineChangesAShareOfTheImagesWithinItsRanges() {
    float[] y =
        train(new RandomAffine().translationFactor(0.4).rate(0.3).fillMode(FillMode.CONSTANT), 0);
    int changed = 0;
    for (int i = 0; i < BATCH; i++) {
      changed += Arrays.equals(Arrays.copyOfRange(y, i * 6, i * 6 + 6), IMAGE) ? 0 : 1;
    }
    assertThat(changed).isBetween(35, 85);
  }

  @Test
  void isRepeatableAndDifferentAtEachStepAndAbsentAtInference() {
    for (Layer layer :
        List.of(
            new RandomFlip(),
            new RandomContrast(0.5),
            new RandomBrightness(0.5),
            new RandomTranslation(0.3, 0.3),
            new RandomRotation(0.3),
            new RandomAffine().shearFactor(0.3),
            new RandomPerspective().factor(1, 1),
            new RandomColorJitter().brightnessFactor(0.5),
            new Solarization().additionFactor(0.1),
            new RandAugment(),
            new AugMix(),
            new RandomZoom(0.3))) {
      float[] first = train(layer, 0);
      assertThat(train(layer, 0)).isEqualTo(first);
      assertThat(train(layer, 1)).isNotEqualTo(first);
      try (LayerRun run = new LayerRun(layer, Shape.of(-1, 2, 3, 1), false)) {
        assertThat(run.outputIsInput()).isTrue();
      }
    }
  }

  @Test
  void refusesBadOptions() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomTranslation(1.5, 0))
        .withMessage("heightFactor takes one number or two, from -1.0 to 1.0, not [1.5]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomZoom(0.1).interpolation(Interpolation.BICUBIC))
        .withMessage("interpolation must be NEAREST or BILINEAR, not BICUBIC");
    assertThatIllegalArgumentException().isThrownBy(() -> new RandomZoom(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomAffine().rate(1.5))
        .withMessage("rate must be from 0 to 1, not 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomAffine().shearFactor(2))
        .withMessage("shearFactor takes one number or two, from -1.0 to 1.0, not [2.0]");
    assertThatIllegalArgumentException().isThrownBy(() -> new RandomRotation(1.1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomPerspective().scale(1.5))
        .withMessage("scale must be from 0 to 1, not 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomPerspective().factor(-0.5))
        .withMessage("factor takes one number or two, from 0.0 to 1.0, not [-0.5]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomColorJitter().hueFactor(2))
        .withMessage("hueFactor takes one number or two, from 0.0 to 1.0, not [2.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomColorJitter().contrastFactor(0.5, 0.2))
        .withMessage("contrastFactor has the smaller number first, not [0.5, 0.2]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new RandomColorJitter().hueFactor(0.2).outputShape(List.of(Shape.of(-1, 2, 3, 1))))
        .withMessageContaining("the images have 1 channels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Solarization().thresholdFactor(2))
        .withMessage("thresholdFactor takes one number or two, from 0.0 to 1.0, not [2.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Equalization().bins(0))
        .withMessage("bins must be from 1 to 65536, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Equalization().valueRange(1, 0))
        .withMessageContaining("[1.0, 0.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandAugment().numOps(101))
        .withMessage("numOps must be from 0 to 100, not 101");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandAugment().factor(0.5, 1.5))
        .withMessage("factor takes one number or two, from 0.0 to 1.0, not [0.5, 1.5]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandAugment().outputShape(List.of(Shape.of(-1, 2, 3, 2))))
        .withMessageContaining("the images have 2 channels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AugMix().interpolation(Interpolation.LANCZOS3))
        .withMessage("interpolation must be NEAREST or BILINEAR, not LANCZOS3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AugMix().numChains(0))
        .withMessage("numChains must be from 1 to 100, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AugMix().chainDepth(-1))
        .withMessage("chainDepth must be from 0 to 100, not -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AugMix().alpha(0))
        .withMessage("alpha must be a finite number of at least 0.01, not 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomBrightness(-1.5))
        .withMessage("factor takes one number or two, from -1.0 to 1.0, not [-1.5]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomBrightness(0.5).valueRange(1, 1))
        .withMessageContaining("valueRange takes two finite numbers in ascending order");
    assertThatIllegalArgumentException().isThrownBy(() -> new RandomContrast(0.5, 0.2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomContrast(0.5).valueRange(1, 0))
        .withMessageContaining("[1.0, 0.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CenterCrop(2, 2).outputShape(List.of(Shape.of(-1, -1, 3, 1))))
        .withMessageContaining("known height and width");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Resizing(0, 2))
        .withMessage("height and width must be at least 1, not 0 and 2");
  }

  private static float[] train(Layer layer, long step) {
    float[] images = new float[BATCH * 6];
    for (int i = 0; i < images.length; i++) {
      images[i] = IMAGE[i % 6];
    }
    try (LayerRun run = new LayerRun(layer, Shape.of(-1, 2, 3, 1), true)) {
      return (float[]) run.output(Array.of(images, BATCH, 2, 3, 1), Map.of(), step).elements();
    }
  }
}
