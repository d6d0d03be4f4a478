package io.github.inverseactivation.callbacks;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.tensorflow.proto.DataClass;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.Summary;
import org.tensorflow.proto.SummaryMetadata;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A file of events as TensorBoard reads them: protocol buffers, each between its length and
 * checksums.
 *
 * <pre>
 * record = length (8 bytes), masked CRC-32C of the length, data, masked CRC-32C of the data
 * mask(crc) = rotateRight(crc, 15) + 0xa282ead8
 * </pre>
 *
 * <p>Nothing stays open: each call appends to the file.
 */
final class EventFile {
  private static final int MASK = 0xa282ead8;
  private static final int BUCKETS = 30;

  private final Path file;

  /** Begins a file of its own in a folder. */
  EventFile(Path folder) throws IOException {
    Files.createDirectories(folder);
    file =
        folder.resolve(
            String.format(
                Locale.ROOT,
                "events.out.tfevents.%010d.%s.v2",
                System.currentTimeMillis() / 1000,
                UUID.randomUUID()));
    append(event(0).setFileVersion("brain.Event:2").build());
  }

  private static Event.Builder event(long step) {
    return Event.newBuilder().setWallTime(System.currentTimeMillis() / 1e3).setStep(step);
  }

  void scalars(String prefix, Map<String, Double> values, long step) throws IOException {
    Event[] events =
        values.entrySet().stream()
            .map(
                each -> {
                  TensorProto tensor =
                      TensorProto.newBuilder()
                          .setDtype(DataType.DT_FLOAT)
                          .setTensorShape(TensorShapeProto.getDefaultInstance())
                          .addFloatVal(each.getValue().floatValue())
                          .build();
                  return summary(prefix + each.getKey(), "scalars", tensor, step);
                })
            .toArray(Event[]::new);
    append(events);
  }

  /** How often values fall into each of thirty equal parts of their range. */
  void histogram(String tag, float[] values, long step) throws IOException {
    double[] rows = buckets(values);
    ByteBuffer content = ByteBuffer.allocate(rows.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    content.asDoubleBuffer().put(rows);
    TensorProto tensor =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_DOUBLE)
            .setTensorShape(
                TensorShapeProto.newBuilder()
                    .addDim(TensorShapeProto.Dim.newBuilder().setSize(rows.length / 3))
                    .addDim(TensorShapeProto.Dim.newBuilder().setSize(3)))
            .setTensorContent(ByteString.copyFrom(content))
            .build();
    append(summary(tag, "histograms", tensor, step));
  }

  /** Rows of left edge, right edge and count; one row around the value where all are equal. */
  static double[] buckets(float[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    int numbers = 0;
    for (float value : values) {
      if (Float.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
        numbers++;
      }
    }
    if (numbers == 0) {
      return new double[0];
    }
    if (low == high) {
      return new double[] {low - 0.5, low + 0.5, numbers};
    }
    double width = (high - low) / BUCKETS;
    double[] rows = new double[3 * BUCKETS];
    for (int i = 0; i < BUCKETS; i++) {
      rows[3 * i] = low + i * width;
      rows[3 * i + 1] = i == BUCKETS - 1 ? high : low + (i + 1) * width;
    }
    for (float value : values) {
      if (Float.isFinite(value)) {
        rows[3 * Math.min((int) ((value - low) / width), BUCKETS - 1) + 2]++;
      }
    }
    return rows;
  }

  private static Event summary(String tag, String plugin, TensorProto tensor, long step) {
    SummaryMetadata metadata =
        SummaryMetadata.newBuilder()
            .setPluginData(SummaryMetadata.PluginData.newBuilder().setPluginName(plugin))
            .setDataClass(
                plugin.equals("scalars")
                    ? DataClass.DATA_CLASS_SCALAR
                    : DataClass.DATA_CLASS_TENSOR)
            .build();
    Summary.Value value =
        Summary.Value.newBuilder().setTag(tag).setMetadata(metadata).setTensor(tensor).build();
    return event(step).setSummary(Summary.newBuilder().addValue(value)).build();
  }

  void graph(GraphDef graph) throws IOException {
    append(event(0).setGraphDef(graph.toByteString()).build());
  }

  private void append(Event... events) throws IOException {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    for (Event event : events) {
      byte[] data = event.toByteArray();
      byte[] length = little(8).putLong(data.length).array();
      records.write(length);
      records.write(little(4).putInt(checksum(length)).array());
      records.write(data);
      records.write(little(4).putInt(checksum(data)).array());
    }
    Files.write(file, records.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }
}
