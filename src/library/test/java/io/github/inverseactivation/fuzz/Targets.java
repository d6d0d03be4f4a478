package io.github.inverseactivation.fuzz;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Batch;
import io.github.inverseactivation.data.ColorMode;
import io.github.inverseactivation.data.Csv;
import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.data.Dataset;
import io.github.inverseactivation.data.Features;
import io.github.inverseactivation.data.Idx;
import io.github.inverseactivation.data.Npy;
import io.github.inverseactivation.data.Npz;
import io.github.inverseactivation.data.Png;
import io.github.inverseactivation.data.TfRecord;
import io.github.inverseactivation.models.Models;
import io.github.inverseactivation.saving.keras.KerasFile;
import io.github.inverseactivation.saving.keras.KerasOptions;
import io.github.inverseactivation.topology.Network;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** All readers, with the good files that damage is done to. */
final class Targets {
  private static final Path RESOURCES = Path.of("src/library/test/resources");
  private static final KerasOptions OPTIONS = KerasOptions.standard();
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.weights.h5";

  private final List<Target> targets = new ArrayList<>();

  private Targets() {}

  static List<Target> all() throws IOException {
    Targets all = new Targets();
    all.arrays();
    all.records();
    all.kerasArchives();
    all.hdf5();
    all.targets.addAll(OwnTargets.all(RESOURCES));
    all.targets.addAll(SavedModelTargets.all(RESOURCES.resolve("savedmodel/small")));
    return all.targets;
  }

  private void add(
      String name, int mutants, String file, Target.Mutator mutator, Target.Reader reader) {
    targets.add(new Target(name, mutants, file, mutator, reader));
  }

  private void arrays() throws IOException {
    List<byte[]> npy = files("golden/arrays", "int16", "fortran_text", "bytes", "version3", ".npy");
    List<byte[]> images =
        files("golden/arrays", "palette_alpha", "gray16", "rgba", "gray1", ".png");
    byte[] jpeg = bytes("golden/arrays/gray.jpg");
    List<ZipMutator> npz = new ArrayList<>();
    for (String name : List.of("stored", "compressed", "streamed")) {
      npz.add(new ZipMutator(RESOURCES.resolve("golden/arrays/" + name + ".npz")));
    }
    List<byte[]> whole = files("golden/arrays", "stored", "compressed", "streamed", ".npz");
    Path idx = Files.createTempFile("x", ".idx");
    Idx.write(idx, Array.of(new int[] {1, 2, 3, 4, 5, 6}, 3, 1, 2));
    byte[] matrix = Files.readAllBytes(idx);
    Files.delete(idx);

    add("npy", 1500, "x.npy", random -> Damage.to(one(npy, random), random), Npy::read);
    add("npz bytes", 1000, "x.npz", random -> Damage.to(one(whole, random), random), Npz::read);
    add("npz arrays", 1000, "x.npz", random -> one(npz, random).damageContent(random), Npz::read);
    add("npz entries", 500, "x.npz", random -> one(npz, random).damageStructure(random), Npz::read);
    add("idx", 750, "x", random -> Damage.to(matrix, random), Idx::read);
    add("idx in gzip", 750, "x.gz", random -> gzip(Damage.to(matrix, random)), Idx::read);
    add("gzip", 500, "x.gz", random -> Damage.to(gzip(matrix), random), Idx::read);
    add("png bytes", 500, "x.png", random -> Damage.to(one(images, random), random), Png::read);
    add(
        "png chunks",
        1000,
        "x.png",
        random -> PngMutator.mutate(one(images, random), random),
        Png::read);
    add("jpeg", 500, "x.jpg", random -> Damage.to(jpeg, random), Png::read);
  }

  private void records() throws IOException {
    List<byte[]> records = files("golden/records", "plain", "compressed", ".tfrecord");
    byte[] npy = bytes("golden/arrays/int16.npy");
    byte[] table = "1,2.5,x\n\"3\",-4e2,\"x\"\n5,6,x\n".getBytes(StandardCharsets.UTF_8);
    Features features =
        Features.of().input("x", DType.FLOAT32, 4).inputImage("image", ColorMode.RGB, 2, 2);

    add(
        "tfrecord",
        1000,
        "x.tfrecord",
        random -> Damage.to(one(records, random), random),
        path -> all(TfRecord.of(path).dataset(features)));
    add("npy rows", 500, "x.npy", random -> Damage.to(npy, random), path -> all(Npy.dataset(path)));
    add(
        "csv",
        500,
        "x.csv",
        random -> Damage.to(table, random),
        path ->
            all(
                Csv.of(path)
                    .columnNames(List.of("a", "b", "y"))
                    .labelName("y")
                    .classNames(List.of("x", "y"))
                    .dataset()));
  }

  private static List<Batch> all(Dataset data) {
    List<Batch> batches = new ArrayList<>();
    data.batches(2).forEach(batches::add);
    return batches;
  }

  private void kerasArchives() throws IOException {
    List<ZipMutator> archives = new ArrayList<>();
    List<JsonMutator> configs = new ArrayList<>();
    List<Hdf5Mutator> weights = new ArrayList<>();
    List<String> names =
        List.of(
            "train_adam",
            "functional",
            "plain",
            "float64",
            "nested",
            "composed/graph_in_graph",
            "composed/called_by_name",
            "former/attention",
            "former/train_adam_amsgrad");
    for (String name : names) {
      ZipMutator archive = new ZipMutator(RESOURCES.resolve("keras/" + name + ".keras"));
      archives.add(archive);
      configs.add(new JsonMutator(archive.entry(CONFIG)));
      weights.add(new Hdf5Mutator(archive.entry(WEIGHTS)));
    }
    List<byte[]> whole = files("keras", "train_adam", "deflated", "functional", ".keras");
    Target.Reader reader = path -> KerasFile.read(path, OPTIONS);
    Target.Mutator changedConfig =
        random -> {
          int which = random.nextInt(archives.size());
          return archives.get(which).with(CONFIG, configs.get(which).mutate(random), random);
        };

    add("keras bytes", 1500, "x.keras", random -> Damage.to(one(whole, random), random), reader);
    add(
        "keras entries",
        1000,
        "x.keras",
        random -> one(archives, random).damageStructure(random),
        reader);
    add("keras config", 4000, "x.keras", changedConfig, reader);
    add("keras model", 400, "x.keras", changedConfig, path -> Models.load(path, OPTIONS).close());
    add(
        "keras weights",
        1500,
        "x.keras",
        random -> {
          ZipMutator archive = one(archives, random);
          return archive.with(WEIGHTS, Damage.to(archive.entry(WEIGHTS), random), random);
        },
        reader);
    add(
        "keras arrays",
        400,
        "x.keras",
        random -> {
          int which = random.nextInt(archives.size());
          return archives.get(which).with(WEIGHTS, weights.get(which).mutate(random), random);
        },
        reader);
  }

  private void hdf5() throws IOException {
    byte[] plain = bytes("keras/plain.weights.h5");
    Network network = KerasFile.read(RESOURCES.resolve("keras/plain.keras"), OPTIONS).network();
    byte[] bfloat16 = bytes("keras/composed/bfloat16.weights.h5");
    Network halved =
        KerasFile.read(RESOURCES.resolve("keras/composed/dtype_bfloat16.keras"), OPTIONS).network();
    List<byte[]> legacy =
        files(
            "keras",
            "legacy",
            "keras2",
            "functional",
            "former/functions",
            "former/branches",
            "former/train_old_adam",
            ".h5");
    List<EmbeddedJson> configs =
        legacy.stream().flatMap(file -> EmbeddedJson.allOf(file).stream()).toList();
    Target.Reader reader = path -> KerasFile.read(path, OPTIONS);
    add(
        "weights.h5",
        1500,
        "x.weights.h5",
        random -> Damage.to(plain, random),
        path -> KerasFile.readWeights(path, network, null, OPTIONS));
    add(
        "bfloat16 h5",
        500,
        "x.weights.h5",
        random -> Damage.to(bfloat16, random),
        path -> KerasFile.readWeights(path, halved, null, OPTIONS));
    add("legacy h5", 1500, "x.h5", random -> Damage.to(one(legacy, random), random), reader);
    add("legacy h5 config", 1500, "x.h5", random -> one(configs, random).mutate(random), reader);
  }

  private static <T> T one(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  /** Some files of a folder; the last argument is what their names end in. */
  private static List<byte[]> files(String folder, String... names) throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (int i = 0; i < names.length - 1; i++) {
      files.add(bytes(folder + "/" + names[i] + names[names.length - 1]));
    }
    return files;
  }

  private static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(RESOURCES.resolve(name));
  }
}
