package io.github.inverseactivation.saving.config;

import java.io.Serial;

/** A refusal whose message names its place already, so that nothing is put before it again. */
final class ConfigException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1;

  ConfigException(String message) {
    super(message);
  }

  ConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
