package io.github.inverseactivation.callbacks;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file name with places for numbers, such as {@code {epoch:02d}-{val_loss:.2f}.keras}, as
 * Python's {@code str.format} fills them. {@code {{} and {@code }}} stand for braces.
 *
 * <p>A place takes a name and, after a colon, a fill of 0, a width, a precision and {@code d}, for
 * whole numbers, {@code f}, {@code e} or {@code %}.
 */
record FileTemplate(String text) {
  private static final Pattern PLACE =
      Pattern.compile(
          "\\{\\{|}}|\\{([^{}:]+)(?::(0?)(\\d{0,3})(?:\\.(\\d{1,2}))?([dfe%]?))?}|[{}]");

  FileTemplate {
    Matcher places = PLACE.matcher(text);
    while (places.find()) {
      if (places.group().length() == 1) {
        throw new IllegalArgumentException(
            "the file name '"
                + text
                + "' has a brace that belongs to no place like {epoch:02d} or {val_loss:.2f}");
      }
    }
  }

  /**
   * The name with numbers in place.
   *
   * @param whole whole numbers by name: the epoch and the batch, from 1
   * @param logs other numbers by name
   * @throws IllegalArgumentException if there is no number of a name, or it is not whole
   */
  String fill(Map<String, Integer> whole, Map<String, Double> logs) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    place.group(1) == null
                        ? place.group().substring(1)
                        : pad(place.group(2), place.group(3), number(place, whole, logs))));
  }

  private String number(MatchResult place, Map<String, Integer> whole, Map<String, Double> logs) {
    String name = place.group(1);
    String type = place.group(5) == null ? "" : place.group(5);
    Number value = whole.get(name);
    if (value == null) {
      value = logs.get(name);
    }
    if (value == null) {
      throw new IllegalArgumentException(
          "the file name '"
              + text
              + "' asks for '"
              + name
              + "', found "
              + whole.keySet()
              + " and "
              + logs.keySet());
    }
    boolean plain = place.group(4) == null && (type.isEmpty() || type.equals("d"));
    if (value instanceof Integer && plain) {
      return value.toString();
    }
    double number = value.doubleValue();
    int precision = place.group(4) == null ? 6 : Integer.parseInt(place.group(4));
    return switch (type) {
      case "f" -> PythonText.fixed(number, precision);
      case "e" -> PythonText.scientific(number, precision);
      case "%" -> PythonText.fixed(number * 100, precision) + "%";
      case "" -> {
        if (!plain) {
          throw new IllegalArgumentException(
              "the file name '" + text + "' needs an f or e after the precision of " + name);
        }
        yield PythonText.of(number);
      }
      default ->
          throw new IllegalArgumentException(
              "the file name '" + text + "' takes " + name + " for a whole number: write f, not d");
    };
  }

  private static String pad(String zero, String width, String number) {
    int missing = width == null || width.isEmpty() ? 0 : Integer.parseInt(width) - number.length();
    if (missing <= 0) {
      return number;
    }
    if (zero.isEmpty() || !Character.isDigit(number.charAt(number.length() - 1))) {
      return " ".repeat(missing) + number;
    }
    int sign = number.startsWith("-") ? 1 : 0;
    return number.substring(0, sign) + "0".repeat(missing) + number.substring(sign);
  }
}
