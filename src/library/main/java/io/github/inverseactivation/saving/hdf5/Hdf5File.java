package io.github.inverseactivation.saving.hdf5;

import io.github.inverseactivation.data.FormatException;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An HDF5 file in memory, safe to read whoever made it.
 *
 * <p>Only what Keras writes is read: groups, hard links, and arrays that lie in the file as they
 * are. So a file can neither open another one (external links and storage), nor run in circles, nor
 * declare more than it holds (chunks and compression).
 *
 * <pre>{@code
 * try (Hdf5File file = Hdf5File.of("model.weights.h5", bytes)) {
 *   Array kernel = file.dataset("layers/dense/vars/0").orElseThrow().read();
 * }
 * }</pre>
 */
public final class Hdf5File implements AutoCloseable {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final int MAX_ATTRIBUTE_BYTES = 64 << 20;

  static {
    EncoderLogging.quiet();
  }

  private final String name;
  private final HdfFile file;
  private final Map<String, Node> nodes;

  private Hdf5File(String name, HdfFile file) {
    this.name = name;
    this.file = file;
    this.nodes = new Hdf5Walk(name).nodes(file);
  }

  /**
   * Opens a file.
   *
   * @param name what messages call it
   * @param bytes the whole file, which belongs to this object from now on
   * @return the file, with its tree looked through
   * @throws FormatException if it is no HDF5 file, damaged, or has links that are refused
   */
  public static Hdf5File of(String name, byte[] bytes) {
    int start = signature(bytes);
    if (start < 0) {
      throw new FormatException(
          name + ": not an HDF5 file: it does not begin with HDF5's signature");
    }
    OpaqueTypes.asTexts(bytes);
    try {
      return Untrusted.call(name, () -> new Hdf5File(name, HdfFile.fromBytes(bytes)));
    } catch (FormatException e) {
      if (e.getCause() == null || bytes[start + SIGNATURE.length] < 2) {
        throw e;
      }
      throw new FormatException(
          e.getMessage()
              + "; it was written with a newer format of HDF5 (libver), of which not all is read:"
              + " write it again with h5py's default libver",
          e);
    }
  }

  /**
   * Where the signature is, at the beginning or behind a user block of some power of two; or -1.
   */
  private static int signature(byte[] bytes) {
    int length = SIGNATURE.length;
    for (long at = 0; at <= bytes.length - length; at = at == 0 ? 512 : 2 * at) {
      if (Arrays.equals(bytes, (int) at, (int) at + length, SIGNATURE, 0, length)) {
        return (int) at;
      }
    }
    return -1;
  }

  /**
   * What messages call the file.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Whether there is a group.
   *
   * @param path its path without a leading slash, empty for the root
   * @return true if there is one
   */
  public boolean hasGroup(String path) {
    return nodes.get(path) instanceof Group;
  }

  /**
   * What is directly below a group.
   *
   * @param path the group's path without a leading slash
   * @return the names, none if there is no such group
   */
  public SortedSet<String> children(String path) {
    String prefix = path.isEmpty() ? "" : path + "/";
    SortedSet<String> names = new TreeSet<>();
    for (String each : nodes.keySet()) {
      if (each.length() > prefix.length()
          && each.startsWith(prefix)
          && each.indexOf('/', prefix.length()) < 0) {
        names.add(each.substring(prefix.length()));
      }
    }
    return names;
  }

  /**
   * Where the arrays are.
   *
   * @return the paths of all arrays, without a leading slash
   */
  public SortedSet<String> datasets() {
    SortedSet<String> paths = new TreeSet<>();
    nodes.forEach(
        (path, node) -> {
          if (node instanceof Dataset) {
            paths.add(path);
          }
        });
    return paths;
  }

  /**
   * An array.
   *
   * @param path its path without a leading slash
   * @return the array, empty if there is none at that path
   */
  public Optional<Hdf5Dataset> dataset(String path) {
    return nodes.get(path) instanceof Dataset dataset
        ? Optional.of(new Hdf5Dataset(name + ": " + path, dataset))
        : Optional.empty();
  }

  /**
   * An attribute that is a text.
   *
   * @param path the group's or array's path without a leading slash, empty for the root
   * @param attribute the attribute's name
   * @return the text, empty if there is no such attribute
   * @throws FormatException if it is something else than a text
   */
  public Optional<String> text(String path, String attribute) {
    return attribute(path, attribute)
        .map(
            value -> {
              if (value instanceof String text) {
                return text;
              }
              throw new FormatException(place(path, attribute) + " is not a text");
            });
  }

  /**
   * An attribute that is a list of texts.
   *
   * @param path the group's or array's path without a leading slash, empty for the root
   * @param attribute the attribute's name
   * @return the texts, empty if there is no such attribute
   * @throws FormatException if it is something else than a list of texts
   */
  public Optional<List<String>> texts(String path, String attribute) {
    if (!nodes.containsKey(path) || nodes.get(path).getAttribute(attribute) == null) {
      return Optional.empty();
    }
    Object value = attribute(path, attribute).orElse(new String[0]); // null stands for no element
    if (!(value instanceof String[] texts)) {
      throw new FormatException(place(path, attribute) + " is not a list of texts");
    }
    return Optional.of(List.of(texts));
  }

  private Optional<Object> attribute(String path, String attribute) {
    Node node = nodes.get(path);
    if (node == null) {
      return Optional.empty();
    }
    return Untrusted.call(
        place(path, attribute),
        () -> {
          Attribute found = node.getAttribute(attribute);
          if (found == null) {
            return Optional.empty();
          }
          if (found.getSizeInBytes() > MAX_ATTRIBUTE_BYTES) {
            throw new FormatException(
                place(path, attribute)
                    + " declares "
                    + found.getSizeInBytes()
                    + " bytes, limit "
                    + MAX_ATTRIBUTE_BYTES);
          }
          return Optional.ofNullable(found.getData());
        });
  }

  private String place(String path, String attribute) {
    return name + ": the attribute '" + attribute + "' of /" + path;
  }

  @Override
  public void close() {
    file.close();
  }
}
