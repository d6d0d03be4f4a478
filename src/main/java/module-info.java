/** Keras for the JVM on the TensorFlow runtime. */
module io.github.inverseactivation {
  requires transitive tensorflow;
  requires transitive tensorflow.framework;
  requires org.tensorflow.ndarray;

  exports io.github.inverseactivation.config;
  exports io.github.inverseactivation.data;
  exports io.github.inverseactivation.layers;
  exports io.github.inverseactivation.layers.convolutional;
  exports io.github.inverseactivation.layers.pooling;
  exports io.github.inverseactivation.layers.reshaping;
}
