package io.github.inverseactivation.saving.hdf5;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Writes arrays into an HDF5 file. */
public final class Hdf5Writer {
  static {
    EncoderLogging.quiet();
  }

  private Hdf5Writer() {}

  /**
   * Writes a file.
   *
   * @param arrays the arrays by path, such as {@code layers/dense/vars/0}; of type float32,
   *     float64, int32 or int64
   * @return the file's bytes
   * @throws IllegalArgumentException if an array is of another type
   * @throws IOException if the temporary file that it takes cannot be written
   */
  public static byte[] write(Map<String, Array> arrays) throws IOException {
    return write(arrays, null);
  }

  /**
   * Writes a file with an empty group.
   *
   * @param arrays the arrays by path
   * @param emptyGroup the name of a group below the root that no array is in, or null for none
   * @return the file's bytes
   * @throws IllegalArgumentException if an array is of another type
   * @throws IOException if the temporary file that it takes cannot be written
   */
  public static byte[] write(Map<String, Array> arrays, String emptyGroup) throws IOException {
    byte[] file = encoded(arrays, emptyGroup);
    return emptyGroup == null || arrays.isEmpty()
        ? file
        : restored(file, encoded(Map.of(), emptyGroup));
  }

  /**
   * Puts an empty group's header back where the encoder has written its line over it: at the end.
   *
   * @param single a file with nothing but an empty group, which ends with its header
   */
  private static byte[] restored(byte[] file, byte[] single) {
    int size = single.length;
    while (!new String(single, size - 4, 4, StandardCharsets.US_ASCII).equals("OHDR")) {
      size--;
    }
    byte[] header = Arrays.copyOfRange(single, size - 4, single.length);
    int checksum = header.length - 4;
    if (Arrays.equals(header, checksum, header.length, file, file.length - 4, file.length)) {
      System.arraycopy(header, 0, file, file.length - header.length, header.length);
    }
    return file;
  }

  private static byte[] encoded(Map<String, Array> arrays, String emptyGroup) throws IOException {
    Path temporary = Files.createTempFile("weights", ".h5");
    try {
      // The encoder ends by writing a line of its own behind the last array, over any group that
      // lies there: so no group is made before the array that goes into it.
      try (WritableHdfFile file = HdfFile.write(temporary)) {
        Map<String, WritableGroup> groups = new HashMap<>();
        if (emptyGroup != null) {
          group(file, groups, emptyGroup);
        }
        arrays.forEach(
            (path, array) -> {
              int slash = path.lastIndexOf('/');
              WritableGroup group =
                  slash < 0 ? file : group(file, groups, path.substring(0, slash));
              group.putDataset(path.substring(slash + 1), nested(path, array));
            });
      }
      return Files.readAllBytes(temporary);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static WritableGroup group(
      WritableGroup root, Map<String, WritableGroup> groups, String path) {
    WritableGroup known = groups.get(path);
    if (known != null) {
      return known;
    }
    int slash = path.lastIndexOf('/');
    WritableGroup parent = slash < 0 ? root : group(root, groups, path.substring(0, slash));
    WritableGroup made = parent.putGroup(path.substring(slash + 1));
    groups.put(path, made);
    return made;
  }

  /** The arrays of arrays, or the boxed scalar, that the encoder takes. */
  private static Object nested(String path, Array array) {
    DType dtype = array.dtype();
    if (dtype != DType.FLOAT32
        && dtype != DType.FLOAT64
        && dtype != DType.INT32
        && dtype != DType.INT64) {
      throw new IllegalArgumentException(
          path + ": expected float32, float64, int32 or int64, got " + array);
    }
    Object flat = array.elements();
    if (array.rank() == 0) {
      return java.lang.reflect.Array.get(flat, 0);
    }
    int[] shape = new int[array.rank()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = Math.toIntExact(array.shape()[i]);
    }
    Object nested = java.lang.reflect.Array.newInstance(flat.getClass().getComponentType(), shape);
    fill(nested, flat, 0, 0, shape);
    return nested;
  }

  private static int fill(Object nested, Object flat, int from, int depth, int[] shape) {
    if (depth == shape.length - 1) {
      System.arraycopy(flat, from, nested, 0, shape[depth]);
      return from + shape[depth];
    }
    int at = from;
    for (Object inner : (Object[]) nested) {
      at = fill(inner, flat, at, depth + 1, shape);
    }
    return at;
  }
}
