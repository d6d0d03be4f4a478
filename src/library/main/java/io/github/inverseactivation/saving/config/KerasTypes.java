package io.github.inverseactivation.saving.config;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.metrics.Metric;
import io.github.inverseactivation.optimizers.Optimizer;
import io.github.inverseactivation.optimizers.schedules.Schedule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.framework.losses.Loss;
import org.tensorflow.framework.regularizers.Regularizer;

/**
 * Which Java class each class name in Keras's files stands for. A fixed table: a file can name only
 * what is in it, and nothing is found by reflection.
 *
 * <p>Python programs have classes and functions of their own, which a file only names. Each is
 * added under the name that Python registers it by, or under its bare name where it is not
 * registered:
 *
 * <pre>{@code
 * KerasTypes types = KerasTypes.standard()
 *     // @keras.saving.register_keras_serializable("mine") class Scale(keras.layers.Layer)
 *     .with("mine>Scale", () -> new Rescaling(2))
 *     // class MyConv(keras.layers.Conv1D), not registered, which computes what Conv1D does
 *     .with("MyConv", () -> new Conv1D(1, 1))
 *     // @keras.saving.register_keras_serializable("mine") def swish_1(x)
 *     .withFunction("mine>swish_1", Activations.SILU)
 *     // keras.layers.Lambda(lambda x: x / 255, name="scaled")
 *     .withLambda("scaled", () -> new Rescaling(1 / 255.0))
 *     // class MyModel(keras.Model) with a train_step of its own
 *     .withModel("mine>MyModel");
 * Model model = Models.load(path, KerasOptions.standard().types(types));
 * }</pre>
 *
 * <p>So it is for layers, activations, initializers, regularizers, constraints, losses, metrics,
 * optimizers and schedules, in {@code .keras} and {@code .h5} files. Where there is no class in
 * Java to stand for one in Python, {@code model.export(folder)} in Python and {@code
 * SavedModel.load} here run the model as it is.
 *
 * <p>Immutable.
 */
public final class KerasTypes {
  /** What the objects in files can be. */
  private static final List<Class<?>> KINDS =
      List.of(
          Layer.class,
          Activation.class,
          Initializer.class,
          Regularizer.class,
          Constraint.class,
          Loss.class,
          Metric.class,
          Optimizer.class,
          Schedule.class);

  private static final KerasTypes STANDARD =
      new KerasTypes(StandardTypes.all(), List.of(), Map.of(), Set.of());

  private final List<KerasType> types;
  private final List<KerasFunction> functions;
  private final Map<String, Supplier<? extends Layer>> lambdas;
  private final Set<String> models;

  private KerasTypes(
      List<KerasType> types,
      List<KerasFunction> functions,
      Map<String, Supplier<? extends Layer>> lambdas,
      Set<String> models) {
    this.types = List.copyOf(types);
    this.functions = List.copyOf(functions);
    this.lambdas = Map.copyOf(lambdas);
    this.models = Set.copyOf(models);
  }

  /**
   * The classes of this library that Keras has too, and InverseActivation.
   *
   * @return the table
   */
  public static KerasTypes standard() {
    return STANDARD;
  }

  /**
   * Adds a class of a Python program's own: a layer, an activation, an initializer, a regularizer,
   * a constraint, a loss, a metric, an optimizer or a schedule. It is written under this name,
   * unless the Java class has one already: so a Python subclass of {@code Conv1D} may be read as
   * {@code Conv1D}, and is written as that. A function in Python can be a class here.
   *
   * @param kerasName the name it is registered by in Python, {@code package>Name}; that of an
   *     unregistered class or function is its name alone
   * @param prototype makes an object with any valid options, a new one at each call; a reader gives
   *     it the options of a file
   * @return a changed copy
   * @throws IllegalArgumentException if the name is blank, another class of the same kind has it,
   *     or the prototype makes the same object twice or one that is none of these
   */
  public KerasTypes with(String kerasName, Supplier<? extends Configurable> prototype) {
    Objects.requireNonNull(prototype, "prototype");
    Configurable example = prototype.get();
    if (example == null || example == prototype.get()) {
      throw new IllegalArgumentException(
          "the prototype of '" + kerasName + "' must make a new object at each call");
    }
    checkFree(kerasName, example);
    List<KerasType> more = new ArrayList<>(types);
    more.add(
        of(example)
            .map(known -> known.alias(kerasName, prototype))
            .orElseGet(() -> KerasType.custom(kerasName, prototype)));
    return new KerasTypes(more, functions, lambdas, models);
  }

  /**
   * Adds a function of a Python program's own, without options: an activation, an initializer, a
   * regularizer, a constraint, a loss or a metric. It is written under this name, unless it has one
   * already, as the constants of {@code Activations} do.
   *
   * @param kerasName the name it is registered by in Python, {@code package>name}; that of an
   *     unregistered function is its name alone
   * @param function what computes it
   * @return a changed copy
   * @throws IllegalArgumentException if the name is blank, another function or class of the same
   *     kind has it, or the object is none of these
   */
  public KerasTypes withFunction(String kerasName, Object function) {
    checkFree(kerasName, Objects.requireNonNull(function, "function"));
    List<KerasFunction> more = new ArrayList<>(functions);
    more.add(new KerasFunction(kerasName, function));
    return new KerasTypes(types, more, lambdas, models);
  }

  /**
   * Says what a {@code Lambda} layer computes: files hold its code, which is never run. The layer
   * gets the name of the Lambda, and is written as what it is.
   *
   * @param layerName the Lambda layer's name in the model
   * @param layer makes the layer that is to stand for it, a new one at each call
   * @return a changed copy
   * @throws IllegalArgumentException if the name is blank or has a layer already
   */
  public KerasTypes withLambda(String layerName, Supplier<? extends Layer> layer) {
    Objects.requireNonNull(layer, "layer");
    checkName(layerName);
    Map<String, Supplier<? extends Layer>> more = new HashMap<>(lambdas);
    if (more.put(layerName, layer) != null) {
      throw new IllegalArgumentException("Lambda '" + layerName + "' has a layer already");
    }
    return new KerasTypes(types, functions, more, models);
  }

  /**
   * Says that a Python subclass of {@code Model} or {@code Sequential} computes what its layers do:
   * it was made of inputs and outputs or of a list of layers, and has, say, a {@code train_step} of
   * its own. It is read as a functional model or a {@code Sequential}, and written as that.
   *
   * @param kerasName the name it is registered by in Python, {@code package>Name}; that of an
   *     unregistered class is its name alone
   * @return a changed copy
   * @throws IllegalArgumentException if the name is blank
   */
  public KerasTypes withModel(String kerasName) {
    checkName(kerasName);
    Set<String> more = new HashSet<>(models);
    more.add(kerasName);
    return new KerasTypes(types, functions, lambdas, more);
  }

  private static void checkName(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("the name is blank: give one, such as 'mine>Scale'");
    }
  }

  private void checkFree(String name, Object object) {
    checkName(name);
    List<Class<?>> kinds = KINDS.stream().filter(kind -> kind.isInstance(object)).toList();
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is a "
              + object.getClass().getName()
              + ", expected one of "
              + KINDS.stream().map(Class::getSimpleName).toList());
    }
    for (Class<?> kind : kinds) {
      if (custom(name, kind).isPresent()) {
        throw new IllegalArgumentException(
            "'" + name + "' is registered already, as a " + kind.getSimpleName());
      }
    }
  }

  /**
   * The names of the layers in the table.
   *
   * @return names as files spell them, in alphabetical order
   */
  public List<String> layerNames() {
    return List.copyOf(
        new TreeSet<>(
            types.stream()
                .filter(type -> Layer.class.isAssignableFrom(type.javaClass()))
                .map(KerasType::className)
                .toList()));
  }

  /** The class that a file means, as Keras finds it: a program's own first, then Keras's. */
  Optional<KerasType> find(ObjectName name, Class<?> kind) {
    Optional<KerasType> own = customType(name.key(), kind);
    Optional<KerasType> keras = name.mayBeKeras() ? standard(name.kerasName(), kind) : own;
    return name.isKeras() ? keras.or(() -> own) : own.or(() -> keras);
  }

  /**
   * The class of Keras of a name. Keras has called some classes otherwise, and what is no layer may
   * be named in the spelling of short strings too.
   */
  private Optional<KerasType> standard(String name, Class<?> kind) {
    Optional<KerasType> found = exact(name, kind);
    if (found.isEmpty()) {
      found = exact(Aliases.className(name), kind);
    }
    return found.isEmpty() && kind != Layer.class ? findShort(name, kind) : found;
  }

  private Optional<KerasType> exact(String className, Class<?> kind) {
    return ofKind(kind).stream()
        .filter(type -> !type.isCustom() && type.className().equals(className))
        .findFirst();
  }

  /** The class of a name as Keras's short strings spell it: {@code glorot_uniform}. */
  Optional<KerasType> findShort(String name, Class<?> kind) {
    List<String> names =
        Stream.concat(Stream.of(name), Aliases.classNames(name).stream())
            .map(Aliases::plain)
            .toList();
    return names.stream()
        .flatMap(
            plain ->
                types.stream()
                    .filter(type -> type.registeredName() == null)
                    .filter(type -> kind.isAssignableFrom(type.javaClass()))
                    .filter(type -> Aliases.plain(type.className()).equals(plain)))
        .findFirst();
  }

  /** A new object of a Python program's own, without options. */
  Optional<Object> custom(String name, Class<?> kind) {
    return custom(kind).filter(named -> named.name().equals(name)).map(Named::make).findFirst();
  }

  /**
   * A new object of a Python program's own by its name without the package, as Keras up to 3.6
   * wrote functions.
   */
  Optional<Object> unpackaged(String name, Class<?> kind) {
    List<Named> named = custom(kind).filter(each -> each.name().endsWith(">" + name)).toList();
    return named.size() == 1 ? Optional.of(named.get(0).make()) : Optional.empty();
  }

  private record Named(String name, Supplier<?> prototype) {
    Object make() {
      return prototype.get();
    }
  }

  private Stream<Named> custom(Class<?> kind) {
    return Stream.concat(
        functions.stream()
            .filter(function -> kind.isInstance(function.object()))
            .map(function -> new Named(function.name(), function::object)),
        ofKind(kind).stream()
            .filter(KerasType::isCustom)
            .map(type -> new Named(type.key(), type.prototype())));
  }

  private Optional<KerasType> customType(String name, Class<?> kind) {
    return ofKind(kind).stream()
        .filter(type -> type.isCustom() && type.key().equals(name))
        .findFirst();
  }

  /** Whether an object is one that was given as a function: its options are never read. */
  boolean isFunction(Object object) {
    return functionName(object).isPresent();
  }

  /** The layer that stands for the code of a Lambda layer. */
  Optional<Layer> lambda(String layerName) {
    return Optional.ofNullable(lambdas.get(layerName)).map(Supplier::get);
  }

  /** Whether a class computes what its layers do; {@code .h5} names it without the package. */
  boolean isModel(ObjectName name) {
    return models.contains(name.key())
        || name.registeredName() == null
            && models.stream().anyMatch(each -> each.endsWith(">" + name.name()));
  }

  /** Whether no such class is known, so that none needs to be looked for. */
  boolean hasNoModels() {
    return models.isEmpty();
  }

  /** The entry of an object's class. */
  Optional<KerasType> of(Object object) {
    return types.stream().filter(type -> type.javaClass() == object.getClass()).findFirst();
  }

  /** The name of a function. */
  Optional<String> functionName(Object function) {
    return functions.stream()
        .filter(each -> each.object() == function)
        .map(KerasFunction::name)
        .findFirst();
  }

  /** The entries of a kind. */
  List<KerasType> ofKind(Class<?> kind) {
    return types.stream().filter(type -> kind.isAssignableFrom(type.javaClass())).toList();
  }
}
