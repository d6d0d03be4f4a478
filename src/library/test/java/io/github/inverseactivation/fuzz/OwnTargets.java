package io.github.inverseactivation.fuzz;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.config.Options;
import io.github.inverseactivation.initializers.Constant;
import io.github.inverseactivation.layers.convolutional.Conv1D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.losses.MeanSquaredError;
import io.github.inverseactivation.metrics.MeanAbsoluteError;
import io.github.inverseactivation.models.Models;
import io.github.inverseactivation.optimizers.SGD;
import io.github.inverseactivation.optimizers.schedules.ExponentialDecay;
import io.github.inverseactivation.saving.config.KerasTypes;
import io.github.inverseactivation.saving.keras.KerasFile;
import io.github.inverseactivation.saving.keras.KerasOptions;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.tensorflow.Operand;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.losses.Loss;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Readers of architectures as JSON, of a program's own objects, and of weights that fit in part.
 */
final class OwnTargets {
  private static final KerasOptions OPTIONS =
      KerasOptions.standard()
          .types(
              KerasTypes.standard()
                  .withFunction("mine>half_relu", Activations.RELU)
                  .withFunction("third", Activations.TANH)
                  .with("mine>Filled", () -> new Constant(0))
                  .with("mine>Absolute", Any::new)
                  .with("mine>Below", Any::new)
                  .with("mine>Distance", MeanAbsoluteError::new)
                  .with("mine>Scaled", Any::new)
                  .withFunction("mine>fourth_power", new MeanAbsoluteError())
                  .withFunction("error", new MeanAbsoluteError())
                  .withFunction("error", new MeanSquaredError())
                  .with("mine>MyConv1D", () -> new Conv1D(1, 1))
                  .with("PlainDense", () -> new Dense(1))
                  .with("mine>Twice", () -> new Dense(1))
                  .withFunction("mine>fourth_power", new MeanSquaredError())
                  .with("mine>Descent", SGD::new)
                  .with("mine>Falling", () -> new ExponentialDecay(1, 1, 1))
                  .withModel("mine>Plain")
                  .withLambda("scaled", () -> new Dense(1)));

  private OwnTargets() {}

  /** A regularizer, a constraint and a loss with whatever options there are. */
  private static final class Any implements Regularizer, Constraint, Loss, Configurable {
    @Override
    public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> x) {
      return x;
    }

    @Override
    public <T extends TNumber> Operand<T> call(
        Ops tf, Operand<? extends TNumber> labels, Operand<T> x, Operand<T> sampleWeights) {
      return x;
    }

    @Override
    public void options(Options options) {
      options.number("factor", 1);
      options.number("limit", 1);
      options.text("reduction", null);
    }
  }

  static List<Target> all(Path resources) throws IOException {
    List<JsonMutator> architectures = new ArrayList<>();
    for (String version : List.of("keras", "tf_keras", "keras-2.2.4", "keras-2.0.9")) {
      Path json = resources.resolve("keras/json/" + version + ".json");
      architectures.add(new JsonMutator(Files.readAllBytes(json)));
    }
    List<ZipMutator> archives = new ArrayList<>();
    List<JsonMutator> configs = new ArrayList<>();
    List<EmbeddedJson> embedded = new ArrayList<>();
    for (String name : List.of("chain", "pair")) {
      for (String version : List.of("-keras3", "-tf")) {
        String file = "keras/custom/" + name + version;
        ZipMutator archive = new ZipMutator(resources.resolve(file + ".keras"));
        archives.add(archive);
        configs.add(new JsonMutator(archive.entry("config.json")));
        embedded.addAll(EmbeddedJson.allOf(Files.readAllBytes(resources.resolve(file + ".h5"))));
      }
    }
    List<byte[]> weights = new ArrayList<>();
    for (String name : List.of("keras_model", "keras.weights", "keras-2.2.4_weights")) {
      weights.add(Files.readAllBytes(resources.resolve("keras/json/" + name + ".h5")));
    }
    List<byte[]> stored = new ArrayList<>();
    for (String name :
        List.of(
            "gzip_shuffle",
            "lzf",
            "fletcher32",
            "libver_latest_latest_chunked",
            "libver_v110_v110",
            "userblock")) {
      stored.add(Files.readAllBytes(resources.resolve("keras/hdf5/" + name + ".weights.h5")));
    }
    Network dense =
        Network.chain("m", new NetworkInput("x", Shape.of(-1, 4)), List.of(new Dense(3)));
    List<ZipMutator> newer = new ArrayList<>();
    List<JsonMutator> newerConfigs = new ArrayList<>();
    List<EmbeddedJson> former = new ArrayList<>();
    for (Path file : files(resources.resolve("keras"), "structures", "phases", "versions")) {
      if (file.toString().endsWith(".keras")) {
        ZipMutator archive = new ZipMutator(file);
        newer.add(archive);
        newerConfigs.add(new JsonMutator(archive.entry("config.json")));
      } else if (file.toString().endsWith(".h5")) {
        former.addAll(EmbeddedJson.allOf(Files.readAllBytes(file)));
      } else if (file.toString().endsWith(".zip")) {
        former.addAll(inZip(file));
      }
    }
    Path whole = resources.resolve("keras/json/keras_model.h5");
    Network network = KerasFile.read(whole, KerasOptions.standard()).network();
    Target.Reader reader = path -> KerasFile.read(path, OPTIONS);
    return List.of(
        new Target(
            "json",
            2000,
            "x.json",
            random -> one(architectures, random).mutate(random),
            path -> Models.fromJson(text(path), OPTIONS).close()),
        new Target(
            "json text",
            300,
            "x.json",
            random -> Damage.to(one(architectures, random).mutate(random), random),
            path -> Models.fromJson(text(path), OPTIONS).close()),
        new Target(
            "own keras config",
            2000,
            "x.keras",
            random -> {
              int which = random.nextInt(archives.size());
              byte[] config = configs.get(which).mutate(random);
              return archives.get(which).with("config.json", config, random);
            },
            reader),
        new Target(
            "own h5 config", 1500, "x.h5", random -> one(embedded, random).mutate(random), reader),
        new Target(
            "keras structures",
            2000,
            "x.keras",
            random -> {
              int which = random.nextInt(newer.size());
              byte[] config = newerConfigs.get(which).mutate(random);
              return newer.get(which).with("config.json", config, random);
            },
            path -> KerasFile.read(path, KerasOptions.standard())),
        new Target(
            "h5 of versions",
            2000,
            "x.h5",
            random -> one(former, random).mutate(random),
            path -> KerasFile.read(path, KerasOptions.standard())),
        new Target(
            "h5 storage",
            1500,
            "x.weights.h5",
            random -> Damage.to(one(stored, random), random),
            path -> KerasFile.readWeights(path, dense, null, OPTIONS)),
        new Target(
            "weights in part",
            800,
            "x.h5",
            random -> Damage.to(one(weights, random), random),
            path -> KerasFile.readWeights(path, network, null, OPTIONS.skipMismatch(true))));
  }

  /** All files of some folders, in one order everywhere. */
  private static List<Path> files(Path parent, String... folders) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String folder : folders) {
      if (Files.isDirectory(parent.resolve(folder))) {
        try (Stream<Path> files = Files.walk(parent.resolve(folder))) {
          files.sorted().forEach(found::add);
        }
      }
    }
    return found;
  }

  /** The configurations of the whole models in an archive of test files. */
  private static List<EmbeddedJson> inZip(Path path) throws IOException {
    List<EmbeddedJson> found = new ArrayList<>();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entry.getName().endsWith(".h5")) {
          found.addAll(EmbeddedJson.allOf(zip.getInputStream(entry).readAllBytes()));
        }
      }
    }
    return found;
  }

  private static String text(Path path) throws IOException {
    return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
  }

  private static <T> T one(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }
}
