package io.github.inverseactivation.layers.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.inverseactivation.data.Array;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.LayerRun;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.WeightSpec;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.models.Sequential;
import io.github.inverseactivation.saving.config.KerasConfig;
import io.github.inverseactivation.saving.config.KerasTypes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

class RecurrentLayersTest {
  private static final KerasConfig CODEC = new KerasConfig(KerasTypes.standard());

  @Test
  void refusesBadOptions() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LSTM(0))
        .withMessage("units must be at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GRU(2).dropout(1))
        .withMessage("dropout must be from 0 to below 1, not 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SimpleRNN(2).recurrentDropout(-0.5))
        .withMessage("recurrentDropout must be from 0 to below 1, not -0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(StackedRNNCells::new)
        .withMessageContaining("give at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Bidirectional(new Dense(1)))
        .withMessageContaining("takes a recurrent layer, not Dense");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Bidirectional(new LSTM(1).goBackwards(true)))
        .withMessageContaining("one layer must go backwards and one not");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Bidirectional(new LSTM(1))
                    .backwardLayer(new LSTM(1).goBackwards(true).returnState(true)))
        .withMessageContaining("the same returnState (false and true)");
  }

  @Test
  void refusesBadShapes() {
    Tensor sequence = Input.shape(4, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LSTM(3).apply(Input.shape(4)))
        .withMessageContaining("takes [batch, time, features]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LSTM(3).apply(sequence, Input.shape(3)))
        .withMessageContaining("one and 2 initial states, not 2 inputs");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GRU(3).apply(sequence, Input.shape(4)))
        .withMessageContaining("state 1 must have the shape [batch, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LSTMCell(3).apply(Input.shape(4)))
        .withMessageContaining("takes an input and 2 states");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Bidirectional(new LSTM(2))
                    .mergeMode(MergeMode.SUM)
                    .backwardLayer(new LSTM(3).goBackwards(true))
                    .apply(sequence))
        .withMessageContaining("takes outputs of one size, not 2 and 3");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new TimeDistributed(new LSTM(2).returnState(true)).apply(Input.shape(3, 4, 2)))
        .withMessageContaining("a layer of one output");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TimeDistributed(new Dense(2)).apply(Input.shape(4)))
        .withMessageContaining("rank 3 or more");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'LSTM' | 'units':2,'stateful':true | stateful must be false",
        "'LSTM' | 'units':null | units is missing",
        "'GRU' | 'units':2,'dropout':7 | dropout must be from 0",
        "'RNN' | 'cell':null | cell is missing",
        "'RNN' | 'cell':{'class_name':'Dense','config':{'units':1}} | 'Dense' is unknown",
        "'StackedRNNCells' | 'cells':[null] | a list without null",
        "'StackedRNNCells' | 'cells':7 | cells must be a list",
        "'StackedRNNCells' | 'cells':[] | cells is empty",
        "'Bidirectional' | 'layer':{'class_name':'Dense','config':{'units':1}} | takes a recurrent",
        "'Bidirectional' | 'layer':{'class_name':'GRU','config':{'units':1}},'merge_mode':'x' | 'x'",
        "'TimeDistributed' | 'layer':null | layer is missing",
        "'Masking' | 'mask_value':'x' | must be a finite number",
      },
      quoteCharacter = '"')
  void refusesBadConfigurations(String name, String options, String message) {
    String json = "{'class_name':" + name + ",'config':{" + options + "}}";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(json))
        .withMessageContaining(message);
  }

  @Test
  void readsBidirectionalWithoutABackwardLayer() {
    Layer layer =
        read(
            "{'class_name':'Bidirectional','config':{'layer':{'class_name':'LSTM',"
                + "'config':{'units':3,'name':'lstm_4','unroll':true,'return_sequences':true}}}}");
    assertThat(layer.outputShape(List.of(Shape.of(-1, 4, 2))).asArray()).containsExactly(-1, 4, 6);
    Layer backward = layer.sublayers().get("backward_layer");
    assertThat(backward.name()).isEqualTo("backward_lstm_4");
    assertThat(((LSTM) backward).goBackwards).isTrue();
    assertThat(((LSTM) backward).zeroOutputForMask).isTrue();
  }

  private static Layer read(String json) {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return CODEC.readLayer(KerasConfig.parse(bytes));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void dropoutIsTheSameAtAllSteps(boolean recurrent) {
    // A state that adds up what it is given: each step adds the same to it, dropped or not.
    SimpleRNN layer =
        new SimpleRNN(50)
            .activation(io.github.inverseactivation.activations.Activations.LINEAR)
            .returnSequences(true);
    SimpleRNN dropping = recurrent ? layer.recurrentDropout(0.4) : layer.dropout(0.4);
    Shape input = Shape.of(-1, 3, 50);
    Map<String, Array> weights = new HashMap<>();
    for (WeightSpec spec : dropping.weights(List.of(input))) {
      float[] values = new float[(int) spec.shape().size()];
      boolean identity =
          spec.name().equals("cell/kernel")
              || recurrent && spec.name().equals("cell/recurrent_kernel");
      for (int i = 0; identity && i < 50; i++) {
        values[i * 51] = 1;
      }
      weights.put(spec.name(), Array.of(values, spec.shape().asArray()));
    }
    float[] ones = new float[3 * 50];
    java.util.Arrays.fill(ones, 1);
    Array x = Array.of(ones, 1, 3, 50);
    try (LayerRun run = new LayerRun(dropping, input, true)) {
      double[] y = run.output(x, weights, 0).doubles();
      int dropped = 0;
      for (int i = 0; i < 50; i++) {
        boolean gone = recurrent ? y[50 + i] == 1 : y[i] == 0;
        dropped += gone ? 1 : 0;
        double factor = gone ? 0 : 1 / 0.6;
        if (recurrent) {
          assertThat(y[50 + i]).isCloseTo(1 + factor, within(1e-5));
          assertThat(y[100 + i]).isCloseTo(1 + factor * (1 + factor), within(1e-4));
        } else {
          assertThat(y[i]).isCloseTo(factor, within(1e-5));
          assertThat(y[100 + i]).isCloseTo(factor, within(1e-5));
        }
      }
      assertThat(dropped).isBetween(8, 32);
      assertThat(run.output(x, weights, 0).doubles()).isEqualTo(y);
      assertThat(run.output(x, weights, 1).doubles()).isNotEqualTo(y);
    }
  }

  @Test
  void timeDistributedTakesAModel() {
    try (Sequential inner = Sequential.of(Input.shape(3), new Dense(4), new Dense(2)).seed(3)) {
      float[] values = new float[2 * 5 * 3];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) Math.sin(i);
      }
      Array rows = inner.predict(Array.of(values, 10, 3));
      Tensor x = Input.shape(5, 3);
      Layer each = new TimeDistributed(inner.asLayer().name("inner"));
      try (Model model = Model.of(List.of(x), List.of(each.apply(x)))) {
        Array steps = model.predict(Array.of(values, 2, 5, 3));
        assertThat(steps.shape()).containsExactly(2, 5, 2);
        assertThat(steps.doubles()).containsExactly(rows.doubles(), within(1e-6));
        assertThat(model.network().weights().get(0).path())
            .isEqualTo("time_distributed/layer/dense/kernel");
      }
    }
  }
}
