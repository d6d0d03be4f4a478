package io.github.inverseactivation.saving.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.AtomicFile;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.saving.config.KerasConfig;
import io.github.inverseactivation.saving.config.KerasVersion;
import io.github.inverseactivation.saving.hdf5.Hdf5File;
import io.github.inverseactivation.saving.hdf5.Hdf5Writer;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.training.Compile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads and writes Keras's files.
 *
 * <p>What is written opens in Python with {@code keras.saving.load_model}, without code of ours,
 * and trains on from there. What is read may come from a stranger: no code in it is run, no other
 * file is opened, and nothing is believed before it is compared with what is there.
 *
 * <p>Users call {@code Model.save} and {@code Models.load}.
 */
public final class KerasFile {
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  /** The way for weights of more bytes than an array has. */
  static final String DIVIDE =
      "; in Python, divide the weights with model.save_weights(\"model.weights.json\","
          + " max_shard_size=1), write the architecture with model.to_json(), and open them with"
          + " Models.fromJson and loadWeights";

  private KerasFile() {}

  /**
   * Writes a {@code .keras} archive, whole or not at all.
   *
   * @param path the file
   * @param model what to write
   * @param options how to write it
   * @throws IllegalArgumentException if something in the model has no name in Keras's files
   * @throws IOException if it cannot be written
   */
  public static void write(Path path, KerasModel model, KerasOptions options) throws IOException {
    ModelWriter writer = new ModelWriter(options);
    ObjectNode config = writer.write(model.network());
    Map<String, Array> arrays = new LinkedHashMap<>();
    WeightFile.write(arrays, writer.paths(model.network()), model.weights());
    KerasTraining training = options.training() ? model.training() : null;
    if (training != null) {
      ObjectNode compiled = compileConfig(training, model.network(), options);
      config.set("compile_config", compiled);
      if (training.state() != null) {
        new OptimizerVariables(training.settings().optimizer(), model.network())
            .write(arrays, training.state());
      }
    }
    KerasConfig.rewriteFor(config, options.version());
    byte[] json = config.toString().getBytes(StandardCharsets.UTF_8);
    new KerasArchive(json, weights(arrays, options), options.version()).write(path);
  }

  /** Versions before 3.6 look for the variables of the model itself, which are none. */
  private static byte[] weights(Map<String, Array> arrays, KerasOptions options)
      throws IOException {
    return options.version().isBefore(3, 6)
        ? Hdf5Writer.write(arrays, "vars")
        : Hdf5Writer.write(arrays);
  }

  private static ObjectNode compileConfig(
      KerasTraining training, Network network, KerasOptions options) {
    try {
      return new CompileConfig(new KerasConfig(options.types()), network).write(training);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          e.getMessage() + "; or save without training state: KerasOptions.training(false)", e);
    }
  }

  /**
   * Writes a {@code .weights.h5} file, whole or not at all.
   *
   * @param path the file
   * @param network the topology
   * @param weights its weights
   * @param options how to write them
   * @throws IOException if it cannot be written
   */
  public static void writeWeights(
      Path path, Network network, List<Array> weights, KerasOptions options) throws IOException {
    Map<String, Array> arrays = new LinkedHashMap<>();
    WeightFile.write(arrays, new ModelWriter(options).paths(network), weights);
    byte[] bytes = weights(arrays, options);
    AtomicFile.write(path, out -> out.write(bytes));
  }

  /**
   * Reads a {@code .keras} archive; or a whole model in {@code .h5} of Keras 2 or 3.
   *
   * @param path the file
   * @param options how to read it
   * @return what it holds
   * @throws FormatException if it is damaged, does not hold what it promises, or holds what cannot
   *     be read; the message names the file, the place and what was expected
   * @throws IllegalArgumentException if the name ends otherwise
   * @throws IOException if it cannot be read
   */
  public static KerasModel read(Path path, KerasOptions options) throws IOException {
    String name = String.valueOf(path.getFileName());
    if (name.endsWith(".h5") || name.endsWith(".hdf5")) {
      try (Hdf5File file = Hdf5File.of(path.toString(), bytes(path))) {
        KerasConfig codec = new KerasConfig(options.types());
        return in(path.toString(), () -> new LegacyFile(file).read(codec, options.training()));
      }
    }
    if (!name.endsWith(".keras")) {
      throw new IllegalArgumentException(
          path + ": the name of a model's file ends in .keras or .h5");
    }
    KerasArchive archive = KerasArchive.read(path);
    KerasConfig codec = new KerasConfig(options.types()).version(archive.version());
    JsonNode config = in(path + ": config.json", () -> KerasConfig.parse(archive.config()));
    ModelReader.Topology topology = in(path.toString(), () -> new ModelReader(codec).read(config));
    Network network = topology.network();
    try (Hdf5File file = Hdf5File.of(path + ": model.weights.h5", archive.weights())) {
      List<Array> weights = WeightFile.read(WeightSource.of(file), network, topology.paths());
      KerasTraining training =
          options.training() ? training(path, config, codec, network, file) : null;
      return new KerasModel(network, weights, training, topology.paths());
    }
  }

  private static KerasTraining training(
      Path path, JsonNode config, KerasConfig codec, Network network, Hdf5File file) {
    try {
      Compile settings = new CompileConfig(codec, network).read(config.path("compile_config"));
      return settings == null
          ? null
          : new KerasTraining(
              settings, new OptimizerVariables(settings.optimizer(), network).read(file));
    } catch (IllegalArgumentException e) {
      throw notToBeContinued(path.toString(), e);
    }
  }

  /** The complaint about settings or variables of training, with a way round them. */
  static FormatException notToBeContinued(String file, IllegalArgumentException e) {
    return new FormatException(
        (e instanceof FormatException ? "" : file + ": ")
            + e.getMessage()
            + "; to predict only, load with KerasOptions.standard().training(false)",
        e);
  }

  /**
   * Reads the weights of a model: from a {@code .weights.h5} file; from the files that a {@code
   * .weights.json} beside them names; from a whole model in {@code .keras} or {@code .h5}; or from
   * a file that Keras 2 wrote with {@code save_weights}.
   *
   * @param path the file
   * @param network the model's topology
   * @param paths where Python keeps the weights of the file that the model was read from; null
   *     where that is not known
   * @param options how to read them
   * @return the weights, in the order of {@link Network#weights()}
   * @throws FormatException if it is damaged or holds weights of another model
   * @throws IllegalArgumentException if weights of such a file cannot be found by name
   * @throws IOException if it cannot be read
   */
  public static StoredWeights readWeights(
      Path path, Network network, List<String> paths, KerasOptions options) throws IOException {
    Mismatches mismatches = new Mismatches(options.skipMismatch());
    String name = path.toString();
    if (name.endsWith(".json")) {
      try (ShardedWeights shards = new ShardedWeights(path)) {
        return byPath(shards.source(), network, paths, options, mismatches);
      }
    }
    boolean archive = name.endsWith(".keras");
    byte[] bytes = archive ? KerasArchive.read(path).weights() : bytes(path);
    try (Hdf5File file = Hdf5File.of(archive ? path + ": model.weights.h5" : name, bytes)) {
      LegacyFile legacy = new LegacyFile(file);
      if (archive || !legacy.holdsWeights()) {
        return byPath(WeightSource.of(file), network, paths, options, mismatches);
      }
      List<Array> arrays = legacy.weights(network, options.byName(), mismatches);
      return new StoredWeights(arrays, mismatches.skipped());
    }
  }

  private static StoredWeights byPath(
      WeightSource source,
      Network network,
      List<String> read,
      KerasOptions options,
      Mismatches mismatches) {
    if (options.byName()) {
      throw new IllegalArgumentException(
          source.name()
              + ": layers have no names there: leave byName out; it is for whole models in .h5 and"
              + " for weights that Keras 2 saved");
    }
    List<String> written = new ModelWriter(options).paths(network);
    boolean asRead =
        read != null && WeightFile.count(source, read) > WeightFile.count(source, written);
    List<Array> arrays = WeightFile.read(source, network, asRead ? read : written, mismatches);
    return new StoredWeights(arrays, mismatches.skipped());
  }

  /**
   * Reads a model's architecture, as {@code model.to_json()} of Keras 1, 2 or 3 gives it.
   *
   * @param json the text
   * @param options how to read it
   * @return the model without weights; with how it is trained, where the text says so
   * @throws FormatException if it is no such text or describes what cannot be read; the message
   *     names the place and what was expected
   */
  public static KerasModel readJson(String json, KerasOptions options) {
    return in("JSON", () -> described(json, options));
  }

  private static KerasModel described(String json, KerasOptions options) {
    JsonNode config = KerasConfig.parse(json.getBytes(StandardCharsets.UTF_8));
    JsonNode version = config.path("keras_version");
    KerasVersion unnamed = config.has("module") ? KerasVersion.CURRENT : KerasVersion.UNNAMED;
    KerasConfig codec =
        new KerasConfig(options.types())
            .version(version.isTextual() ? KerasVersion.of(version.textValue()) : unnamed);
    ModelReader.Topology topology = new ModelReader(codec).read(config);
    Network network = topology.network();
    Compile settings =
        options.training()
            ? new CompileConfig(codec, network).read(config.path("compile_config"))
            : null;
    KerasTraining training = settings == null ? null : new KerasTraining(settings, null);
    return new KerasModel(network, null, training, topology.paths());
  }

  /**
   * A model's architecture as JSON, which Python's {@code keras.models.model_from_json} reads.
   *
   * @param network the topology
   * @param training how it is trained, or null
   * @param options how to write it
   * @return the text
   * @throws IllegalArgumentException if something in the model has no name in Keras's files
   */
  public static String json(Network network, KerasTraining training, KerasOptions options) {
    ObjectNode config = new ModelWriter(options).write(network);
    if (options.training() && training != null) {
      config.set("compile_config", compileConfig(training, network, options));
    }
    KerasConfig.rewriteFor(config, options.version());
    return config.toString();
  }

  /** A file's bytes, at most as many as an array can have. */
  static byte[] bytes(Path path) throws IOException {
    if (Files.size(path) > MAX_BYTES) {
      throw new FormatException(
          path + ": has " + Files.size(path) + " bytes, limit " + MAX_BYTES + DIVIDE);
    }
    return Files.readAllBytes(path);
  }

  /** Puts the file's name before a complaint. */
  private static <R> R in(String place, Supplier<R> action) {
    try {
      return action.get();
    } catch (FormatException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new FormatException(place + ": " + e.getMessage(), e);
    }
  }
}
