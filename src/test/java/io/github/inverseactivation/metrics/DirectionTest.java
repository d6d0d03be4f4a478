package io.github.inverseactivation.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inverseactivation.config.Options;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

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

  @Test
  void ofAMetricFromElsewhereNothingIsKnown() {
    List<Metric> elsewhere = List.of(new MeanSquaredErrorOfMine());
    assertThat(Direction.of(elsewhere.get(0))).isEmpty();
  }

  private static final class MeanSquaredErrorOfMine extends Metric {
    @Override
    public String name() {
      return "mine";
    }

    @Override
    public Metric name(String name) {
      return this;
    }

    @Override
    public int stateSize() {
      return 1;
    }

    @Override
    public Operand<TFloat32> update(
        Ops tf,
        Operand<? extends TNumber> labels,
        Operand<? extends TNumber> predictions,
        Operand<TFloat32> sampleWeights) {
      throw new UnsupportedOperationException();
    }

    @Override
    public double result(double[] sums) {
      return sums[0];
    }

    @Override
    public void options(Options options) {}
  }
}
