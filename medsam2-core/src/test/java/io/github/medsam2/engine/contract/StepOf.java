// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import io.github.medsam2.engine.TrainingStep;
import io.github.medsam2.ops.LossOps;
import java.util.LinkedHashMap;
import java.util.Map;

/** A step put together from a lambda. */
public record StepOf(String name, Body body) implements TrainingStep {

  /** What a loss is made of; what is put into the map is reported. */
  @FunctionalInterface
  public interface Body {
    /** Lambdas cannot be generic, so the engine's values pass as objects. */
    Object apply(LossOps<Object> ops, Map<String, Object> report);
  }

  /** A step that reports nothing. */
  public static StepOf loss(
      String name, java.util.function.Function<LossOps<Object>, Object> loss) {
    return new StepOf(name, (ops, report) -> loss.apply(ops));
  }

  @Override
  @SuppressWarnings("unchecked") // every value comes from the same ops, whatever its type
  public <T> Loss<T> build(LossOps<T> ops) {
    Map<String, Object> report = new LinkedHashMap<>();
    T loss = (T) body.apply((LossOps<Object>) ops, report);
    return new Loss<>(loss, (Map<String, T>) report);
  }
}
