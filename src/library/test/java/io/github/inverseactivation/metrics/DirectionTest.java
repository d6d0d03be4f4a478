package io.github.inverseactivation.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DirectionTest {

  @Test
  void accuraciesRiseAndErrorsFall() {
    assertThat(
            Stream.of(new Accuracy(), new SparseCategoricalAccuracy(), new BinaryAccuracy())
                .map(Direction::of))
        .allMatch(direction -> direction.get() == Direction.UP);
    assertThat(
            Stream.of(new MeanSquaredError(), new RootMeanSquaredError(), new BinaryCrossentropy())
                .map(Direction::of))
        .allMatch(direction -> direction.get() == Direction.DOWN);
  }
}
