package io.github.inverseactivation.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes one field somewhere in a message, so that it still parses and means something else. */
final class ProtobufMutator {
  private static final long[] NUMBERS = {
    0, 1, -1, 2, 255, 1 << 20, Integer.MAX_VALUE, Long.MAX_VALUE
  };

  private Random random = new Random(0);
  private final List<String> texts = new ArrayList<>();

  ProtobufMutator(Message model) {
    collect(model);
  }

  private void collect(Message message) {
    message.getAllFields().forEach((field, value) -> each(value, this::collectOne));
  }

  private static void each(Object value, java.util.function.Consumer<Object> action) {
    if (value instanceof List<?> list) {
      list.forEach(action);
    } else {
      action.accept(value);
    }
  }

  private void collectOne(Object value) {
    if (value instanceof Message message) {
      collect(message);
    } else if (value instanceof String text) {
      texts.add(text);
    }
  }

  /** The message with one change at a place that the generator chooses. */
  Message mutate(Message message, Random generator) {
    random = generator;
    return mutate(message);
  }

  private Message mutate(Message message) {
    Message.Builder builder = message.toBuilder();
    List<FieldDescriptor> fields = new ArrayList<>(message.getAllFields().keySet());
    if (fields.isEmpty()) {
      List<FieldDescriptor> all = message.getDescriptorForType().getFields();
      if (all.isEmpty()) {
        return message;
      }
      FieldDescriptor field = all.get(random.nextInt(all.size()));
      if (!field.isRepeated() && field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
        builder.setField(field, scalar(field, null));
      }
      return builder.build();
    }
    FieldDescriptor field = fields.get(random.nextInt(fields.size()));
    if (field.isRepeated()) {
      mutateList(builder, field);
    } else if (random.nextInt(12) == 0) {
      builder.clearField(field);
    } else {
      builder.setField(field, changed(field, message.getField(field)));
    }
    return builder.build();
  }

  private void mutateList(Message.Builder builder, FieldDescriptor field) {
    int size = builder.getRepeatedFieldCount(field);
    int index = random.nextInt(size);
    Object element = builder.getRepeatedField(field, index);
    switch (random.nextInt(field.getJavaType() == FieldDescriptor.JavaType.MESSAGE ? 20 : 5)) {
      case 0 -> {
        List<Object> rest = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          if (i != index) {
            rest.add(builder.getRepeatedField(field, i));
          }
        }
        builder.setField(field, rest);
      }
      case 1 -> builder.addRepeatedField(field, element);
      case 2 -> {
        int other = random.nextInt(size);
        builder.setRepeatedField(field, index, builder.getRepeatedField(field, other));
        builder.setRepeatedField(field, other, element);
      }
      default -> builder.setRepeatedField(field, index, changed(field, element));
    }
  }

  private Object changed(FieldDescriptor field, Object value) {
    return value instanceof Message message ? mutate(message) : scalar(field, value);
  }

  private Object scalar(FieldDescriptor field, Object old) {
    long number = NUMBERS[random.nextInt(NUMBERS.length)];
    return switch (field.getJavaType()) {
      case INT -> (int) number;
      case LONG -> number;
      case FLOAT -> (float) number;
      case DOUBLE -> (double) number;
      case BOOLEAN -> old == null || !(Boolean) old;
      case STRING -> random.nextInt(6) == 0 ? "" : texts.get(random.nextInt(texts.size()));
      case BYTE_STRING -> bytes((ByteString) old);
      case ENUM -> {
        List<EnumValueDescriptor> values = field.getEnumType().getValues();
        yield values.get(random.nextInt(values.size()));
      }
      case MESSAGE -> throw new AssertionError(field);
    };
  }

  private ByteString bytes(ByteString old) {
    if (old == null || old.isEmpty() || random.nextInt(3) == 0) {
      return ByteString.copyFromUtf8(texts.get(random.nextInt(texts.size())));
    }
    byte[] bytes = old.toByteArray();
    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    return ByteString.copyFrom(bytes, 0, 1 + random.nextInt(bytes.length));
  }
}
