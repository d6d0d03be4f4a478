package io.github.inverseactivation.runtime;

import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.internal.c_api.TF_Output;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.RunOptions;

/**
 * Runs of a session that feed one tensor of floats and fetch another. The input tensor and the
 * arguments of the call are made once and used for every run, so that a run leaves next to nothing
 * to the garbage collector. For one thread at a time, while the session is open.
 */
public final class FloatRun implements AutoCloseable {
  private final TF_Session session;
  private final TF_Buffer options;
  private final TF_Output feed;
  private final TF_Output fetch;
  private final TF_Tensor input;
  private final FloatPointer inputData;
  private final PointerPointer<TF_Tensor> inputs;
  private final PointerPointer<TF_Tensor> outputs;

  /** The memory of {@link #outputs}, where a run leaves the address of what it fetched. */
  private final LongPointer outputAddress;

  private final Fetched output = new Fetched();
  private final View outputData = new View();
  private final TF_Status status;
  private final int size;

  /** A tensor at an address that changes, so that no object is made for each. */
  private static final class Fetched extends TF_Tensor {
    Fetched() {
      super((Pointer) null);
    }

    TF_Tensor at(long newAddress) {
      address = newAddress;
      return this;
    }
  }

  /** Floats at an address that changes. */
  private static final class View extends FloatPointer {
    View() {
      super((Pointer) null);
    }

    FloatPointer of(Pointer memory, long newCapacity) {
      address = memory.address();
      limit = newCapacity;
      capacity = newCapacity;
      return this;
    }
  }

  /** Keeps what it makes and takes over, beyond the open scope. */
  FloatRun(TF_Session session, TF_Output feed, long[] shape, TF_Output fetch, RunOptions runs) {
    this.session = session;
    this.size = NativeTensors.sizeOf(shape);
    BytePointer bytes = new BytePointer(runs.toByteArray());
    this.options = TF_Buffer.newBufferFromString(bytes).retainReference();
    this.feed = feed.retainReference();
    this.fetch = fetch.retainReference();
    long length = (long) size * Float.BYTES;
    this.input =
        TF_Tensor.allocateTensor(DataType.DT_FLOAT.getNumber(), shape, length).retainReference();
    this.inputData = new FloatPointer(tensorflow.TF_TensorData(input)).capacity(size);
    this.inputs = new PointerPointer<TF_Tensor>(1).retainReference();
    inputs.put(0, input);
    this.outputs = new PointerPointer<TF_Tensor>(1).retainReference();
    this.outputAddress = new LongPointer(outputs).capacity(1);
    this.status = TF_Status.newStatus().retainReference();
  }

  /**
   * Runs once.
   *
   * @param values what to feed, in row-major order
   * @return what was fetched, in row-major order
   */
  public float[] run(float[] values) {
    TF_Tensor fetched = start(values);
    try {
      float[] result = new float[sizeOf(fetched)];
      copy(fetched, result);
      return result;
    } finally {
      tensorflow.TF_DeleteTensor(fetched);
    }
  }

  /**
   * Runs once.
   *
   * @param values what to feed, in row-major order
   * @param result where to put what was fetched, in row-major order
   * @throws IllegalArgumentException if that is more or less than fits
   */
  public void run(float[] values, float[] result) {
    TF_Tensor fetched = start(values);
    try {
      if (sizeOf(fetched) != result.length) {
        throw new IllegalArgumentException(
            "the output has " + sizeOf(fetched) + " numbers, not " + result.length);
      }
      copy(fetched, result);
    } finally {
      tensorflow.TF_DeleteTensor(fetched);
    }
  }

  private TF_Tensor start(float[] values) {
    if (values.length != size) {
      throw new IllegalArgumentException(
          "the input has " + size + " numbers, not " + values.length);
    }
    inputData.put(values);
    tensorflow.TF_SessionRun(
        session,
        options,
        feed,
        inputs,
        1,
        fetch,
        outputs,
        1,
        (PointerPointer<TF_Operation>) null,
        0,
        null,
        status);
    NativeSession.check(status);
    return output.at(outputAddress.get());
  }

  private static int sizeOf(TF_Tensor tensor) {
    return (int) (tensorflow.TF_TensorByteSize(tensor) / Float.BYTES);
  }

  private void copy(TF_Tensor tensor, float[] result) {
    if (result.length > 0) {
      outputData.of(tensorflow.TF_TensorData(tensor), result.length).get(result);
    }
  }

  /** Frees the tensor and the arguments. */
  @Override
  public void close() {
    Arrays.<Pointer>asList(options, feed, fetch, input, inputs, outputs, status)
        .forEach(Pointer::close);
  }
}
