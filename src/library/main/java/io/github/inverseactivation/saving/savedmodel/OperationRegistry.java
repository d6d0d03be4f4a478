package io.github.inverseactivation.saving.savedmodel;

import io.github.inverseactivation.runtime.NativeLibrary;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.OpDef;

/** The operations that the TensorFlow runtime knows, with their inputs, outputs and attributes. */
final class OperationRegistry {
  private static final Map<String, OpDef> OPERATIONS = new HashMap<>();

  static {
    NativeLibrary.await();
    for (OpDef operation : TensorFlow.registeredOpList().getOpList()) {
      OPERATIONS.put(operation.getName(), operation);
    }
  }

  private OperationRegistry() {}

  /** The definition, null if the runtime has no such operation. */
  static OpDef find(String operation) {
    return OPERATIONS.get(operation);
  }
}
