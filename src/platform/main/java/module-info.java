/** The library with TensorFlow's natives of every platform. */
module io.github.inverseactivation.platform {
  requires transitive io.github.inverseactivation;
}
