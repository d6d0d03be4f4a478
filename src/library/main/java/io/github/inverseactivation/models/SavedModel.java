package io.github.inverseactivation.models;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.data.FormatException;
import io.github.inverseactivation.engine.SessionConfig;
import io.github.inverseactivation.runtime.NativeLibrary;
import io.github.inverseactivation.runtime.SavedModelSession;
import io.github.inverseactivation.saving.savedmodel.SavedModelFiles;
import io.github.inverseactivation.saving.savedmodel.SavedModelLimits;
import io.github.inverseactivation.saving.savedmodel.SavedModelValidator;
import io.github.inverseactivation.training.RuntimeOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.MetaGraphDef;

/**
 * A TensorFlow SavedModel, whoever wrote it: Keras's {@code model.export}, {@code
 * tf.saved_model.save}, TensorFlow 1 or Java.
 *
 * <pre>{@code
 * try (SavedModel model = SavedModel.load(Path.of("digits"))) {
 *   Array image = Array.of(new float[784], 1, 28, 28, 1);
 *   Array scores = model.predict(image);
 * }
 * }</pre>
 *
 * <p>A model is validated before TensorFlow sees it: a damaged or incomplete one is refused, and so
 * is one with operations that touch files or the network. {@link Loader#trusted} leaves that out.
 * What cannot be validated is how much time and memory a model takes; run models from strangers in
 * a sandbox.
 *
 * <p>Any number of threads may call {@code predict} at once. {@link #close} waits for those under
 * way; later ones get an {@link IllegalStateException}.
 */
public final class SavedModel implements AutoCloseable {
  /** The name of the signature that {@code predict} calls when none is named. */
  public static final String DEFAULT_SIGNATURE = "serving_default";

  private final SavedModelSession session;
  private final Map<String, Signature> signatures;
  private final Map<String, String> unusable;
  private volatile boolean closed;

  private SavedModel(
      SavedModelSession session, Map<String, Signature> signatures, Map<String, String> unusable) {
    this.session = session;
    this.signatures = signatures;
    this.unusable = unusable;
  }

  /**
   * Validates and loads a model, the graph tagged {@code serve}.
   *
   * @param folder the folder that holds {@code saved_model.pb}
   * @return the model, which the caller closes
   * @throws FormatException if it is damaged, incomplete or not safe to load
   */
  public static SavedModel load(Path folder) {
    return loader(folder).load();
  }

  /**
   * A loader, for what {@link #load} does not do by default.
   *
   * @param folder the folder that holds {@code saved_model.pb}
   * @return a loader that validates and takes the graph tagged {@code serve}
   */
  public static Loader loader(Path folder) {
    return new Loader(
        Objects.requireNonNull(folder, "folder"),
        Set.of("serve"),
        false,
        RuntimeOptions.defaults());
  }

  /** How to load a model; immutable. */
  public static final class Loader {
    private final Path folder;
    private final Set<String> tags;
    private final boolean trusted;
    private final RuntimeOptions options;

    private Loader(Path folder, Set<String> tags, boolean trusted, RuntimeOptions options) {
      this.folder = folder;
      this.tags = tags;
      this.trusted = trusted;
      this.options = options;
    }

    /**
     * Chooses a graph.
     *
     * @param newTags all tags of the graph; {@code serve} by default
     * @return a loader with the tags
     */
    public Loader tags(String... newTags) {
      return new Loader(
          folder, Collections.unmodifiableSet(new TreeSet<>(Set.of(newTags))), trusted, options);
    }

    /**
     * Says whether the model's origin is trusted. A trusted model is not validated: it may read and
     * write files with this process's rights, and a malformed one may end the process.
     *
     * @param newTrusted whether to leave validation out; false by default
     * @return a loader that does
     */
    public Loader trusted(boolean newTrusted) {
      return new Loader(folder, tags, newTrusted, options);
    }

    /**
     * Says how to use the TensorFlow runtime.
     *
     * @param newOptions the options; {@link RuntimeOptions#defaults()} by default
     * @return a loader with the options
     */
    public Loader runtime(RuntimeOptions newOptions) {
      return new Loader(folder, tags, trusted, Objects.requireNonNull(newOptions, "newOptions"));
    }

    /**
     * Loads the model.
     *
     * @return the model, which the caller closes
     * @throws FormatException if it is damaged, incomplete or not safe to load
     */
    public SavedModel load() {
      if (Files.isRegularFile(folder.resolve("saved_model.pb"))) {
        NativeLibrary.loadAhead();
      }
      MetaGraphDef graph;
      if (trusted) {
        try {
          graph = new SavedModelFiles(folder).read(tags, Integer.MAX_VALUE);
        } catch (FormatException e) {
          throw new FormatException(folder + ": " + e.getMessage(), e);
        }
      } else {
        graph = new SavedModelValidator(folder, SavedModelLimits.DEFAULT).validate(tags);
      }
      Map<String, Signature> signatures = new TreeMap<>();
      Map<String, String> unusable = new TreeMap<>();
      graph
          .getSignatureDefMap()
          .forEach(
              (name, definition) -> {
                // The initialiser and the training step are not for callers.
                if (name.startsWith("__saved_model_")) {
                  return;
                }
                try {
                  signatures.put(name, Signature.of(name, definition));
                } catch (FormatException e) {
                  unusable.put(name, e.getMessage());
                }
              });
      try {
        return new SavedModel(
            SavedModelSession.open(folder, tags, SessionConfig.forPrediction(options)),
            signatures,
            unusable);
      } catch (TFInvalidArgumentException | TensorFlowException e) {
        throw new FormatException(
            folder + ": TensorFlow cannot load the model: " + firstLine(e), e);
      }
    }
  }

  /**
   * What can be called. A signature with sparse, complex or quantised tensors, which arrays do not
   * hold, is not among them; calling it says so.
   *
   * @return the signatures by name, in alphabetical order
   */
  public Map<String, SignatureInfo> signatures() {
    Map<String, SignatureInfo> infos = new TreeMap<>();
    signatures.forEach((name, signature) -> infos.put(name, signature.info()));
    return Collections.unmodifiableMap(infos);
  }

  /**
   * Calls the default signature, or the only one there is, with one array.
   *
   * @param input the value of its only input
   * @return the value of its only output
   * @throws IllegalArgumentException if the signature has more than one input or output, or the
   *     array is of another type or shape
   * @throws IllegalStateException if the model is closed
   */
  public Array predict(Array input) {
    Signature signature = find(null);
    Set<String> inputs = signature.info().inputs().keySet();
    Set<String> outputs = signature.info().outputs().keySet();
    if (inputs.size() != 1 || outputs.size() != 1) {
      throw new IllegalArgumentException(
          "signature "
              + signature.info().name()
              + " has the inputs "
              + inputs
              + " and the outputs "
              + outputs
              + ", not one of each; name them in a map");
    }
    return signature
        .run(session, Collections.singletonMap(inputs.iterator().next(), input))
        .values()
        .iterator()
        .next();
  }

  /**
   * Calls the default signature, or the only one there is.
   *
   * @param inputs the values of its inputs by name
   * @return the values of its outputs by name
   * @throws IllegalArgumentException if an input is missing, unknown, or of another type or shape
   * @throws IllegalStateException if the model is closed, or fails for a reason of its own
   */
  public Map<String, Array> predict(Map<String, Array> inputs) {
    return find(null).run(session, inputs);
  }

  /**
   * Calls a signature.
   *
   * @param signature its name
   * @param inputs the values of its inputs by name
   * @return the values of its outputs by name
   * @throws IllegalArgumentException if there is no such signature, or an input is missing,
   *     unknown, or of another type or shape
   * @throws IllegalStateException if the model is closed, or fails for a reason of its own
   */
  public Map<String, Array> predict(String signature, Map<String, Array> inputs) {
    return find(Objects.requireNonNull(signature, "signature")).run(session, inputs);
  }

  private Signature find(String name) {
    if (closed) {
      throw new IllegalStateException("the model is closed");
    }
    if (name == null) {
      boolean single = signatures.size() == 1 && !signatures.containsKey(DEFAULT_SIGNATURE);
      return find(single ? signatures.keySet().iterator().next() : DEFAULT_SIGNATURE);
    }
    Signature signature = signatures.get(name);
    if (signature == null) {
      throw new IllegalArgumentException(
          unusable.containsKey(name)
              ? "signature " + name + " cannot be called: " + unusable.get(name)
              : "the model has no signature '" + name + "', it has " + signatures.keySet());
    }
    return signature;
  }

  static String firstLine(RuntimeException e) {
    String message = String.valueOf(e.getMessage()).strip();
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  /** Waits for the predictions under way and frees the model; further calls do nothing. */
  @Override
  public void close() {
    closed = true;
    session.close();
  }
}
