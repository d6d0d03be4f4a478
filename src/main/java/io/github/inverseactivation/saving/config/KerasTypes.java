package io.github.inverseactivation.saving.config;

import io.github.inverseactivation.config.Configurable;
import io.github.inverseactivation.layers.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Which Java class each class name in Keras's files stands for. A fixed table: a file can name only
 * what is in it, and nothing is found by reflection.
 *
 * <p>A layer of your own is added under the name that Python registers it by:
 *
 * <pre>{@code
 * // @keras.saving.register_keras_serializable("mine") class Scale(keras.layers.Layer)
 * KerasTypes types = KerasTypes.standard().with("mine>Scale", () -> new Rescaling(2));
 * }</pre>
 *
 * <p>Immutable.
 */
public final class KerasTypes {
  private static final KerasTypes STANDARD = new KerasTypes(StandardTypes.all());

  private final List<KerasType> types;

  private KerasTypes(List<KerasType> types) {
    this.types = List.copyOf(types);
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
   * Adds a class, such as a layer, an initializer or an activation.
   *
   * @param kerasName the name it is registered by in Python, {@code package>Name}
   * @param prototype makes an object with any valid options, a new one at each call; a reader gives
   *     it the options of a file
   * @return a changed copy
   * @throws IllegalArgumentException if the name is blank or taken, or the prototype makes the same
   *     object twice
   */
  public KerasTypes with(String kerasName, Supplier<? extends Configurable> prototype) {
    Objects.requireNonNull(prototype, "prototype");
    if (kerasName.isBlank()) {
      throw new IllegalArgumentException("the name is blank: give one, such as 'mine>Scale'");
    }
    if (prototype.get() == prototype.get()) {
      throw new IllegalArgumentException(
          "the prototype of '" + kerasName + "' must make a new object at each call");
    }
    KerasType added = KerasType.custom(kerasName, prototype);
    for (KerasType type : types) {
      if (type.key().equals(kerasName) || type.javaClass() == added.javaClass()) {
        throw new IllegalArgumentException(
            "'" + kerasName + "' or its Java class is registered already, as '" + type.key() + "'");
      }
    }
    List<KerasType> more = new ArrayList<>(types);
    more.add(added);
    return new KerasTypes(more);
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

  /**
   * The class of a name and kind. Keras has called some classes otherwise, and what is no layer may
   * be named in the spelling of short strings too.
   */
  Optional<KerasType> find(String name, Class<?> kind) {
    Optional<KerasType> found = exact(name, kind);
    if (found.isEmpty()) {
      found = exact(Aliases.className(name), kind);
    }
    return found.isEmpty() && kind != Layer.class ? findShort(name, kind) : found;
  }

  private Optional<KerasType> exact(String name, Class<?> kind) {
    return types.stream()
        .filter(type -> type.key().equals(name) && kind.isAssignableFrom(type.javaClass()))
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

  /** The entry of an object's class. */
  Optional<KerasType> of(Object object) {
    return types.stream().filter(type -> type.javaClass() == object.getClass()).findFirst();
  }

  /** The entries of a kind. */
  List<KerasType> ofKind(Class<?> kind) {
    return types.stream().filter(type -> kind.isAssignableFrom(type.javaClass())).toList();
  }
}
