// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import com.google.gson.JsonObject;
import io.github.medsam2.engine.StepResult;
import io.github.medsam2.train.optim.Optimizer;
import io.github.medsam2.train.step.ClipStep;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is logged of an update. */
final class LogLine {

  private LogLine() {}

  /** Adds the parts of the loss, the norm before clipping, the factor of clipping and the rate. */
  static void put(JsonObject line, Optimizer.Turn turn, double rate) {
    Map<String, Double> sums = new LinkedHashMap<>();
    for (StepResult step : turn.steps()) {
      step.report().forEach((name, v) -> sums.merge(name, (double) v.floats().get(0), Double::sum));
    }
    sums.computeIfPresent(ClipStep.GATED, (name, sum) -> sum / turn.steps().size());
    sums.forEach(line::addProperty);
    if (Double.isFinite(turn.norm())) {
      line.addProperty("norm", turn.norm());
    }
    line.addProperty("factor", turn.factor());
    line.addProperty("rate", rate);
    line.addProperty("moved", turn.moved());
  }
}
