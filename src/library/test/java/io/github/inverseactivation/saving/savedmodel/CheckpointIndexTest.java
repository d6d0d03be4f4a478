package io.github.inverseactivation.saving.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.inverseactivation.data.FormatException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorShapeProto;

class CheckpointIndexTest {
  private static final String WEIGHT = "w/.ATTRIBUTES/VARIABLE_VALUE";

  @Test
  void readsWhatPythonWrote() throws Exception {
    byte[] bytes = Files.readAllBytes(SavedModelBuilder.SMALL.resolve("variables/variables.index"));
    CheckpointIndex index = CheckpointIndex.parse(bytes);
    assertThat(index.header().getNumShards()).isEqualTo(1);
    assertThat(index.entries()).containsOnlyKeys("_CHECKPOINTABLE_OBJECT_GRAPH", WEIGHT);
    BundleEntryProto entry = index.entries().get(WEIGHT);
    assertThat(entry.getDtype()).isEqualTo(DataType.DT_FLOAT);
    assertThat(entry.getSize()).isEqualTo(24);
  }

  @Test
  void acceptsTensorsInsideTheirFile() {
    CheckpointIndex.parse(table(entry(8, 24, 3, 2).build())).checkGeometry(new long[] {32});
  }

  @Test
  void refusesTensorsOutsideTheirFile() {
    refuses(entry(16, 24, 3, 2), "w ends at byte 40, but its data file has 32");
    refuses(entry(-8, 24, 3, 2), "w ends at byte 16");
    refuses(entry(Long.MAX_VALUE, 24, 3, 2), "but its data file has 32");
    refuses(entry(0, 24, 3, 2).setShardId(1), "w is in file 1 of 1");
  }

  @Test
  void refusesShapesThatAreNotWhatIsStored() {
    refuses(entry(0, 24, 3, 3), "w has 9 elements of DT_FLOAT, but stores 24 bytes");
    refuses(entry(0, 24, Long.MAX_VALUE, 2), "w has a shape too large to exist");
    refuses(entry(0, 24, -1), "w has no definite shape");
    refuses(entry(0, 2, 3).setDtype(DataType.DT_STRING), "w has 3 elements of DT_STRING");
    refuses(entry(0, 24, 3).setDtype(DataType.DT_RESOURCE), "w is of type DT_RESOURCE");
    BundleEntryProto.Builder sliced = entry(0, 24, 3, 2);
    sliced.addSlicesBuilder();
    refuses(sliced, "w is stored in slices");
  }

  /** Whatever is done to the bytes, the answer is an index or a complaint. */
  @Test
  void refusesDamage() throws Exception {
    byte[] bytes = Files.readAllBytes(SavedModelBuilder.SMALL.resolve("variables/variables.index"));
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        CheckpointIndex.parse(damaged).checkGeometry(new long[] {1000});
      } catch (FormatException e) {
        refused++;
      }
    }
    // Only the footer's padding and the unread block of its own are not covered by checksums.
    assertThat(refused).isGreaterThan(2000);
  }

  private static void refuses(BundleEntryProto.Builder entry, String message) {
    CheckpointIndex index = CheckpointIndex.parse(table(entry.build()));
    assertThatThrownBy(() -> index.checkGeometry(new long[] {32}))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(message);
  }

  private static BundleEntryProto.Builder entry(long offset, long size, long... shape) {
    TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
    for (long dimension : shape) {
      sizes.addDimBuilder().setSize(dimension);
    }
    return BundleEntryProto.newBuilder()
        .setDtype(DataType.DT_FLOAT)
        .setShape(sizes)
        .setOffset(offset)
        .setSize(size);
  }

  /** A table of a header and one tensor, w. */
  private static byte[] table(BundleEntryProto entry) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    put(block, "", BundleHeaderProto.newBuilder().setNumShards(1).build().toByteArray());
    put(block, "w", entry.toByteArray());
    byte[] data = handle(0, append(file, block));
    int metaStart = file.size();
    byte[] meta = handle(metaStart, append(file, new ByteArrayOutputStream()));
    ByteArrayOutputStream index = new ByteArrayOutputStream();
    put(index, "x", data);
    int indexStart = file.size();
    byte[] last = handle(indexStart, append(file, index));
    ByteBuffer footer = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    footer.put(meta).put(last).putLong(40, 0xdb4775248b80fb57L);
    file.writeBytes(footer.array());
    return file.toByteArray();
  }

  private static void put(ByteArrayOutputStream block, String key, byte[] value) {
    varint(block, 0);
    varint(block, key.length());
    varint(block, value.length);
    block.writeBytes(key.getBytes(StandardCharsets.US_ASCII));
    block.writeBytes(value);
  }

  /** Appends one restart point, the type and the checksum; returns the size without the latter. */
  private static int append(ByteArrayOutputStream file, ByteArrayOutputStream entries) {
    ByteBuffer block = ByteBuffer.allocate(entries.size() + 13).order(ByteOrder.LITTLE_ENDIAN);
    block.put(entries.toByteArray()).putInt(0).putInt(1).put((byte) 0);
    CRC32C crc = new CRC32C();
    crc.update(block.array(), 0, block.position());
    int sum = (int) crc.getValue();
    block.putInt(((sum >>> 15) | (sum << 17)) + 0xa282ead8);
    file.writeBytes(block.array());
    return entries.size() + 8;
  }

  private static byte[] handle(long offset, long size) {
    ByteArrayOutputStream handle = new ByteArrayOutputStream();
    varint(handle, offset);
    varint(handle, size);
    return handle.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while (rest > 127) {
      out.write((int) (rest & 127) | 128);
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
