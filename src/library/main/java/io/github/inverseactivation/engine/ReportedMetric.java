package io.github.inverseactivation.engine;

import io.github.inverseactivation.metrics.Metric;
import io.github.inverseactivation.training.Compile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * A metric of one output, under the name it has in logs.
 *
 * @param name its unique name
 * @param metric the metric
 * @param output the output's place among the model's
 * @param weighted whether the weights of examples count: as in Keras, only to weighted metrics
 * @param size how many numbers a batch adds
 */
record ReportedMetric(String name, Metric metric, int output, boolean weighted, int size) {

  /** The metrics of all outputs, first the unweighted ones. */
  static List<ReportedMetric> of(List<Compile.Output> outputs, List<Shape> shapes) {
    List<ReportedMetric> all = new ArrayList<>();
    Map<String, Integer> uses = new HashMap<>();
    for (boolean weighted : new boolean[] {false, true}) {
      for (int i = 0; i < outputs.size(); i++) {
        Compile.Output output = outputs.get(i);
        String prefix = outputs.size() == 1 ? "" : output.name() + "_";
        for (Metric metric : weighted ? output.weightedMetrics() : output.metrics()) {
          String name = prefix + metric.name();
          if (weighted && uses.containsKey(name)) {
            name = prefix + "weighted_" + metric.name();
          }
          int size = metric.stateSize(shapes.get(i));
          all.add(new ReportedMetric(numbered(name, uses), metric, i, weighted, size));
        }
      }
    }
    return all;
  }

  /** Keras's way to tell two metrics of one name apart. */
  private static String numbered(String name, Map<String, Integer> uses) {
    int earlier = uses.merge(name, 1, Integer::sum) - 1;
    return earlier == 0 ? name : name + "_" + earlier;
  }
}
