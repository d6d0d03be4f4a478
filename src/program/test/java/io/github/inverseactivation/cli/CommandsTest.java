package io.github.inverseactivation.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Npy;
import io.github.inverseactivation.data.Npz;
import io.github.inverseactivation.data.Png;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.merging.Add;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.models.Models;
import io.github.inverseactivation.models.SavedModel;
import io.github.inverseactivation.testing.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What people do with the command line, from data to predictions. */
class CommandsTest {
  @TempDir static Path folder;
  private static Path data;
  private static Path model;
  private static CommandLineRun training;

  @BeforeAll
  static void train() throws IOException {
    data = SmallData.write(folder);
    model = folder.resolve("run/saved_model");
    training =
        CommandLineRun.of(
            "train",
            "--json",
            "--dataset",
            data,
            "--epochs",
            4,
            "--batch-size",
            32,
            "--out",
            folder.resolve("run"));
  }

  @Test
  void trainLeavesAModelAndItsHistory() throws IOException {
    assertThat(training.status()).as(training.err()).isZero();
    JsonNode json = training.json();
    assertThat(fields(json))
        .containsExactly(
            "epochs",
            "seconds",
            "loss",
            "accuracy",
            "valLoss",
            "valAccuracy",
            "imagesPerSecond",
            "parameters",
            "macs");
    assertThat(json.get("epochs").intValue()).isEqualTo(4);
    assertThat(json.get("valAccuracy").doubleValue()).isGreaterThan(0.95);
    assertThat(json.get("valLoss").doubleValue()).isLessThan(0.3);
    assertThat(json.get("imagesPerSecond").doubleValue()).isPositive();
    assertThat(training.out()).hasLineCount(1);
    assertThat(training.err()).contains("Epoch 4/4");

    List<String> history = Files.readAllLines(folder.resolve("run/history.csv"));
    assertThat(history).hasSize(5);
    assertThat(history.get(0))
        .isEqualTo(
            "epoch,loss,sparse_categorical_accuracy,val_loss,val_sparse_categorical_accuracy");
    assertThat(history.get(1)).startsWith("0,");
    assertThat(Double.parseDouble(history.get(4).split(",")[3]))
        .isEqualTo(json.get("valLoss").doubleValue());
  }

  @Test
  void trainIsRepeatable() {
    CommandLineRun again =
        CommandLineRun.of(
            "train",
            "--dataset",
            data,
            "--epochs",
            4,
            "--batch-size",
            32,
            "--json",
            "--out",
            folder.resolve("again"));

    for (String field : List.of("loss", "accuracy", "valLoss", "valAccuracy")) {
      assertThat(again.json().get(field)).isEqualTo(training.json().get(field));
    }
  }

  /** A network that is trained inside another, on fewer examples, and tested at the end alone. */
  @Test
  void trainHoldsExamplesOut() throws IOException {
    Path out = folder.resolve("held");
    CommandLineRun run =
        CommandLineRun.of(
            (Object[])
                ("train --recipe mnist-tiny --epochs 2 --batch-size 16 --hold-out 40 --json"
                        + " --policy float32 --dataset "
                        + data
                        + " --out "
                        + out)
                    .split(" "));

    assertThat(run.status()).as(run.err()).isZero();
    CommandLineRun tested =
        CommandLineRun.of("evaluate", out.resolve("model.keras"), "--dataset", data, "--json");
    assertThat(run.json().get("valLoss").doubleValue())
        .isCloseTo(tested.json().get("loss").doubleValue(), within(1e-5));
    String last = Files.readAllLines(out.resolve("history.csv")).get(2);
    assertThat(Double.parseDouble(last.split(",")[3]))
        .isNotCloseTo(run.json().get("valLoss").doubleValue(), within(1e-6));
  }

  @Test
  void evaluateAgreesWithTheLastEpochOfTraining() {
    CommandLineRun run = CommandLineRun.of("evaluate", model, "--dataset", data, "--json");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(fields(run.json())).containsExactly("samples", "loss", "accuracy");
    assertThat(run.json().get("samples").intValue()).isEqualTo(SmallData.TEST);
    assertThat(run.json().get("loss").doubleValue())
        .isCloseTo(training.json().get("valLoss").doubleValue(), within(1e-5));
    assertThat(run.json().get("accuracy").doubleValue())
        .isCloseTo(training.json().get("valAccuracy").doubleValue(), within(1e-6));
  }

  @Test
  void summaryGivesLayersAndCosts() {
    CommandLineRun run = CommandLineRun.of("summary", model, "--json");

    // 8x8 images, "same" convolutions: 8*8*16*9, 4*4*32*9*32, 256*64 and 128*4.
    long macs = 9216 + 147_456 + 16_384 + 512;
    long parameters = 16 * 9 + 16 + 32 * 9 * 32 + 32 + 256 * 64 + 64 + 128 * 4 + 4;
    JsonNode json = run.json();
    assertThat(fields(json)).containsExactly("layers", "parameters", "trainable", "macs");
    assertThat(json.get("macs").longValue()).isEqualTo(macs);
    assertThat(json.get("parameters").longValue()).isEqualTo(parameters);
    assertThat(json.get("trainable").longValue()).isEqualTo(parameters);
    assertThat(json.get("layers").get(2).get("type").textValue()).isEqualTo("InverseActivation");
    assertThat(json.get("layers").get(2).get("outputShape").toString()).isEqualTo("[null,8,8,32]");
    assertThat(CommandLineRun.of("summary", model).out()).contains("InverseActivation", "MACs");
  }

  @Test
  void withoutARecordSummaryCountsVariablesAndEvaluateGuesses() throws IOException {
    Path bare = folder.resolve("bare");
    CommandLineRun.of("convert", model, bare);
    Files.delete(bare.resolve("assets.extra/inverse_activation.json"));

    JsonNode json = CommandLineRun.of("summary", bare, "--json").json();
    JsonNode recorded = CommandLineRun.of("summary", model, "--json").json();
    assertThat(json.get("layers").isNull()).isTrue();
    assertThat(json.get("macs").isNull()).isTrue();
    assertThat(json.get("parameters")).isEqualTo(recorded.get("parameters"));
    assertThat(json.get("trainable")).isEqualTo(recorded.get("trainable"));
    assertThat(CommandLineRun.of("evaluate", bare, "--dataset", data, "--json").json())
        .isEqualTo(CommandLineRun.of("evaluate", model, "--dataset", data, "--json").json());
  }

  @Test
  void aDamagedRecordIsRefused() throws IOException {
    Path damaged = folder.resolve("damaged");
    CommandLineRun.of("convert", model, damaged);
    Path record = damaged.resolve("assets.extra/inverse_activation.json");
    String good = Files.readString(record);

    for (String bad :
        List.of(
            "[".repeat(100_000),
            "{}",
            good.replaceFirst("\"version\" : 1", "\"version\" : 2"),
            good.replaceFirst("\"parameters\" : \\d+", "\"parameters\" : -1"),
            good.replaceFirst("\"name\" : \"", "\"name\" : \"\\\\u001b[2J"),
            good.replaceFirst("\"name\"", "\"name\" : \"twice\", \"name\""),
            good + "{}",
            good.substring(0, good.length() / 2))) {
      Files.writeString(record, bad);
      CommandLineRun run = CommandLineRun.of("summary", damaged);
      assertThat(run.status()).as(bad.substring(0, Math.min(80, bad.length()))).isEqualTo(1);
      assertThat(run.err()).startsWith("error: " + record).hasLineCount(1);
    }
  }

  /** The three formats, one made of another, say the same. */
  @Test
  void kerasFilesServeEveryCommand() throws IOException {
    Path keras = folder.resolve("run/model.keras");
    Path again = folder.resolve("again.keras");
    Path exported = folder.resolve("exported");
    Path weights = folder.resolve("model.weights.h5");
    for (Path out : List.of(again, exported, weights)) {
      CommandLineRun run = CommandLineRun.of("convert", keras, out, "--json");
      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.json().get("to").textValue()).isEqualTo(out.toString());
    }
    JsonNode expected = CommandLineRun.of("evaluate", model, "--dataset", data, "--json").json();
    JsonNode summary = CommandLineRun.of("summary", model, "--json").json();
    for (Path each : List.of(keras, again, exported)) {
      JsonNode found = CommandLineRun.of("evaluate", each, "--dataset", data, "--json").json();
      assertThat(found.get("accuracy")).isEqualTo(expected.get("accuracy"));
      assertThat(found.get("loss").doubleValue())
          .isCloseTo(expected.get("loss").doubleValue(), within(1e-6));
      assertThat(CommandLineRun.of("summary", each, "--json").json()).isEqualTo(summary);
    }
    JsonNode inspected = CommandLineRun.of("inspect", keras, "--json").json();
    assertThat(inspected.get("kind").textValue()).isEqualTo("keras");
    assertThat(
            inspected.get("signatures").get("predict").get("inputs").elements().next().toString())
        .isEqualTo("{\"dtype\":\"float32\",\"shape\":[null,8,8,1]}");
    JsonNode arrays = CommandLineRun.of("inspect", weights, "--json").json().get("arrays");
    assertThat(arrays.get("layers/dense/vars/0").toString())
        .isEqualTo("{\"dtype\":\"float32\",\"shape\":[256,64]}");
    Path npy = folder.resolve("two.npy");
    Npy.write(npy, Npz.read(data).get("x_test").rows(0, 2));
    JsonNode ours = CommandLineRun.of("predict", keras, npy, "--json").json();
    JsonNode theirs = CommandLineRun.of("predict", model, npy, "--json").json();
    assertThat(ours.get("outputs").elements().next().get("shape"))
        .isEqualTo(theirs.get("outputs").elements().next().get("shape"));
  }

  @Test
  void weightsGoIntoAModel() throws IOException {
    Path keras = folder.resolve("run/model.keras");
    Path file = folder.resolve("some.weights.h5");
    Path untrained = folder.resolve("untrained.keras");
    Path filled = folder.resolve("filled.keras");
    CommandLineRun.of("convert", keras, file);
    try (Model opened = Models.load(keras)) {
      opened.weights(
          opened.weights().stream().map(w -> Array.of(new float[w.size()], w.shape())).toList());
      opened.save(untrained);
    }
    CommandLineRun run =
        CommandLineRun.of("convert", untrained, filled, "--weights", file, "--custom-layer");
    assertThat(run.status()).as(run.err()).isZero();
    try (Model expected = Models.load(keras);
        Model found = Models.load(filled)) {
      assertThat(found.weights()).isEqualTo(expected.weights());
    }
    try (var archive = new java.util.zip.ZipFile(filled.toFile())) {
      byte[] config = archive.getInputStream(archive.getEntry("config.json")).readAllBytes();
      assertThat(new String(config, java.nio.charset.StandardCharsets.UTF_8))
          .contains("inverse_activation>InverseActivation");
    }
    assertFails("convert " + model + " x --weights " + file, "weights cannot be replaced");
  }

  @Test
  void branchesAreShownFromEveryFormat() throws IOException {
    Path keras = folder.resolve("branches.keras");
    Path exported = folder.resolve("branches");
    Input x = Input.shape(4).name("x");
    try (Model branches = Model.of(x, new Add().apply(new Dense(4).apply(x), x))) {
      branches.save(keras);
    }
    CommandLineRun.of("convert", keras, exported);
    for (Path each : List.of(keras, exported)) {
      assertThat(CommandLineRun.of("summary", each).out())
          .contains("Connected to", "dense[0][0], x[0][0]");
      JsonNode layers = CommandLineRun.of("summary", each, "--json").json().get("layers");
      assertThat(layers.get(2).get("connectedTo").toString())
          .isEqualTo("[\"dense[0][0]\",\"x[0][0]\"]");
    }
  }

  @Test
  void convertWritesForAnOlderKeras() throws IOException {
    Path keras = folder.resolve("run/model.keras");
    Path older = folder.resolve("older.keras");
    CommandLineRun run = CommandLineRun.of("convert", keras, older, "--keras", "3.3");
    assertThat(run.status()).as(run.err()).isZero();
    try (var archive = new java.util.zip.ZipFile(older.toFile());
        Model expected = Models.load(keras);
        Model found = Models.load(older)) {
      byte[] bytes = archive.getInputStream(archive.getEntry("metadata.json")).readAllBytes();
      assertThat(new String(bytes, java.nio.charset.StandardCharsets.UTF_8)).contains("\"3.3.");
      assertThat(found.weights()).isEqualTo(expected.weights());
    }
    assertFails("convert " + keras + " " + older + " --keras 2.15", "Keras 3.0 to 3.15");
    assertFails(
        "convert " + keras + " " + older + " --keras new", "a version such as 3.3, not new");
    assertFails("convert " + keras + " " + folder.resolve("out") + " --keras 3.3", "leave it out");
  }

  @Test
  void convertCopiesTheModelAlone() throws IOException {
    Files.writeString(model.resolve("notes.txt"), "not part of the model");
    Path copy = folder.resolve("copy");

    CommandLineRun run = CommandLineRun.of("convert", model, copy, "--json");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.json().get("from").textValue()).isEqualTo(model.toString());
    assertThat(run.json().get("to").textValue()).isEqualTo(copy.toString());
    assertThat(copy.resolve("saved_model.pb"))
        .hasSameBinaryContentAs(model.resolve("saved_model.pb"));
    assertThat(copy.resolve("notes.txt")).doesNotExist();
    assertThat(CommandLineRun.of("evaluate", copy, "--dataset", data, "--json").json())
        .isEqualTo(CommandLineRun.of("evaluate", model, "--dataset", data, "--json").json());
  }

  @Test
  void inspectListsSignaturesOrArrays() {
    JsonNode saved = CommandLineRun.of("inspect", model, "--json").json();
    assertThat(saved.get("kind").textValue()).isEqualTo("saved_model");
    JsonNode serving = saved.get("signatures").get("serving_default");
    assertThat(serving.get("inputs").elements().next().toString())
        .isEqualTo("{\"dtype\":\"float32\",\"shape\":[null,8,8,1]}");
    assertThat(serving.get("outputs").get("output_0").get("shape").toString())
        .isEqualTo("[null,4]");

    JsonNode npz = CommandLineRun.of("inspect", data, "--json").json();
    assertThat(npz.get("kind").textValue()).isEqualTo("npz");
    assertThat(npz.get("signatures").isNull()).isTrue();
    assertThat(npz.get("arrays").get("x_test").toString())
        .isEqualTo("{\"dtype\":\"uint8\",\"shape\":[" + SmallData.TEST + ",8,8]}");
  }

  @Test
  void predictTakesEveryKindOfFile() throws IOException {
    Array images = Npz.read(data).get("x_test"); // uint8, without a dimension for the channel
    float[] expected;
    try (SavedModel opened = SavedModel.load(model)) {
      Array input = images.cast(io.github.inverseactivation.data.DType.FLOAT32);
      expected = opened.predict(input.reshape(SmallData.TEST, 8, 8, 1)).floats();
    }
    Path npz = folder.resolve("input.npz");
    Npz.write(npz, Map.of("anything", images));
    Path out = folder.resolve("output.npz");
    CommandLineRun many = CommandLineRun.of("predict", model, npz, "--out", out, "--json");
    assertThat(many.status()).as(many.err()).isZero();
    assertThat(many.json().get("samples").intValue()).isEqualTo(SmallData.TEST);
    assertThat(many.json().get("outputs").get("output_0").get("shape").toString())
        .isEqualTo("[" + SmallData.TEST + ",4]");
    assertThat(Npz.read(out).get("output_0").floats()).containsExactly(expected, within(1e-5f));

    Path npy = folder.resolve("one.npy");
    Npy.write(npy, images.rows(0, 1).reshape(8, 8));
    Path png = folder.resolve("one.png");
    Png.write(png, images.rows(0, 1).reshape(8, 8, 1));
    for (Path one : List.of(npy, png)) {
      JsonNode json = CommandLineRun.of("predict", model, one, "--json").json();
      assertThat(json.get("samples").intValue()).isEqualTo(1);
      JsonNode values = json.get("outputs").get("output_0").get("values");
      for (int i = 0; i < 4; i++) {
        assertThat(values.get(i).floatValue()).isCloseTo(expected[i], within(1e-4f));
      }
    }
  }

  @Test
  void predictTurnsColoursToGray() throws IOException {
    byte[] colours = new byte[8 * 8 * 3];
    byte[] luma = new byte[8 * 8];
    for (int i = 0; i < 64; i++) {
      colours[3 * i] = (byte) 200;
      colours[3 * i + 1] = (byte) 100;
      colours[3 * i + 2] = (byte) 50;
      luma[i] = (byte) 124; // 0.299 * 200 + 0.587 * 100 + 0.114 * 50 = 124.2
    }
    Path coloured = folder.resolve("coloured.png");
    Path gray = folder.resolve("gray.png");
    Png.write(coloured, Array.uint8(colours, 8, 8, 3));
    Png.write(gray, Array.uint8(luma, 8, 8, 1));

    CommandLineRun run = CommandLineRun.of("predict", model, coloured, "--json");

    assertThat(run.json()).isEqualTo(CommandLineRun.of("predict", model, gray, "--json").json());
    assertThat(run.err()).contains("gray");
  }

  @Test
  void predictWritesCsvAndPrintsTheFirstRows() throws IOException {
    Path npz = folder.resolve("table.npz");
    Npz.write(npz, Map.of("x", Npz.read(data).get("x_test")));
    Path csv = folder.resolve("output.csv");

    assertThat(CommandLineRun.of("predict", model, npz, "--out", csv).status()).isZero();

    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(SmallData.TEST + 1);
    assertThat(lines.get(0)).isEqualTo("output_0[0],output_0[1],output_0[2],output_0[3]");
    assertThat(CommandLineRun.of("predict", model, npz).out())
        .contains("output_0: float32 [96, 4]", "86 more rows");
  }

  @Test
  void failuresAreOneLineAndStatus1() throws IOException {
    Path wrongShape = folder.resolve("wrong.npy");
    Npy.write(wrongShape, Array.of(new float[9 * 9], 9, 9));
    Path text = Files.writeString(folder.resolve("text.npy"), "no array");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Path keras = Files.writeString(folder.resolve("m.keras"), "");
    Path classes = folder.resolve("classes.npz");
    Map<String, Array> arrays = new java.util.LinkedHashMap<>(Npz.read(data));
    arrays.put("y_test", Array.of(new float[SmallData.TEST]));
    arrays.put("y_train", Array.of(new float[SmallData.TRAIN]));
    Npz.write(classes, arrays);
    Path occupied = Files.createDirectories(folder.resolve("occupied/saved_model"));
    Files.writeString(occupied.resolve("thesis.txt"), "precious");

    assertFails("summary nowhere", "nowhere does not exist");
    assertFails("summary " + empty, "holds no saved_model.pb");
    Path weights = Files.writeString(folder.resolve("m.weights.h5"), "");
    assertFails("evaluate " + keras, "m.keras");
    assertFails("evaluate nowhere.keras", "nowhere.keras does not exist");
    assertFails("summary " + weights, "holds weights and no layers");
    assertFails("inspect " + weights, "not an HDF5 file");
    assertFails("summary " + text, "is neither .keras nor .h5 nor a folder");
    assertFails("convert " + model + " " + folder.resolve("x.keras"), "holds operations and no");
    assertFails("convert " + model + " " + folder.resolve("x.h5"), "are read, but not written");
    assertFails("convert " + model + " " + folder.resolve("x.onnx"), "cannot be written");
    assertFails("convert " + weights + " " + folder.resolve("x"), "holds weights and no layers");
    assertFails("convert " + model + " " + model, "name another folder");
    assertFails("predict " + model + " nowhere.npy", "nowhere.npy does not exist");
    assertFails("predict " + model + " " + text, "text.npy");
    assertFails(
        "predict " + model + " " + wrongShape, "takes the shape [any, 8, 8, 1], found [9, 9]");
    assertFails("predict " + model + " " + wrongShape + " --out no/such.csv", "does not exist");
    assertFails("train --dataset nothing", "unknown data set 'nothing'");
    assertFails("train --dataset " + classes, "expected one whole number for each example");
    assertFails("train --dataset " + data + " --out " + data, "is a file, expected a folder");
    assertFails(
        "train --dataset " + data + " --out " + occupied.getParent(),
        "something else than a SavedModel");
    assertFails("inspect " + data.resolve("x"), "does not exist");
    assertThat(occupied.resolve("thesis.txt")).exists();
  }

  @Test
  void threadsChangeNoNumbers() {
    JsonNode expected = CommandLineRun.of("evaluate", model, "--dataset", data, "--json").json();
    CommandLineRun run =
        CommandLineRun.of("evaluate", model, "--dataset", data, "--json", "--threads", 1);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.json().get("accuracy")).isEqualTo(expected.get("accuracy"));
    assertThat(run.json().get("loss").doubleValue())
        .isCloseTo(expected.get("loss").doubleValue(), within(1e-5));
    for (String command : List.of("train", "evaluate " + model, "predict " + model + " x.npy")) {
      CommandLineRun none = CommandLineRun.of((Object[]) (command + " --threads 0").split(" "));
      assertThat(none.status()).as(none.err()).isEqualTo(2);
      assertThat(none.err()).contains("--threads must be at least 1 (got 0)");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX) // counts the threads in /proc
  void threadsAreAsManyAsAskedFor() throws IOException {
    for (Path each : List.of(model, folder.resolve("run/model.keras"))) {
      // The JVM's own differ by a few.
      assertThat(threadsOfAProcess(each, 40) - threadsOfAProcess(each, 1)).isGreaterThan(30);
    }
  }

  private static int threadsOfAProcess(Path each, int threads) throws IOException {
    Object[] arguments = {"evaluate", each, "--dataset", data, "--threads", threads};
    String[] printed =
        JavaProcess.run(ThreadsProgram.class, List.of("-Xmx512m"), arguments).strip().split(" ");
    assertThat(printed[0]).isEqualTo("0");
    return Integer.parseInt(printed[1]);
  }

  private static void assertFails(String arguments, String message) {
    CommandLineRun run = CommandLineRun.of((Object[]) arguments.split(" "));
    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: ").contains(message).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  private static List<String> fields(JsonNode json) {
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
