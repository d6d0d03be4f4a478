/** The command line of InverseActivation, and what it is made of. */
module io.github.inverseactivation.program {
  requires transitive io.github.inverseactivation;
  requires com.google.protobuf;
  requires de.siegmar.fastcsv;
  requires transitive java.desktop;
  requires info.picocli;
  requires xchart;

  exports io.github.inverseactivation.examples;
  exports io.github.inverseactivation.recipes;
  exports io.github.inverseactivation.reports;

  opens io.github.inverseactivation.cli to
      info.picocli;
}
