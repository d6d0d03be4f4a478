package io.github.inverseactivation.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How a model's inputs or outputs are put together: one value, a list of them, values by name, or
 * lists and names within each other. Immutable.
 *
 * <pre>{@code
 * Structure.named(Map.of(
 *     "image", Structure.one(images),
 *     "views", Structure.list(List.of(Structure.one(x), Structure.one(y)))))
 * }</pre>
 *
 * <p>Source: Keras, whose models take and return such structures.
 *
 * @param <T> what stands at the leaves
 */
public final class Structure<T> {
  /** Python sorts strings by code points. */
  private static final Comparator<String> BY_CODE_POINTS =
      (one, other) -> {
        int[] a = one.codePoints().toArray();
        int[] b = other.codePoints().toArray();
        return Arrays.compare(a, b);
      };

  private final T leaf;
  private final List<Structure<T>> elements;
  private final Map<String, Structure<T>> named;

  private Structure(T leaf, List<Structure<T>> elements, Map<String, Structure<T>> named) {
    this.leaf = leaf;
    this.elements = elements;
    this.named = named;
  }

  /**
   * One value.
   *
   * @param <T> what it is
   * @param value the value
   * @return the structure
   */
  public static <T> Structure<T> one(T value) {
    return new Structure<>(Objects.requireNonNull(value, "value"), null, null);
  }

  /**
   * A list.
   *
   * @param <T> what stands at the leaves
   * @param elements its elements, at least one
   * @return the structure
   * @throws IllegalArgumentException if there is none
   */
  public static <T> Structure<T> list(List<Structure<T>> elements) {
    if (elements.isEmpty()) {
      throw new IllegalArgumentException(
          "a list of inputs or outputs needs at least one: give one");
    }
    return new Structure<>(null, List.copyOf(elements), null);
  }

  /**
   * A list of values.
   *
   * @param <T> what they are
   * @param values the values, at least one
   * @return the structure
   * @throws IllegalArgumentException if there is none
   */
  public static <T> Structure<T> listOf(List<? extends T> values) {
    List<Structure<T>> elements = new ArrayList<>();
    values.forEach(value -> elements.add(one(value)));
    return list(elements);
  }

  /**
   * Structures by name.
   *
   * @param <T> what stands at the leaves
   * @param named structures by name, at least one
   * @return the structure
   * @throws IllegalArgumentException if there is none
   */
  public static <T> Structure<T> named(Map<String, Structure<T>> named) {
    if (named.isEmpty()) {
      throw new IllegalArgumentException("a map of inputs or outputs needs at least one: give one");
    }
    return new Structure<>(null, null, Collections.unmodifiableMap(new LinkedHashMap<>(named)));
  }

  /**
   * Values by name.
   *
   * @param <T> what they are
   * @param values values by name, at least one
   * @return the structure
   * @throws IllegalArgumentException if there is none
   */
  public static <T> Structure<T> namedOf(Map<String, ? extends T> values) {
    Map<String, Structure<T>> named = new LinkedHashMap<>();
    values.forEach((name, value) -> named.put(name, one(value)));
    return named(named);
  }

  /**
   * Whether it is one value alone.
   *
   * @return true for {@link #one}
   */
  public boolean isOne() {
    return leaf != null;
  }

  /**
   * The elements of a list.
   *
   * @return the elements; empty if this is no list
   */
  public List<Structure<T>> elements() {
    return elements == null ? List.of() : elements;
  }

  /**
   * What there is by name.
   *
   * @return structures by name, in the order they were given; empty if there are no names
   */
  public Map<String, Structure<T>> named() {
    return named == null ? Map.of() : named;
  }

  /**
   * Whether there are names anywhere in it.
   *
   * @return false for one value and for lists
   */
  public boolean hasNames() {
    return fold(value -> false, flags -> flags.contains(true), flags -> true);
  }

  /**
   * All values in the order that Keras gives them: lists from first to last, names sorted.
   *
   * @return the values
   */
  public List<T> leaves() {
    return this.<List<T>>fold(
        List::of,
        lists -> lists.stream().flatMap(List::stream).toList(),
        lists -> sorted(lists).values().stream().flatMap(List::stream).toList());
  }

  /** The same by sorted names. */
  private static <R> Map<String, R> sorted(Map<String, R> named) {
    Map<String, R> sorted = new TreeMap<>(BY_CODE_POINTS);
    sorted.putAll(named);
    return sorted;
  }

  /**
   * Builds something of the structure, from the leaves up.
   *
   * @param <R> what is built
   * @param one makes it of a value
   * @param list makes it of what was made of a list's elements
   * @param byName makes it of what was made of named structures, in the order they were given
   * @return what was built
   */
  public <R> R fold(
      Function<? super T, R> one, Function<List<R>, R> list, Function<Map<String, R>, R> byName) {
    if (elements != null) {
      return list.apply(elements.stream().map(each -> each.fold(one, list, byName)).toList());
    }
    if (named != null) {
      Map<String, R> made = new LinkedHashMap<>();
      named.forEach((name, each) -> made.put(name, each.fold(one, list, byName)));
      return byName.apply(made);
    }
    return one.apply(leaf);
  }

  /**
   * Does something with each value.
   *
   * @param action takes the values, those under names in the order in which the names were given
   */
  public void forEach(Consumer<? super T> action) {
    if (isOne()) {
      action.accept(leaf);
    }
    elements().forEach(each -> each.forEach(action));
    named().values().forEach(each -> each.forEach(action));
  }

  /**
   * The same structure of other values.
   *
   * @param <R> what they are
   * @param change gives the value in another's place
   * @return the structure
   */
  public <R> Structure<R> map(Function<? super T, ? extends R> change) {
    return this.<Structure<R>>fold(
        value -> one(change.apply(value)), Structure::list, Structure::named);
  }

  /**
   * The same structure of the values' places in {@link #leaves}.
   *
   * @return the structure of numbers from 0 on
   */
  public Structure<Integer> numbered() {
    return numbered(new int[1]);
  }

  private Structure<Integer> numbered(int[] next) {
    if (elements != null) {
      List<Structure<Integer>> numbers = new ArrayList<>();
      elements.forEach(each -> numbers.add(each.numbered(next)));
      return list(numbers);
    }
    if (named != null) {
      Map<String, Structure<Integer>> numbers = new LinkedHashMap<>();
      sorted(named).forEach((name, each) -> numbers.put(name, each.numbered(next)));
      Map<String, Structure<Integer>> inOrder = new LinkedHashMap<>();
      named.keySet().forEach(name -> inOrder.put(name, numbers.get(name)));
      return named(inOrder);
    }
    return one(next[0]++);
  }

  /**
   * What the values are called from outside: by their names in the structure where they have one,
   * else as they are called themselves; behind the way to them, {@code views/left}. Source: the
   * names of Keras's losses.
   *
   * @param own what each value is called itself
   * @return names in the order of {@link #leaves}
   */
  public List<String> names(Function<? super T, String> own) {
    List<String> names = new ArrayList<>();
    addNames("", null, own, names);
    return names;
  }

  private void addNames(
      String path, String key, Function<? super T, String> own, List<String> names) {
    if (elements != null) {
      String inner = key == null ? path : path + key + "/";
      for (int i = 0; i < elements.size(); i++) {
        Structure<T> each = elements.get(i);
        each.addNames(inner, each.isOne() ? null : String.valueOf(i), own, names);
      }
    } else if (named != null) {
      String inner = key == null ? path : path + key + "/";
      sorted(named).forEach((name, each) -> each.addNames(inner, name, own, names));
    } else {
      names.add(path + (key == null ? own.apply(leaf) : key));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Structure<?> that
        && Objects.equals(leaf, that.leaf)
        && Objects.equals(elements, that.elements)
        && Objects.equals(named, that.named);
  }

  @Override
  public int hashCode() {
    return Objects.hash(leaf, elements, named);
  }

  @Override
  public String toString() {
    return fold(value -> String.valueOf(value), List::toString, Map::toString);
  }
}
