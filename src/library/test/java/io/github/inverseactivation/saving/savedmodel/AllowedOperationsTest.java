package io.github.inverseactivation.saving.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inverseactivation.saving.savedmodel.AllowedOperations.Permission;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.OpDef;

/** The table of operations against the registry of the runtime. */
class AllowedOperationsTest {
  private static Set<String> registered() {
    return TensorFlow.registeredOpList().getOpList().stream()
        .map(OpDef::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyRegisteredOperationIsAllowedOrRefusedWithAReason() {
    assertThat(new TreeSet<>(AllowedOperations.names())).isEqualTo(registered());
    assertThat(registered())
        .hasSizeGreaterThan(1700)
        .allSatisfy(name -> assertThat(AllowedOperations.reason(name)).isNotBlank());
    assertThat(AllowedOperations.of("OfALaterVersion")).isEqualTo(Permission.NEVER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WriteFile",
        "ReadFile",
        "MatchingFiles",
        "WholeFileReaderV2",
        "TFRecordDataset",
        "PyFunc",
        "EagerPyFunc",
        "RemoteCall",
        "RpcCall",
        "CollectiveReduceV2",
        "Send",
        "LoadAndRemapMatrix",
        "ImmutableConst",
        "DatasetFromGraph",
        "OneShotIterator",
        "Abort",
        "QueueDequeueV2",
        "MutexLock",
        "DebugIdentity",
        "CreateSummaryFileWriter",
        "XlaCustomCall",
        "SymbolicGradient",
        "TPUExecute",
        "_Recv",
        "SnapshotDataset",
        "CustomAggregator",
        "XlaCallModule",
        "NearestNeighbors",
        "XlaDynamicSlice",
        "DumpTensor"
      })
  void whatReachesOutsideIsRefused(String operation) {
    assertThat(AllowedOperations.of(operation)).isEqualTo(Permission.NEVER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CudnnRNN",
        "CudnnRNNV3",
        "CudnnRNNBackpropV3",
        "DeviceIndex",
        "MapDefun",
        "DeserializeManySparse",
        "SparseTensorToCSRSparseMatrix",
        "QuantizedConv2DWithBias",
        "ParseTensor",
        "DecodeCompressed",
        "StackPushV2",
        "AllCandidateSampler",
        "XlaDynamicUpdateSlice"
      })
  void whatOnlyComputesIsAllowed(String operation) {
    assertThat(AllowedOperations.of(operation)).isEqualTo(Permission.ALWAYS);
  }
}
