/** Keras for the JVM on the TensorFlow runtime. */
@SuppressWarnings("module") // the program is compiled after the library
module io.github.inverseactivation {
  requires transitive org.tensorflow.ndarray;
  requires transitive tensorflow;
  requires transitive tensorflow.framework;
  requires transitive com.fasterxml.jackson.databind;
  requires com.google.protobuf;
  requires de.siegmar.fastcsv;
  requires io.jhdf;
  requires java.desktop;
  requires java.logging;
  requires jdk.unsupported;
  requires org.apache.commons.lang3; // jHDF needs it, and as an automatic module cannot say so
  requires org.slf4j;
  requires tensorflow.nativelib;

  exports io.github.inverseactivation.activations;
  exports io.github.inverseactivation.callbacks;
  exports io.github.inverseactivation.config;
  exports io.github.inverseactivation.constraints;
  exports io.github.inverseactivation.data;
  exports io.github.inverseactivation.datasets;
  exports io.github.inverseactivation.initializers;
  exports io.github.inverseactivation.layers;
  exports io.github.inverseactivation.layers.activation;
  exports io.github.inverseactivation.layers.attention;
  exports io.github.inverseactivation.layers.convolutional;
  exports io.github.inverseactivation.layers.core;
  exports io.github.inverseactivation.layers.merging;
  exports io.github.inverseactivation.layers.normalization;
  exports io.github.inverseactivation.layers.operations;
  exports io.github.inverseactivation.layers.pooling;
  exports io.github.inverseactivation.layers.preprocessing;
  exports io.github.inverseactivation.layers.recurrent;
  exports io.github.inverseactivation.layers.regularization;
  exports io.github.inverseactivation.layers.reshaping;
  exports io.github.inverseactivation.losses;
  exports io.github.inverseactivation.metrics;
  exports io.github.inverseactivation.models;
  exports io.github.inverseactivation.ops;
  exports io.github.inverseactivation.optimizers;
  exports io.github.inverseactivation.optimizers.schedules;
  exports io.github.inverseactivation.regularizers;
  exports io.github.inverseactivation.saving.config;
  exports io.github.inverseactivation.saving.hdf5;
  exports io.github.inverseactivation.saving.keras;
  exports io.github.inverseactivation.saving.savedmodel to
      io.github.inverseactivation.program;
  exports io.github.inverseactivation.topology;
  exports io.github.inverseactivation.training;

  uses org.slf4j.spi.SLF4JServiceProvider;
}
