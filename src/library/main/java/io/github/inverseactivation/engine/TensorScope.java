package io.github.inverseactivation.engine;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Tensor;

/** Closes the tensors that were made for one run of a session. */
final class TensorScope implements AutoCloseable {
  private final List<Tensor> tensors = new ArrayList<>();

  Tensor add(Tensor tensor) {
    tensors.add(tensor);
    return tensor;
  }

  @Override
  public void close() {
    tensors.forEach(Tensor::close);
  }
}
