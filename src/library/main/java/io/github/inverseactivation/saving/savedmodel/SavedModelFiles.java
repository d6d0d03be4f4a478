package io.github.inverseactivation.saving.savedmodel;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.inverseactivation.data.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/** The files of a SavedModel's folder: reading the graph, checking that the others are there. */
public final class SavedModelFiles {
  private final Path folder;

  /**
   * The files of a folder.
   *
   * @param folder the folder that holds {@code saved_model.pb}
   */
  public SavedModelFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads the graph that has just the given tags.
   *
   * @param tags the tags, usually {@code serve} alone
   * @param maxBytes the largest size of {@code saved_model.pb}
   * @return the graph, not validated
   * @throws FormatException if it is missing, damaged or too large, or no graph has the tags
   */
  public MetaGraphDef read(Set<String> tags, long maxBytes) {
    Path file = folder.resolve("saved_model.pb");
    if (!Files.isRegularFile(file)) {
      throw new FormatException(
          Files.isDirectory(folder)
              ? "saved_model.pb is missing; is this the folder of a SavedModel?"
              : "there is no such folder");
    }
    // TensorFlow would choose between the forms; what was checked must be what it reads.
    for (String other : List.of("saved_model.cpb", "saved_model.pbtxt")) {
      if (Files.exists(folder.resolve(other))) {
        throw new FormatException("has both saved_model.pb and " + other);
      }
    }
    SavedModel model = parse(file, maxBytes);
    List<Set<String>> found = new ArrayList<>();
    for (MetaGraphDef graph : model.getMetaGraphsList()) {
      Set<String> these = new TreeSet<>(graph.getMetaInfoDef().getTagsList());
      if (these.equals(new TreeSet<>(tags))) {
        return graph;
      }
      found.add(these);
    }
    throw new FormatException(
        "saved_model.pb has no graph tagged " + new TreeSet<>(tags) + ", found " + found);
  }

  private static SavedModel parse(Path file, long maxBytes) {
    try (InputStream in = Files.newInputStream(file)) {
      long size = Files.size(file);
      if (size > maxBytes) {
        throw new FormatException("saved_model.pb has " + size + " bytes, limit " + maxBytes);
      }
      // Of the bytes, not of the stream: a length that lies makes the stream's decoder throw what
      // is no exception of a parser.
      return SavedModel.parseFrom(in.readAllBytes());
    } catch (InvalidProtocolBufferException e) {
      throw new FormatException("saved_model.pb is damaged: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /**
   * Checks that the variables are complete: index, data files, and every tensor within them.
   *
   * @param needed whether the graph has variables to restore
   * @param maxBytes the largest size of {@code variables.index}
   */
  void checkVariables(boolean needed, long maxBytes) {
    Path variables = folder.resolve("variables");
    Path index = variables.resolve("variables.index");
    if (!Files.exists(index)) {
      if (needed) {
        throw new FormatException("variables/variables.index is missing");
      }
      return;
    }
    try {
      long size = Files.size(index);
      if (size > maxBytes) {
        throw new FormatException("variables.index has " + size + " bytes, limit " + maxBytes);
      }
      CheckpointIndex checkpoint = CheckpointIndex.parse(Files.readAllBytes(index));
      int shards = checkpoint.header().getNumShards();
      if (shards < 1 || shards > 100_000) {
        throw new FormatException("variables.index says " + shards + " data files");
      }
      if (checkpoint.header().getEndiannessValue() != 0) {
        throw new FormatException("variables.index is for big-endian machines");
      }
      long[] sizes = new long[shards];
      for (int i = 0; i < shards; i++) {
        String name = "variables.data-%05d-of-%05d".formatted(i, shards);
        Path data = variables.resolve(name);
        if (!Files.isRegularFile(data)) {
          throw new FormatException("variables/" + name + " is missing");
        }
        sizes[i] = Files.size(data);
      }
      checkpoint.checkGeometry(sizes);
    } catch (IOException e) {
      throw new UncheckedIOException(index + " cannot be read", e);
    }
  }

  /** Checks that an asset is a file inside the folder, symbolic links followed. */
  void checkAsset(AssetFileDef asset) {
    String name = asset.getFilename();
    String place = "asset '" + name + "'";
    try {
      Path assets = folder.resolve("assets");
      Path file = assets.resolve(name).normalize();
      if (name.isEmpty() || Path.of(name).isAbsolute() || !file.startsWith(assets.normalize())) {
        throw new FormatException(place + " lies outside the folder");
      }
      if (!Files.isRegularFile(file)) {
        throw new FormatException(place + " is missing");
      }
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw new FormatException(place + " is a link to a file outside the folder");
      }
    } catch (InvalidPathException e) {
      throw new FormatException(place + " is not a file name", e);
    } catch (IOException e) {
      throw new UncheckedIOException(place + " cannot be read", e);
    }
  }
}
