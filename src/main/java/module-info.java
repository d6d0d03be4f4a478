/** Keras for the JVM on the TensorFlow runtime. */
module io.github.inverseactivation {
  requires transitive tensorflow;
  requires transitive tensorflow.framework;
  requires org.tensorflow.ndarray;
  requires java.desktop;

  exports io.github.inverseactivation.config;
  exports io.github.inverseactivation.data;
  exports io.github.inverseactivation.datasets;
}
