package io.github.inverseactivation.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Images in files, in one folder for each class: Keras's {@code image_dataset_from_directory}.
 *
 * <pre>{@code
 * // flowers/daisy/1.jpg, flowers/daisy/2.jpg, flowers/rose/1.png ...
 * ImageFolder flowers = ImageFolder.of(Path.of("flowers")).imageSize(96, 96);
 * ImageFolder.Split split = flowers.seed(1).split(0.2);
 * model.fit(split.train().prefetch(2), Fit.epochs(10).validation(split.validation()));
 * }</pre>
 *
 * <p>Files are decoded ahead on as many threads as there are processors, 16 at most, and come in
 * the same order as from one. A stage such as {@code map} after it has one thread for its function;
 * {@link Dataset#prefetch(int, int)} gives it more.
 *
 * <p>Classes are numbered in the order of their folders' names; folders inside them belong to them.
 * Files end in {@code .png}, {@code .jpg}, {@code .jpeg}, {@code .bmp} or {@code .gif}, and are
 * read when they are needed. An example is an image of {@link DType#FLOAT32}, [height, width,
 * channels], with values from 0 to 255, and its class as {@link LabelMode} says. Numbers are those
 * of Keras; of JPEG files they may differ by two of 255, as decoders do.
 *
 * <p>Files from strangers are safe to read: the size is checked before anything is decoded, and a
 * broken file is a {@link FormatException} with its path. Of an animation the first frame is read.
 */
public final class ImageFolder implements Cloneable {
  private static final int MAX_THREADS = 16;

  private final Path path;
  private int height = 256;
  private int width = 256;
  private LabelMode labelMode = LabelMode.INT;
  private ColorMode colorMode = ColorMode.RGB;
  private boolean cropToAspectRatio;
  private boolean padToAspectRatio;
  private List<String> classNames = List.of();
  private Long seed;

  private ImageFolder(Path path) {
    this.path = path;
  }

  /**
   * Images of 256 by 256 pixels and three channels, and their classes' numbers.
   *
   * @param path the folder that has one folder for each class
   * @return a description of the data; nothing is read yet
   */
  public static ImageFolder of(Path path) {
    return new ImageFolder(path);
  }

  /**
   * What all images are brought to, by bilinear interpolation. Default: 256 by 256.
   *
   * @param height the height in pixels, at least 1
   * @param width the width in pixels, at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if one is less than 1
   */
  public ImageFolder imageSize(int height, int width) {
    if (height < 1 || width < 1 || (long) height * width > Png.MAX_PIXELS) {
      throw new IllegalArgumentException(
          "imageSize must be at least 1 x 1 and at most "
              + Png.MAX_PIXELS
              + " pixels, got "
              + height
              + " x "
              + width);
    }
    return with(
        copy -> {
          copy.height = height;
          copy.width = width;
        });
  }

  /**
   * What the classes become. Default: {@link LabelMode#INT}.
   *
   * @param labelMode the kind of target
   * @return a changed copy
   */
  public ImageFolder labelMode(LabelMode labelMode) {
    return with(copy -> copy.labelMode = labelMode);
  }

  /**
   * Which channels images are brought to. Default: {@link ColorMode#RGB}.
   *
   * @param colorMode the channels
   * @return a changed copy
   */
  public ImageFolder colorMode(ColorMode colorMode) {
    return with(copy -> copy.colorMode = colorMode);
  }

  /**
   * Cuts images to the wanted proportions instead of distorting them. Default: false.
   *
   * @param crop whether to keep the largest part in the middle
   * @return a changed copy
   */
  public ImageFolder cropToAspectRatio(boolean crop) {
    return with(copy -> copy.cropToAspectRatio = crop);
  }

  /**
   * Keeps images whole and puts zeros around them instead of distorting them. Default: false.
   *
   * @param pad whether to put zeros around
   * @return a changed copy
   */
  public ImageFolder padToAspectRatio(boolean pad) {
    return with(copy -> copy.padToAspectRatio = pad);
  }

  /**
   * Which folders are classes, and in what order. Default: all whose names do not begin with a dot,
   * sorted.
   *
   * @param names names of folders, each once
   * @return a changed copy
   * @throws IllegalArgumentException if there is none or one comes twice
   */
  public ImageFolder classNames(List<String> names) {
    if (names.isEmpty() || new HashSet<>(names).size() != names.size()) {
      throw new IllegalArgumentException("classNames must be names, each once, got " + names);
    }
    return with(copy -> copy.classNames = List.copyOf(names));
  }

  /**
   * Brings the files into an order of NumPy's making, the same as in Python, before they are split.
   * Default: none, files are in the order of their names. Epochs are shuffled either way.
   *
   * @param seed 0 to 4294967295
   * @return a changed copy
   */
  public ImageFolder seed(long seed) {
    return with(copy -> copy.seed = seed);
  }

  /**
   * The names of the classes; a label is a place in this list.
   *
   * @return the names that were given, or those of the folders
   * @throws IllegalArgumentException if there is no such folder
   */
  public List<String> classNames() {
    List<String> found = ImageFiles.classNames(path);
    if (!found.containsAll(classNames)) {
      throw new IllegalArgumentException(
          path + ": classNames " + classNames + " are not all among the folders " + found);
    }
    return classNames.isEmpty() ? found : classNames;
  }

  /**
   * The files in the order of the examples.
   *
   * @return their paths
   * @throws IllegalArgumentException if there is none
   */
  public List<Path> files() {
    return found().stream().map(ImageFiles.Labelled::file).toList();
  }

  private List<ImageFiles.Labelled> found() {
    List<ImageFiles.Labelled> files =
        new ArrayList<>(
            labelMode == LabelMode.NONE
                ? ImageFiles.below(path).stream().map(f -> new ImageFiles.Labelled(f, 0)).toList()
                : ImageFiles.labelled(path, classNames()));
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          path
              + ": no images; files ending in .bmp, .gif, .jpeg, .jpg or .png are expected"
              + (labelMode == LabelMode.NONE ? "" : " in one folder for each class"));
    }
    if (seed != null) {
      NumpyShuffle.shuffle(files, seed);
    }
    return files;
  }

  /**
   * All images. With a seed, epochs are shuffled over all of them.
   *
   * @return the examples; files are read as examples are asked for
   * @throws IllegalArgumentException if there is no image, or an option does not fit the folder
   */
  public Dataset dataset() {
    return examples(found());
  }

  /**
   * Training and validation data by Keras's rule: the last floor(size * validationSplit) files are
   * for validation. With the same seed these are the same files as in Python.
   *
   * @param validationSplit the fraction for validation, between 0 and 1
   * @return both parts
   * @throws IllegalArgumentException if there is no seed, as the last files would be those of the
   *     last class; or if one part would be empty
   */
  public Split split(double validationSplit) {
    if (!(validationSplit > 0 && validationSplit < 1)) {
      throw new IllegalArgumentException(
          "validationSplit must be between 0 and 1, got " + validationSplit);
    }
    if (seed == null) {
      throw new IllegalArgumentException(
          "split needs a seed: without one the last files are those of the last class");
    }
    List<ImageFiles.Labelled> files = found();
    int validation = (int) (validationSplit * files.size());
    if (validation == 0) {
      throw new IllegalArgumentException(
          files.size()
              + " images cannot be split by validationSplit "
              + validationSplit
              + ": one part would be empty; give more images or another fraction");
    }
    int train = files.size() - validation;
    return new Split(
        examples(files.subList(0, train)), examples(files.subList(train, files.size())));
  }

  /**
   * The two parts that {@link #split} makes.
   *
   * @param train the first files
   * @param validation the last files
   */
  public record Split(Dataset train, Dataset validation) {}

  private Dataset examples(List<ImageFiles.Labelled> files) {
    if (cropToAspectRatio && padToAspectRatio) {
      throw new IllegalArgumentException(
          "cropToAspectRatio and padToAspectRatio are both on: choose one");
    }
    int classes = labelMode == LabelMode.NONE ? 0 : classNames().size();
    if (labelMode == LabelMode.BINARY && classes != 2) {
      throw new IllegalArgumentException(
          "labelMode BINARY needs 2 classes, found " + classes + ": " + classNames());
    }
    List<ImageFiles.Labelled> fixed = List.copyOf(files);
    int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    return new IndexedDataset(fixed.size(), i -> example(fixed.get((int) i), classes), threads);
  }

  private Example example(ImageFiles.Labelled labelled, int classes) {
    Array image = read(labelled.file());
    return labelMode == LabelMode.NONE
        ? Example.of(image)
        : Example.of(image, labelMode.target(labelled.label(), classes));
  }

  private Array read(Path file) {
    Array image;
    try {
      image = ImageDecoder.decode(ImageDecoder.bytes(file), file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    }
    Array wanted = colorMode.of(image);
    if (cropToAspectRatio) {
      return ImageResize.crop(wanted, height, width);
    }
    return padToAspectRatio
        ? ImageResize.pad(wanted, height, width)
        : ImageResize.stretch(wanted, height, width);
  }

  private ImageFolder with(Consumer<ImageFolder> change) {
    try {
      ImageFolder copy = (ImageFolder) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
