package io.github.inverseactivation.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/**
 * A reader, and a kind of damage that is done to what it reads.
 *
 * @param name what the table calls it
 * @param mutants how many damaged files there are
 * @param file the name of the file below the target's folder
 * @param mutator makes the content of one
 * @param reader reads it
 */
record Target(String name, int mutants, String file, Mutator mutator, Reader reader) {

  /** Makes damaged files. */
  interface Mutator {
    /** One of them; the same each time for the same state of the generator. */
    byte[] mutate(Random random) throws IOException;
  }

  /** Reads a file, or complains. */
  interface Reader {
    /** Reads it. */
    void read(Path file) throws IOException;
  }

  /** The generator of a mutant: its number is all it takes to make it again. */
  Random random(int number) {
    return new Random(31L * name.hashCode() + number * 0x9e3779b97f4a7c15L);
  }
}
