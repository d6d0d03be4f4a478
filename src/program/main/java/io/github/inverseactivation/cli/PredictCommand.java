package io.github.inverseactivation.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.DType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code predict}: a model's outputs for the examples in a file. */
@Command(
    name = "predict",
    description = {
      "Computes a model's outputs.",
      "Numbers of another type are converted to what the model takes; a single example may come"
          + " without a batch dimension, a gray image without one for its channel. With --json,"
          + " outputs holds each output's shape, and its values (flat, in row-major order) if there"
          + " are at most 1000."
    })
final class PredictCommand extends BaseCommand {
  private static final int JSON_VALUES = 1000;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model.")
  private Path model;

  @Parameters(
      index = "1",
      paramLabel = "INPUT",
      description = "An .npz, .npy or .png file; of an .npz, arrays are matched by input name.")
  private Path input;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write the outputs: an .npz or .csv file.")
  private Path out;

  @Mixin private Threads threads;

  @Mixin private Trusted trusted;

  PredictCommand(Console console) {
    super(console);
  }

  @Override
  Result execute() throws Exception {
    if (!Inputs.isKnown(input)) {
      throw usage("INPUT must be an .npz, .npy or .png file (got " + input + ")");
    }
    if (out != null && !Outputs.isKnown(out)) {
      throw usage("--out must be an .npz or .csv file (got " + out + ")");
    }
    if (out != null && !Files.isDirectory(out.toAbsolutePath().getParent())) {
      throw new IllegalArgumentException(
          "the folder " + out.toAbsolutePath().getParent() + " for --out does not exist: make it");
    }
    Map<String, Array> outputs;
    int samples;
    try (OpenModel opened = OpenModel.of(model, threads.runtime(), trusted)) {
      BatchPredictor predictor = opened.predictor();
      outputs = predictor.predict(new Inputs(input, console).read(predictor.signature()));
      samples = outputs.values().iterator().next().rows();
    }
    if (out != null) {
      Outputs.write(out, outputs);
    }
    return new Result(
        json(samples, outputs),
        out == null ? Outputs.table(outputs) : samples + " predictions written to " + out);
  }

  private static ObjectNode json(int samples, Map<String, Array> outputs) {
    ObjectNode result = Console.object();
    result.put("samples", samples);
    ObjectNode all = result.putObject("outputs");
    outputs.forEach(
        (name, array) -> {
          ObjectNode output = all.putObject(name);
          ArrayNode shape = output.putArray("shape");
          for (long size : array.shape()) {
            shape.add(size);
          }
          if (array.size() <= JSON_VALUES) {
            values(output.putArray("values"), array);
          }
        });
    return result;
  }

  private static void values(ArrayNode values, Array array) {
    if (array.dtype() == DType.STRING) {
      for (String text : array.strings()) {
        values.add(text);
      }
    } else if (array.dtype() == DType.FLOAT32) {
      for (float value : array.floats()) {
        if (Float.isFinite(value)) {
          values.add(value);
        } else {
          values.addNull();
        }
      }
    } else if (array.dtype().isFloating()) {
      for (double value : array.doubles()) {
        if (Double.isFinite(value)) {
          values.add(value);
        } else {
          values.addNull();
        }
      }
    } else {
      for (long value : array.longs()) {
        values.add(value);
      }
    }
  }
}
