/** Keras for the JVM on the TensorFlow runtime. */
module io.github.inverseactivation {
  requires transitive tensorflow;
  requires transitive tensorflow.framework;
  requires org.tensorflow.ndarray;

  exports io.github.inverseactivation.activations;
  exports io.github.inverseactivation.config;
  exports io.github.inverseactivation.constraints;
  exports io.github.inverseactivation.data;
  exports io.github.inverseactivation.initializers;
  exports io.github.inverseactivation.ops;
  exports io.github.inverseactivation.regularizers;
}
