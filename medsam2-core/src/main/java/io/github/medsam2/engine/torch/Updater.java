// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.github.medsam2.engine.AdamW;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.UpdateResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Clips gradients and moves parameters, all of them in one call of a script. */
final class Updater {
  private final PtNDManager manager;
  private final TrainingScript script;

  Updater(PtNDManager manager, TrainingScript script) {
    this.manager = manager;
    this.script = script;
  }

  UpdateResult update(
      Map<String, Learner> learners, AdamW rule, Function<String, AdamW.Rate> rates) {
    Map<String, Learner> moving = new LinkedHashMap<>(learners);
    moving.values().removeIf(learner -> learner.gradient() == null);
    if (moving.isEmpty()) {
      throw new EngineException(
          "update", "gradients since the last one", "none", "accumulate a step first");
    }
    // Asked before anything changes, should it throw.
    Map<String, AdamW.Rate> asked = new LinkedHashMap<>();
    moving.keySet().forEach(key -> asked.put(key, rates.apply(key)));
    double[] norms = script.norms(gradients(moving));
    double norm = common(norms);
    double factor = rule.factor(norm);
    Set<String> notFinite = notFinite(moving.keySet(), norms);
    if (notFinite.isEmpty()) {
      move(moving, rule, asked, factor);
    }
    moving.values().forEach(Learner::forgetGradient);
    Set<String> updated = notFinite.isEmpty() ? moving.keySet() : Set.of();
    return new UpdateResult(norm, factor, Set.copyOf(updated), notFinite);
  }

  private static List<PtNDArray> gradients(Map<String, Learner> moving) {
    List<PtNDArray> all = new ArrayList<>();
    moving.values().forEach(learner -> all.add(Objects.requireNonNull(learner.gradient())));
    return all;
  }

  private static double common(double[] norms) {
    double sum = 0;
    for (double norm : norms) {
      sum += norm * norm;
    }
    return Math.sqrt(sum);
  }

  private static Set<String> notFinite(Set<String> keys, double[] norms) {
    Set<String> bad = new LinkedHashSet<>();
    int i = 0;
    for (String key : keys) {
      if (!Double.isFinite(norms[i++])) {
        bad.add(key);
      }
    }
    return bad;
  }

  private void move(
      Map<String, Learner> moving, AdamW rule, Map<String, AdamW.Rate> rates, double factor) {
    List<PtNDArray> values = new ArrayList<>();
    List<PtNDArray> first = new ArrayList<>();
    List<PtNDArray> second = new ArrayList<>();
    double[] table = new double[moving.size() * TrainingScript.COLUMNS];
    moving.forEach(
        (key, learner) -> {
          int at = values.size() * TrainingScript.COLUMNS;
          AdamW.Rate rate = Objects.requireNonNull(rates.get(key));
          System.arraycopy(
              row(rule, rate, factor, learner.countUpdate()), 0, table, at, TrainingScript.COLUMNS);
          values.add(learner.array());
          first.add(learner.first());
          second.add(learner.second());
        });
    Shape shape = new Shape(moving.size(), TrainingScript.COLUMNS);
    try (PtNDManager host = manager.newSubManager(Device.cpu());
        PtNDArray rows = (PtNDArray) host.create(table, shape)) {
      script.adamw(values, gradients(moving), first, second, rows);
    }
  }

  /** The numbers of one parameter's update, in the order in which PyTorch's own AdamW uses them. */
  private static double[] row(AdamW rule, AdamW.Rate rate, double factor, long update) {
    double unbias = 1 - Math.pow(rule.beta1(), update);
    double unbiasSquares = Math.sqrt(1 - Math.pow(rule.beta2(), update));
    return new double[] {
      factor,
      1 - rate.rate() * rate.decay(),
      1 - rule.beta1(),
      rule.beta2(),
      1 - rule.beta2(),
      unbiasSquares,
      rule.epsilon(),
      -rate.rate() / unbias
    };
  }
}
