package io.github.inverseactivation.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/**
 * TensorFlow's TFRecord files, plain or compressed with gzip (told apart by content), as a data set
 * that is read from front to back and need not fit into memory: {@code tf.data.TFRecordDataset} and
 * {@code tf.io.parse_single_example}.
 *
 * <pre>{@code
 * Features features =
 *     Features.of().input("image", DType.UINT8, 28, 28, 1).target("label", DType.INT64);
 * TfRecord.write(Path.of("train.tfrecord"), Dataset.of(images, labels).examples(), features);
 *
 * Dataset train =
 *     TfRecord.of(Path.of("train.tfrecord")).dataset(features).shuffle(10_000).prefetch(2);
 * }</pre>
 *
 * <p>With a seed, whole files come in another order each time; give several files, and {@link
 * Dataset#shuffle} what is in them. Files from strangers are safe to read: every checksum is
 * compared, and a damaged file is a {@link FormatException} with the byte its record begins at.
 */
public final class TfRecord {
  /** The largest record that is read, in bytes: 2^26. */
  public static final int MAX_RECORD_BYTES = 1 << 26;

  private final List<Path> files;

  private TfRecord(List<Path> files) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("at least one TFRecord file is expected, got none");
    }
    this.files = List.copyOf(files);
  }

  /**
   * Records of files, one after the other.
   *
   * @param files at least one file
   * @return a description of the records; nothing is read yet
   * @throws IllegalArgumentException if there is no file
   */
  public static TfRecord of(Path... files) {
    return new TfRecord(List.of(files));
  }

  /**
   * Records of files, one after the other.
   *
   * @param files at least one file
   * @return a description of the records; nothing is read yet
   * @throws IllegalArgumentException if there is no file
   */
  public static TfRecord of(List<Path> files) {
    return new TfRecord(files);
  }

  /**
   * Records that hold a {@code tf.train.Example} each.
   *
   * @param features which of its features are inputs and targets
   * @return the examples, of unknown number
   */
  public Dataset dataset(Features features) {
    return new Records(files, features::parse);
  }

  /**
   * Records of any content.
   *
   * @param parser makes an example of a record; if it throws, the walk ends with an
   *     IllegalStateException that has the place and the cause
   * @return the examples, of unknown number
   */
  public Dataset dataset(Function<byte[], Example> parser) {
    return new Records(files, parser);
  }

  /**
   * The records as they are.
   *
   * @return the bytes of each; a walk that ends early is best closed, see {@link Cursor}
   */
  public Iterable<byte[]> records() {
    return () -> new Walk<>(files.iterator(), record -> record);
  }

  /**
   * Writes a file, atomically; compressed if its name ends in {@code .gz}.
   *
   * @param path the file
   * @param records what to write, each of at most {@link #MAX_RECORD_BYTES}
   * @throws IllegalArgumentException if a record is larger
   * @throws IOException if writing fails; an existing file is left as it was
   */
  public static void write(Path path, Iterable<byte[]> records) throws IOException {
    AtomicFile.write(
        path,
        file -> {
          OutputStream out =
              path.toString().endsWith(".gz") ? new GZIPOutputStream(file, 1 << 16) : file;
          for (byte[] bytes : records) {
            if (bytes.length > MAX_RECORD_BYTES) {
              throw new IllegalArgumentException(
                  "a record has at most " + MAX_RECORD_BYTES + " bytes, got " + bytes.length);
            }
            RecordReader.write(bytes, out);
          }
          if (out instanceof GZIPOutputStream gzip) {
            gzip.finish();
          }
        });
  }

  /**
   * Writes a file of {@code tf.train.Example}, atomically; compressed if its name ends in {@code
   * .gz}.
   *
   * @param path the file
   * @param examples what to write, such as {@link Dataset#examples()}
   * @param features the names of inputs and targets
   * @throws IllegalArgumentException if an example does not fit the features
   * @throws IOException if writing fails; an existing file is left as it was
   */
  public static void write(Path path, Iterable<Example> examples, Features features)
      throws IOException {
    write(
        path,
        () -> {
          Iterator<Example> iterator = examples.iterator();
          return new Lookahead<>() {
            @Override
            byte[] advance() {
              return iterator.hasNext() ? features.encode(iterator.next()) : null;
            }
          };
        });
  }

  private static final class Records extends Pipeline {
    private final List<Path> files;
    private final Function<byte[], Example> parser;

    Records(List<Path> files, Function<byte[], Example> parser) {
      this.files = files;
      this.parser = parser;
    }

    @Override
    public long size() {
      return UNKNOWN_SIZE;
    }

    @Override
    Cursor<Example> open() {
      return new Walk<>(files.iterator(), parser);
    }

    @Override
    Cursor<Example> open(long seed) {
      int[] order = ArrayDataset.shuffledOrder(files.size(), seed);
      return new Walk<>(Arrays.stream(order).mapToObj(files::get).iterator(), parser);
    }
  }

  /** Goes over the records of files. */
  private static final class Walk<T> extends Lookahead<T> {
    private final Iterator<Path> files;
    private final Function<byte[], T> parser;
    private RecordReader reader;

    Walk(Iterator<Path> files, Function<byte[], T> parser) {
      this.files = files;
      this.parser = parser;
    }

    @Override
    T advance() {
      while (reader == null || !reader.hasNext()) {
        if (!files.hasNext()) {
          return null;
        }
        reader = RecordReader.open(files.next());
      }
      byte[] bytes = reader.next();
      T parsed;
      try {
        parsed = parser.apply(bytes);
      } catch (FormatException e) {
        throw new FormatException(reader.place() + ": " + e.getMessage(), e);
      } catch (RuntimeException e) {
        throw new IllegalStateException(reader.place() + ": the parser failed: " + e, e);
      }
      if (parsed == null) {
        throw new IllegalStateException(reader.place() + ": the parser returned null");
      }
      return parsed;
    }

    @Override
    void release() {
      if (reader != null) {
        reader.close();
      }
    }
  }
}
