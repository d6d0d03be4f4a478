package io.github.inverseactivation.benchmark;

import io.github.inverseactivation.benchmark.Works.Work;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Does works by name, one line of standard input each, and answers with one number a line. A work
 * is prepared, and done once for warmth, when it is first named.
 */
public final class Worker {
  private Worker() {}

  public static void main(String[] arguments) throws IOException {
    Map<String, Work> prepared = new HashMap<>();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String name = in.readLine(); name != null; name = in.readLine()) {
      Supplier<Work> preparation = Works.ALL.get(name);
      if (preparation == null) {
        throw new IllegalArgumentException(
            "there is no work '" + name + "', found " + Works.ALL.keySet());
      }
      if (!prepared.containsKey(name)) {
        Work work = preparation.get();
        work.run();
        prepared.put(name, work);
      }
      System.out.println(prepared.get(name).run());
    }
  }
}
