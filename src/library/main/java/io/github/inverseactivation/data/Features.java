package io.github.inverseactivation.data;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.tensorflow.proto.Feature;

/**
 * Which features of a {@code tf.train.Example} are inputs and targets: {@code FixedLenFeature} of
 * {@code tf.io}, by type and shape. Features that are not named are left alone.
 *
 * <p>A feature holds floats, whole numbers (brought to the wanted type), or bytes: texts, or for
 * other types the elements in little-endian order, as {@code tf.io.decode_raw} reads them. Encoded
 * images are brought to a size as by {@link ImageFolder}.
 *
 * <pre>{@code
 * Features features =
 *     Features.of()
 *         .inputImage("image/encoded", ColorMode.RGB, 96, 96)
 *         .target("image/class/label", DType.INT64);
 * }</pre>
 */
public final class Features {
  private final List<FixedFeature> inputs;
  private final List<FixedFeature> targets;
  private final FixedFeature sampleWeight;

  private Features(
      List<FixedFeature> inputs, List<FixedFeature> targets, FixedFeature sampleWeight) {
    this.inputs = List.copyOf(inputs);
    this.targets = List.copyOf(targets);
    this.sampleWeight = sampleWeight;
  }

  /**
   * No feature yet.
   *
   * @return a description to add inputs and targets to
   */
  public static Features of() {
    return new Features(List.of(), List.of(), null);
  }

  /**
   * Adds an input.
   *
   * @param name the feature's name in the file
   * @param dtype the type of the input
   * @param shape its shape, without the batch; nothing for one number
   * @return a description with one input more
   * @throws IllegalArgumentException if the shape is no shape
   */
  public Features input(String name, DType dtype, long... shape) {
    return new Features(
        with(inputs, new FixedFeature(name, dtype, shape, null)), targets, sampleWeight);
  }

  /**
   * Adds an input that is an encoded image: PNG, JPEG, BMP or GIF.
   *
   * @param name the feature's name in the file
   * @param colorMode the channels to bring it to
   * @param height the height to bring it to
   * @param width the width to bring it to
   * @return a description with one input more, {@link DType#FLOAT32} [height, width, channels]
   * @throws IllegalArgumentException if a size is less than 1
   */
  public Features inputImage(String name, ColorMode colorMode, int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "an image must be at least 1 x 1, got " + height + " x " + width);
    }
    long[] shape = {height, width, colorMode.channels()};
    return new Features(
        with(inputs, new FixedFeature(name, DType.FLOAT32, shape, colorMode)),
        targets,
        sampleWeight);
  }

  /**
   * Adds a target.
   *
   * @param name the feature's name in the file
   * @param dtype the type of the target
   * @param shape its shape, without the batch; nothing for one number
   * @return a description with one target more
   * @throws IllegalArgumentException if the shape is no shape
   */
  public Features target(String name, DType dtype, long... shape) {
    return new Features(
        inputs, with(targets, new FixedFeature(name, dtype, shape, null)), sampleWeight);
  }

  /**
   * Weighs the examples by a feature. Default: all count alike.
   *
   * @param name the name of a feature of one number
   * @return a changed copy
   */
  public Features sampleWeight(String name) {
    return new Features(inputs, targets, new FixedFeature(name, DType.FLOAT32, new long[0], null));
  }

  private static List<FixedFeature> with(List<FixedFeature> some, FixedFeature more) {
    List<FixedFeature> all = new ArrayList<>(some);
    all.add(more);
    return all;
  }

  /**
   * Reads an example.
   *
   * @param bytes a serialized {@code tf.train.Example}
   * @return its inputs, targets and weight
   * @throws FormatException if the bytes are something else, or a feature is missing or does not
   *     have the type and the number of elements that are wanted
   */
  public Example parse(byte[] bytes) {
    Map<String, Feature> found;
    try {
      found = org.tensorflow.proto.Example.parseFrom(bytes).getFeatures().getFeatureMap();
    } catch (InvalidProtocolBufferException e) {
      throw new FormatException("not a tf.train.Example: " + e.getMessage(), e);
    }
    return new Example(
        inputs.stream().map(feature -> read(feature, found)).toList(),
        targets.stream().map(feature -> read(feature, found)).toList(),
        sampleWeight == null ? null : (Float) read(sampleWeight, found).floats()[0]);
  }

  private static Array read(FixedFeature wanted, Map<String, Feature> found) {
    Feature feature = found.get(wanted.name());
    if (feature == null || feature.getKindCase() == Feature.KindCase.KIND_NOT_SET) {
      throw new FormatException(
          "no feature '" + wanted.name() + "', found " + new TreeSet<>(found.keySet()));
    }
    return wanted.read(feature);
  }

  /**
   * Writes an example: floats and whole numbers as such, texts as bytes, unsigned bytes and other
   * types as bytes of their elements.
   *
   * @param example an example with the inputs and targets of this description
   * @return a serialized {@code tf.train.Example}
   * @throws IllegalArgumentException if the example has other types or shapes
   */
  public byte[] encode(Example example) {
    var features = org.tensorflow.proto.Features.newBuilder();
    put(features, inputs, example.inputs());
    put(features, targets, example.targets());
    if (sampleWeight != null) {
      float weight = example.sampleWeight() == null ? 1 : example.sampleWeight();
      Array array = Array.scalar(DType.FLOAT32, new float[] {weight});
      features.putFeature(sampleWeight.name(), sampleWeight.write(array));
    }
    ByteString bytes =
        org.tensorflow.proto.Example.newBuilder().setFeatures(features).build().toByteString();
    return bytes.toByteArray();
  }

  private static void put(
      org.tensorflow.proto.Features.Builder features,
      List<FixedFeature> names,
      List<Array> arrays) {
    if (names.size() != arrays.size()) {
      throw new IllegalArgumentException(
          names.size() + " features " + names + " for " + arrays.size() + " arrays of an example");
    }
    for (int i = 0; i < arrays.size(); i++) {
      features.putFeature(names.get(i).name(), names.get(i).write(arrays.get(i)));
    }
  }

  /** The inputs and the targets, on one line. */
  @Override
  public String toString() {
    return "Features(inputs " + inputs + ", targets " + targets + ")";
  }
}
