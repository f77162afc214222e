// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import static java.util.Objects.requireNonNull;

import io.github.medsam2.adapter.Adapter;
import io.github.medsam2.adapter.AdapterStack;
import io.github.medsam2.adapter.TrainableAdapter;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.OverlaidWeights;
import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.TrainingSetup;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.ops.ParameterView;
import io.github.medsam2.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What learns in a run, what the network sees of it, and what network or adapter comes out. Weights
 * of the dense loss learn too, and are in neither.
 *
 * @param base weights the run begins from
 * @param adapter that learns in place of the base's keys; none where those learn themselves
 * @param beside what is left behind
 * @param keys that learn and come out
 */
record Learning(
    Weights base,
    Optional<TrainableAdapter> adapter,
    Map<String, HostTensor> beside,
    Set<String> keys) {

  static Learning of(Weights base, ModelConfig config, TrainerOptions options) {
    Optional<TrainableAdapter> adapter =
        options.adapter.map(plan -> plan.begin("trained", base, options.seed));
    Map<String, HostTensor> beside =
        options
            .dense
            .map(rule -> rule.parameters(config.width(), config.decoder().highResolution()))
            .orElse(Map.of());
    Set<String> keys =
        adapter.map(a -> a.tensors().keySet()).orElseGet(() -> options.keys.of(base));
    return new Learning(base, adapter, beside, used(keys, base, config));
  }

  /** Without what belongs to another network in the same file, such as SAM 3's detector. */
  private static Set<String> used(Set<String> keys, Weights base, ModelConfig config) {
    Set<String> used = new LinkedHashSet<>(keys);
    used.removeIf(key -> base.keys().contains(key) && !config.keys().containsKey(key));
    if (used.isEmpty()) {
      throw new InvalidInputException(
          "what learns of " + base.source(),
          "keys of the network that is prompted",
          "none: they belong to another one in the same file",
          "name keys of the trunk, the mask decoder or the memory");
    }
    return used;
  }

  TrainingSetup setup(boolean recompute) {
    Map<String, StoredTensor> all = new LinkedHashMap<>();
    base.keys().forEach(key -> all.put(key, base.get(key)));
    adapter.ifPresent(a -> a.tensors().forEach((key, value) -> all.put(key, stored(value))));
    beside.forEach((key, value) -> all.put(key, stored(value)));
    Set<String> trainable = new LinkedHashSet<>(keys);
    trainable.addAll(beside.keySet());
    return TrainingSetup.of(Checkpoint.of(base.source(), all), trainable)
        .withView(adapter.<ParameterView>map(a -> a).orElse(ParameterView.STORED))
        .withRecompute(recompute);
  }

  /** What comes out, of all that learnt. */
  Map<String, HostTensor> kept(Map<String, HostTensor> learnt) {
    Map<String, HostTensor> kept = new LinkedHashMap<>(learnt);
    kept.keySet().retainAll(keys);
    return kept;
  }

  /** The whole network with these values of what learns. */
  Weights network(Map<String, HostTensor> learnt) {
    if (adapter.isPresent()) {
      return AdapterStack.of(adapter(learnt).forAnyBase()).mergedInto(base);
    }
    Map<String, StoredTensor> all = new LinkedHashMap<>();
    kept(learnt).forEach((key, value) -> all.put(key, stored(value)));
    return OverlaidWeights.of("training", base, all);
  }

  /** The adapter with these values of what learns. */
  Adapter adapter(Map<String, HostTensor> learnt) {
    TrainableAdapter trainable = adapter.orElseThrow();
    Map<String, HostTensor> values = new LinkedHashMap<>(trainable.tensors());
    values.putAll(kept(learnt));
    return trainable.learned(key -> requireNonNull(values.get(key))).forBase(base);
  }

  private static StoredTensor stored(HostTensor value) {
    return new StoredTensor(value, null);
  }
}
