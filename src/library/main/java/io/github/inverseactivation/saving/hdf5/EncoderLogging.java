package io.github.inverseactivation.saving.hdf5;

import java.util.Map;
import java.util.ServiceLoader;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Keeps jHDF's lines out of the user's log: it tells of every group it writes at the level of
 * information, and warns of itself, so that one model is some hundred lines.
 *
 * <p>SLF4J has no levels to set, so the level is set in what stands behind it, where that is known
 * and the user has set none. A user who wants the lines gives the logger {@code io.jhdf} a level.
 */
final class EncoderLogging {
  private static final String LOGGER = "io.jhdf";
  private static final String LOG4J = "org.apache.logging.log4j.core.";

  /** Loggers of java.util.logging lose their level when nobody holds them. */
  private static java.util.logging.Logger held;

  private EncoderLogging() {}

  /** Quiets jHDF; to be called before its first class is used. */
  static void quiet() {
    Holder.touch();
  }

  private static final class Holder {
    static {
      silenceMissingProvider();
      ILoggerFactory factory = LoggerFactory.getILoggerFactory();
      try {
        switch (factory.getClass().getName()) {
          case "org.slf4j.simple.SimpleLoggerFactory" -> simple();
          case "org.slf4j.jul.JDK14LoggerFactory" -> javaUtilLogging();
          case "ch.qos.logback.classic.LoggerContext" -> logback(factory);
          case "org.apache.logging.slf4j.Log4jLoggerFactory" -> log4j(factory);
          default -> {} // none that prints, or one that is not known
        }
      } catch (ReflectiveOperationException | RuntimeException e) {
        LoggerFactory.getLogger(EncoderLogging.class)
            .debug("the level of {} could not be set: {}", LOGGER, e.toString());
      }
    }

    static void touch() {}
  }

  /** SLF4J remarks on a program without logging, which is nothing to remark on. */
  private static void silenceMissingProvider() {
    String property = "slf4j.internal.verbosity";
    if (System.getProperty(property) == null
        && ServiceLoader.load(SLF4JServiceProvider.class).findFirst().isEmpty()) {
      System.setProperty(property, "ERROR");
    }
  }

  private static void simple() {
    String property = "org.slf4j.simpleLogger.log." + LOGGER;
    if (System.getProperty(property) == null) {
      System.setProperty(property, "error");
    }
  }

  private static void javaUtilLogging() {
    held = java.util.logging.Logger.getLogger(LOGGER);
    if (held.getLevel() == null) {
      held.setLevel(java.util.logging.Level.SEVERE);
    }
  }

  private static void logback(ILoggerFactory factory) throws ReflectiveOperationException {
    Object logger = factory.getLogger(LOGGER);
    Class<?> type = logger.getClass();
    if (type.getMethod("getLevel").invoke(logger) == null) {
      Class<?> level = Class.forName("ch.qos.logback.classic.Level", true, type.getClassLoader());
      type.getMethod("setLevel", level).invoke(logger, level.getField("ERROR").get(null));
    }
  }

  private static void log4j(ILoggerFactory factory) throws ReflectiveOperationException {
    ClassLoader loader = factory.getClass().getClassLoader();
    Object context =
        Class.forName("org.apache.logging.log4j.LogManager", true, loader)
            .getMethod("getContext", boolean.class)
            .invoke(null, false);
    Class<?> contexts = Class.forName(LOG4J + "LoggerContext", true, loader);
    Class<?> configurations = Class.forName(LOG4J + "config.Configuration", true, loader);
    Object configuration = contexts.getMethod("getConfiguration").invoke(context);
    if (((Map<?, ?>) configurations.getMethod("getLoggers").invoke(configuration))
        .containsKey(LOGGER)) {
      return;
    }
    Class<?> level = Class.forName("org.apache.logging.log4j.Level", true, loader);
    Class.forName(LOG4J + "config.Configurator", true, loader)
        .getMethod("setLevel", String.class, level)
        .invoke(null, LOGGER, level.getField("ERROR").get(null));
  }
}
