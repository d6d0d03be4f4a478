package io.github.inverseactivation.cli;

import io.github.inverseactivation.callbacks.History;
import io.github.inverseactivation.data.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes a history as Keras's CSVLogger does: {@code epoch} from 0, then each key. */
final class HistoryCsv {
  private HistoryCsv() {}

  static void write(Path file, History history) throws IOException {
    StringBuilder text = new StringBuilder("epoch");
    history.keys().forEach(key -> text.append(',').append(key));
    text.append('\n');
    for (int i = 0; i < history.epochs().size(); i++) {
      int row = i;
      text.append(history.epochs().get(i));
      history.keys().forEach(key -> text.append(',').append(history.get(key).get(row)));
      text.append('\n');
    }
    AtomicFile.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
