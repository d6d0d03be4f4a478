package io.github.inverseactivation.saving.savedmodel;

import io.github.inverseactivation.data.DType;
import io.github.inverseactivation.runtime.DataTypes;
import io.github.inverseactivation.topology.Network;
import io.github.inverseactivation.topology.NetworkInput;
import io.github.inverseactivation.topology.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.VersionDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * The graph that loaders without Python run: signatures that call the functions, the saver, the
 * variables. TensorFlow Serving, {@code saved_model_cli} and the C++ loader read it.
 */
final class MainGraph {
  private static final String INIT = "__saved_model_init_op";
  private static final int GRAPH_PRODUCER = 1994;
  private static final int GRAPH_MIN_CONSUMER = 12;

  private final Network network;
  private final MetaGraphDef.Builder meta = MetaGraphDef.newBuilder();
  private final NodeNames names = new NodeNames();

  private MainGraph(Network network) {
    this.network = network;
  }

  static MetaGraphDef.Builder define(Network network, List<FunctionDef> functions) {
    MainGraph main = new MainGraph(network);
    try (Graph graph = new Graph()) {
      graph.importGraphDef(
          GraphDef.newBuilder()
              .setLibrary(FunctionDefLibrary.newBuilder().addAllFunction(functions))
              .setVersions(
                  VersionDef.newBuilder()
                      .setProducer(GRAPH_PRODUCER)
                      .setMinConsumer(GRAPH_MIN_CONSUMER))
              .build());
      List<Operand<? extends TType>> handles = new ArrayList<>();
      for (Weight weight : network.weights()) {
        handles.add(
            TypedOperations.variable(
                graph, main.names.unused(weight.path()), weight.spec().shape()));
      }
      main.addSignature("serving_default", graph, handles, FunctionSignature.signature(network));
      main.addSignature("serve", graph, handles, FunctionSignature.serve(network));
      Ops tf = Ops.create(graph);
      main.addSaver(graph, tf, tf.withSubScope("saver"), handles);
      main.addInit(tf);
      GraphDef defined = graph.toGraphDef();
      // The functions as they were made, not in the order of the runtime's table.
      main.meta.setGraphDef(
          defined.toBuilder()
              .setLibrary(
                  defined.getLibrary().toBuilder().clearFunction().addAllFunction(functions)));
    }
    main.meta.setMetaInfoDef(
        MetaGraphDef.MetaInfoDef.newBuilder()
            .addTags("serve")
            .setTensorflowVersion(TensorFlow.version()));
    return main.meta;
  }

  private void addSignature(
      String key, Graph graph, List<Operand<? extends TType>> handles, FunctionSignature function) {
    SignatureDef.Builder signature =
        SignatureDef.newBuilder().setMethodName("tensorflow/serving/predict");
    List<Output<?>> arguments = new ArrayList<>();
    List<DataType> types = new ArrayList<>();
    for (int i : function.inputs()) {
      NetworkInput input = network.inputs().get(i);
      Output<?> x =
          TypedOperations.placeholder(
              graph, names.unused(key + "_" + input.name()), input.dtype(), input.shape());
      arguments.add(x);
      types.add(DataTypes.toTensorFlow(input.dtype()));
      signature.putInputs(input.name(), info(x, input.dtype(), input.shape()));
    }
    handles.forEach(
        handle -> {
          arguments.add(handle.asOutput());
          types.add(DataType.DT_RESOURCE);
        });
    List<DType> outputTypes = network.outputs().stream().map(network::dtype).toList();
    DataType[] results =
        function.outputs().stream()
            .map(output -> DataTypes.toTensorFlow(outputTypes.get(output)))
            .toArray(DataType[]::new);
    var builder =
        graph.opBuilder(
            "StatefulPartitionedCall",
            names.unused("StatefulPartitionedCall"),
            Ops.create(graph).scope());
    builder.addInputList(arguments.toArray(Output<?>[]::new));
    builder.setAttr("Tin", types.toArray(DataType[]::new));
    builder.setAttr("Tout", results);
    builder.setAttr("f", graph.getFunction(function.name()));
    Operation call = builder.build();
    for (int i = 0; i < function.outputNames().size(); i++) {
      int output = function.outputs().get(i);
      Shape shape = network.shape(network.outputs().get(output));
      signature.putOutputs(
          function.outputNames().get(output), info(call.output(i), outputTypes.get(output), shape));
    }
    meta.putSignatureDef(key, signature.build());
  }

  private void addSaver(Graph graph, Ops top, Ops tf, List<Operand<? extends TType>> handles) {
    Operand<TString> file =
        top.withName("saver_filename")
            .placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    Op saved = file;
    List<Op> restored = new ArrayList<>();
    if (!handles.isEmpty()) {
      Operand<TString> keys =
          tf.array(
              network.weights().stream().map(ObjectGraph::checkpointKey).toArray(String[]::new));
      String[] wholeTensors = new String[handles.size()];
      Arrays.fill(wholeTensors, "");
      Operand<TString> slices = tf.array(wholeTensors);
      List<Operand<?>> values = new ArrayList<>();
      List<Class<? extends TType>> types = new ArrayList<>();
      for (Operand<? extends TType> handle : handles) {
        values.add(TypedOperations.read(graph, handle));
        types.add(TFloat32.class);
      }
      saved = tf.train.save(file, keys, slices, values);
      List<Output<?>> tensors = tf.train.restore(file, keys, slices, types).tensors();
      for (int i = 0; i < handles.size(); i++) {
        restored.add(tf.assignVariableOp(handles.get(i), tensors.get(i).expect(TFloat32.class)));
      }
    }
    top.withControlDependencies(saved).withName("save_id").identity(file);
    top.withControlDependencies(restored).withName("restore_all").noOp();
    meta.setSaverDef(
        SaverDef.newBuilder()
            .setFilenameTensorName("saver_filename:0")
            .setSaveTensorName("save_id:0")
            .setRestoreOpName("restore_all")
            .setVersion(SaverDef.CheckpointFormatVersion.V2));
  }

  private void addInit(Ops tf) {
    tf.withName("init_noop").noOp();
    TensorInfo init =
        TensorInfo.newBuilder()
            .setName("init_noop")
            .setTensorShape(TensorShapeProto.newBuilder().setUnknownRank(true))
            .build();
    meta.putSignatureDef(INIT, SignatureDef.newBuilder().putOutputs(INIT, init).build());
    meta.putCollectionDef(
        "saved_model_main_op",
        CollectionDef.newBuilder()
            .setNodeList(CollectionDef.NodeList.newBuilder().addValue("init_noop"))
            .build());
  }

  private static TensorInfo info(Output<?> output, DType dtype, Shape shape) {
    return TensorInfo.newBuilder()
        .setName(output.op().name() + ":" + output.index())
        .setDtype(DataTypes.toTensorFlow(dtype))
        .setTensorShape(StructuredValues.shape(shape))
        .build();
  }
}
