package io.github.inverseactivation.layers;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Npz;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.core.Masking;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.saving.config.KerasVersion;
import io.github.inverseactivation.saving.keras.KerasOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a model of each golden layer for each version of Keras, with inputs and predictions beside
 * it: FOLDER VERSION... What a version does not have is told in a file {@code NAME.refused}. {@code
 * keras/versions/open_written.py} opens them in any version; the figures are in {@code
 * docs/keras-versions.md}.
 */
public final class WrittenLayersProgram {
  private WrittenLayersProgram() {}

  /** Runs the program. */
  public static void main(String[] arguments) throws IOException {
    int number = 0;
    for (GoldenLayer golden : GoldenLayer.all()) {
      if (LayerPythonTest.standsInAModel(golden)) {
        write(golden, String.format("%03d_%s", number++, golden.name()), arguments);
      }
    }
  }

  private static void write(GoldenLayer golden, String name, String[] arguments)
      throws IOException {
    Map<String, Array> arrays = new LinkedHashMap<>();
    List<Tensor> sources = new ArrayList<>();
    List<Tensor> values = new ArrayList<>();
    for (int i = 0; i < golden.x().size(); i++) {
      Array x = golden.x().get(i);
      Input input = Input.shape(golden.inputShapes().get(i).tail().asArray()).name("x" + i);
      Array mask = i < golden.masks().size() ? golden.masks().get(i) : null;
      sources.add(input);
      values.add(mask == null ? input : new Masking().apply(input));
      arrays.put("x" + i, mask == null ? x : LayerPythonTest.zerosWhereMasked(x, mask));
    }
    try (Model model = Model.of(sources, golden.layer().applyAll(values))) {
      model.weights(List.copyOf(golden.weights().values()));
      List<Array> outputs = List.copyOf(model.predict(Map.copyOf(arrays)).values());
      for (int i = 0; i < outputs.size(); i++) {
        arrays.put("y" + i, outputs.get(i));
      }
      for (int i = 1; i < arguments.length; i++) {
        Path folder = Files.createDirectories(Path.of(arguments[0], arguments[i]));
        KerasOptions options = KerasOptions.standard().version(KerasVersion.of(arguments[i]));
        try {
          model.save(folder.resolve(name + ".keras"), options);
          Npz.write(folder.resolve(name + ".npz"), arrays);
        } catch (IllegalArgumentException e) {
          Files.writeString(folder.resolve(name + ".refused"), e.getMessage());
        }
      }
    }
  }
}
