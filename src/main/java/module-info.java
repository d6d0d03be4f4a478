/** Keras for the JVM on the TensorFlow runtime. */
module io.github.inverseactivation {
  requires transitive com.fasterxml.jackson.databind;
  requires transitive tensorflow;
  requires transitive tensorflow.framework;
  requires org.tensorflow.ndarray;

  exports io.github.inverseactivation.activations;
  exports io.github.inverseactivation.config;
  exports io.github.inverseactivation.data;
  exports io.github.inverseactivation.initializers;
  exports io.github.inverseactivation.layers.activation;
  exports io.github.inverseactivation.layers.core;
  exports io.github.inverseactivation.layers.normalization;
  exports io.github.inverseactivation.layers.preprocessing;
  exports io.github.inverseactivation.layers.regularization;
  exports io.github.inverseactivation.layers;
  exports io.github.inverseactivation.ops;
  exports io.github.inverseactivation.saving.config;
  exports io.github.inverseactivation.topology;
}
