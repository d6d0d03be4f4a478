package io.github.inverseactivation.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inverseactivation.models.ExportRecord;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.models.Models;
import io.github.inverseactivation.models.Summary;
import io.github.inverseactivation.saving.keras.KerasOptions;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code summary}: what a model consists of and what it costs. */
@Command(
    name = "summary",
    description = {
      "Lists layers, output shapes, parameters and multiply-accumulates.",
      "A SavedModel from elsewhere does not record its layers: then layers and macs are null, and"
          + " parameters are those of its variables."
    })
final class SummaryCommand extends BaseCommand {

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model.")
  private Path model;

  @Mixin private Trusted trusted;

  SummaryCommand(Console console) {
    super(console);
  }

  @Override
  Result execute() throws Exception {
    if (ModelPath.isKeras(model)) {
      ModelPath.checkKeras(model);
      try (Model opened = Models.load(model, KerasOptions.standard().training(false))) {
        return recorded(opened.summary());
      }
    }
    Path folder = ModelPath.folder(model);
    Optional<ExportRecord> record = ExportRecord.read(folder);
    return record.isPresent() ? recorded(record.get().summary()) : counted(folder);
  }

  private static Result recorded(Summary summary) {
    ObjectNode json = Console.object();
    ArrayNode layers = json.putArray("layers");
    for (Summary.Row row : summary.layers()) {
      ObjectNode layer = layers.addObject();
      layer.put("name", row.name());
      layer.put("type", row.type());
      ArrayNode shape = layer.putArray("outputShape");
      for (long size : row.outputShape()) {
        if (size < 0) {
          shape.addNull();
        } else {
          shape.add(size);
        }
      }
      layer.put("parameters", row.parameters());
      layer.put("macs", row.macs());
      row.connectedTo().forEach(layer.putArray("connectedTo")::add);
    }
    json.put("parameters", summary.parameters());
    json.put("trainable", summary.trainable());
    json.put("macs", summary.macs());
    return new Result(json, summary.toString());
  }

  private Result counted(Path folder) {
    VariableCount count = VariableCount.of(trusted.graph(folder));
    ObjectNode json = Console.object();
    json.putNull("layers");
    json.put("parameters", count.parameters());
    json.put("trainable", count.trainable());
    json.putNull("macs");
    return new Result(
        json,
        String.format(
            Locale.ROOT,
            "%s%n Total params: %,d%n Trainable params: %,d%n Non-trainable params: %,d%n"
                + " Layers and MACs are not recorded in this model.",
            folder,
            count.parameters(),
            count.trainable(),
            count.parameters() - count.trainable()));
  }
}
