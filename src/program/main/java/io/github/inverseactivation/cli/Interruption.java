package io.github.inverseactivation.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C while a command is at something that should not be cut off: the first asks for an end, the
 * second ends the process at once, and so does the clock after five seconds.
 *
 * <p>Java can be told of a signal by {@code sun.misc.Signal} alone, which is reached by reflection;
 * where it is missing, Ctrl-C ends the process as ever.
 */
final class Interruption {
  private static final long PATIENCE_MILLIS = 4500;

  private final AtomicBoolean asked = new AtomicBoolean();
  private final Runnable request;
  private final Console console;
  private Object former;

  private Interruption(Runnable request, Console console) {
    this.request = request;
    this.console = console;
  }

  /** Passes Ctrl-C on to {@code request}, called from another thread, until this is closed. */
  static Interruption passedOn(Runnable request, Console console) {
    Interruption interruption = new Interruption(request, console);
    interruption.former = handle(interruption::onSignal);
    return interruption;
  }

  private void onSignal() {
    if (asked.getAndSet(true)) {
      Runtime.getRuntime().halt(Main.INTERRUPTED);
    }
    console.remark("stopping after this batch; Ctrl-C again to stop at once");
    request.run();
    Thread clock =
        new Thread(
            () -> {
              try {
                Thread.sleep(PATIENCE_MILLIS);
              } catch (InterruptedException e) {
                return;
              }
              Runtime.getRuntime().halt(Main.INTERRUPTED);
            },
            "interruption");
    clock.setDaemon(true);
    clock.start();
  }

  private static Object handle(Runnable action) {
    try {
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object calling =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getDeclaringClass() == Object.class) {
                  return method.getName().equals("equals") ? proxy == arguments[0] : 0;
                }
                action.run();
                return null;
              });
      return install(calling);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return null;
    }
  }

  private static Object install(Object handler) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    try {
      return signal
          .getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), handler);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause()); // the signal is not to be had
    }
  }

  /** Ctrl-C is again what it was before. */
  void close() {
    if (former != null) {
      try {
        install(former);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e); // it was there a moment ago
      }
    }
  }
}
