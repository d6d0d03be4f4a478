package io.github.inverseactivation.cli;

import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.models.SavedModel;
import io.github.inverseactivation.saving.savedmodel.SavedModelFiles;
import io.github.inverseactivation.saving.savedmodel.SavedModelLimits;
import io.github.inverseactivation.saving.savedmodel.SavedModelValidator;
import java.nio.file.Path;
import java.util.Set;
import org.tensorflow.proto.MetaGraphDef;
import picocli.CommandLine.Option;

/** The option {@code --trusted} of the commands that open SavedModels. */
final class Trusted {
  private static final Set<String> TAGS = Set.of("serve");

  @Option(
      names = "--trusted",
      order = 98,
      description = {
        "Opens a SavedModel without checking it: only if you know who made it, since it may",
        "then read and write files as you may. Files of Keras never need it."
      })
  private boolean trusted;

  /** A loader for a SavedModel. */
  SavedModel.Loader loader(Path folder) {
    return SavedModel.loader(folder).trusted(trusted);
  }

  /** The graph of a SavedModel, checked unless it is trusted. */
  MetaGraphDef graph(Path folder) {
    if (!trusted) {
      return new SavedModelValidator(folder, SavedModelLimits.DEFAULT).validate(TAGS);
    }
    try {
      return new SavedModelFiles(folder).read(TAGS, Integer.MAX_VALUE);
    } catch (FormatException e) {
      throw new FormatException(folder + ": " + e.getMessage(), e);
    }
  }
}
