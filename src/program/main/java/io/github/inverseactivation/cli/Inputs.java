package io.github.inverseactivation.cli;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.Npy;
import io.github.inverseactivation.data.Npz;
import io.github.inverseactivation.data.Png;
import io.github.inverseactivation.models.SignatureInfo;
import io.github.inverseactivation.models.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the file to predict from and makes of it what the model takes. */
final class Inputs {
  private final Path file;
  private final Console console;

  Inputs(Path file, Console console) {
    this.file = file;
    this.console = console;
  }

  /** Whether a file of this name can be read. */
  static boolean isKnown(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return List.of(".npz", ".npy", ".png").stream().anyMatch(name::endsWith);
  }

  /** The model's inputs by name. */
  Map<String, Array> read(SignatureInfo signature) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          file
              + (Files.exists(file) ? " is not a file" : " does not exist")
              + ", expected an .npz, .npy or .png file");
    }
    Map<String, Array> found = match(signature.inputs());
    Map<String, Array> inputs = new LinkedHashMap<>();
    signature
        .inputs()
        .forEach(
            (name, spec) ->
                inputs.put(name, Fitting.toInput(found.get(name), spec, file.toString())));
    return inputs;
  }

  private Map<String, Array> match(Map<String, TensorSpec> wanted) throws IOException {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".npz")) {
      Map<String, Array> arrays = Npz.read(file);
      if (wanted.size() == 1 && arrays.size() == 1) {
        return Map.of(wanted.keySet().iterator().next(), arrays.values().iterator().next());
      }
      for (String input : wanted.keySet()) {
        if (!arrays.containsKey(input)) {
          throw new IllegalArgumentException(
              file
                  + ": no '"
                  + input
                  + "', found "
                  + String.join(", ", arrays.keySet())
                  + "; the model takes "
                  + wanted.values());
        }
      }
      return arrays;
    }
    if (wanted.size() != 1) {
      throw new IllegalArgumentException(
          file
              + " holds one array, but the model takes "
              + wanted.values()
              + ": give an .npz file with arrays of these names");
    }
    TensorSpec only = wanted.values().iterator().next();
    Array array = name.endsWith(".npy") ? Npy.read(file) : image(only);
    return Map.of(only.name(), array);
  }

  /** A picture, gray if the model knows no colours. */
  private Array image(TensorSpec spec) throws IOException {
    Array image = Png.read(file);
    long[] wanted = spec.shape();
    int channels = (int) image.shape()[2];
    if (channels < 3 || wanted.length == 0 || wanted[wanted.length - 1] != 1) {
      return image;
    }
    console.remark(file + ": turned from colours to gray, because the model takes one channel");
    return gray(image, channels);
  }

  /** The luma of ITU-R BT.601; transparency is ignored. */
  private static Array gray(Array image, int channels) {
    byte[] colours = (byte[]) image.elements();
    byte[] gray = new byte[colours.length / channels];
    for (int i = 0; i < gray.length; i++) {
      int red = colours[i * channels] & 0xff;
      int green = colours[i * channels + 1] & 0xff;
      int blue = colours[i * channels + 2] & 0xff;
      gray[i] = (byte) Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
    }
    return Array.uint8(gray, image.shape()[0], image.shape()[1], 1);
  }
}
