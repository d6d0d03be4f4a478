/** Keras for the JVM on the TensorFlow runtime. */
module io.github.inverseactivation {
  requires transitive tensorflow;
  requires transitive tensorflow.framework;
  requires org.tensorflow.ndarray;

  exports io.github.inverseactivation.config;
  exports io.github.inverseactivation.data;
  exports io.github.inverseactivation.losses;
  exports io.github.inverseactivation.metrics;
  exports io.github.inverseactivation.optimizers;
  exports io.github.inverseactivation.optimizers.schedules;
}
