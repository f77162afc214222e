// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.adapter;

import io.github.medsam2.checkpoint.OverlaidWeights;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.tensor.HostTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adapters used together, each with a weight: {@code W + sum of weight * scale * B A}, and for
 * whole tensors {@code W + sum of weight * (tensor - W)}. Immutable and thread-safe. The order does
 * not matter but for the last bit.
 */
public final class AdapterStack {
  /** No adapter: the base. */
  public static final AdapterStack NONE = new AdapterStack(List.of());

  private final List<Term> terms;

  /**
   * An adapter and how much of it.
   *
   * @param adapter what was trained
   * @param weight 1 for all of it, not 0
   */
  public record Term(Adapter adapter, double weight) {
    /** Checks that the weight is finite. */
    public Term {
      LowRank.requireFinite(weight, "weight of adapter " + adapter.name());
    }
  }

  private AdapterStack(List<Term> terms) {
    this.terms = List.copyOf(terms);
  }

  /** Adapters at full strength. */
  public static AdapterStack of(Adapter... adapters) {
    AdapterStack stack = NONE;
    for (Adapter adapter : adapters) {
      stack = stack.and(adapter, 1);
    }
    return stack;
  }

  /**
   * One more adapter.
   *
   * @param weight finite; at 0 the adapter is left out
   */
  public AdapterStack and(Adapter adapter, double weight) {
    Term term = new Term(InvalidInputException.requireGiven(adapter, "an adapter"), weight);
    List<Term> more = new ArrayList<>(terms);
    if (weight != 0) {
      more.add(term);
    }
    return new AdapterStack(more);
  }

  /** The adapters of both. */
  public AdapterStack and(AdapterStack others) {
    List<Term> all = new ArrayList<>(terms);
    all.addAll(InvalidInputException.requireGiven(others, "adapters").terms);
    return new AdapterStack(all);
  }

  /** What is used, in the order given. */
  public List<Term> terms() {
    return terms;
  }

  /** The keys of the weights that are changed, sorted. */
  public Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    for (Term term : terms) {
      term.adapter().corrections().keySet().forEach(m -> keys.add(Adapter.weight(m)));
      keys.addAll(term.adapter().whole().keySet());
    }
    return keys;
  }

  /**
   * Weights with these adapters merged into them: computed in double and rounded to float32 once.
   * What no adapter changes stays the base's own; the base is not changed and is found underneath.
   *
   * @throws io.github.medsam2.error.CheckpointException naming a key that the base lacks or has in
   *     another shape, or that became infinite
   * @throws InvalidInputException when an adapter is for another base
   */
  public OverlaidWeights mergedInto(Weights base) {
    return new BaseWeights(base).with(this);
  }

  /**
   * The stack as one adapter, of the sum of ranks: for programs that take one only. Weights become
   * part of the factors.
   *
   * @throws InvalidInputException when it holds whole tensors at another weight than 1, or two of
   *     one key: what they make depends on the base
   */
  public Adapter toAdapter(String name) {
    Map<String, List<Term>> modules = new TreeMap<>();
    Map<String, HostTensor> whole = new LinkedHashMap<>();
    for (Term term : terms) {
      term.adapter()
          .corrections()
          .keySet()
          .forEach(m -> modules.computeIfAbsent(m, k -> new ArrayList<>()).add(term));
      term.adapter()
          .whole()
          .forEach(
              (key, tensor) -> {
                if (whole.put(key, tensor) != null || term.weight() != 1) {
                  throw new InvalidInputException(
                      "adapters to be made one, tensor " + key,
                      "one whole tensor of weight 1",
                      "several, or another weight",
                      "merge them into the base and write its weights");
                }
              });
    }
    Map<String, LowRank> corrections = new LinkedHashMap<>();
    modules.forEach((module, users) -> corrections.put(module, fused(module, users)));
    return new Adapter(name, corrections, whole).forFingerprint(commonBase());
  }

  private static LowRank fused(String module, List<Term> users) {
    List<LowRank.Rows> parts =
        users.stream()
            .map(
                t ->
                    new LowRank.Rows(
                        0, Objects.requireNonNull(t.adapter().corrections().get(module))))
            .toList();
    double[] weights = users.stream().mapToDouble(Term::weight).toArray();
    return Fused.of(parts.get(0).correction().b().shape().dim(0), parts, weights);
  }

  private @Nullable String commonBase() {
    Set<String> bases =
        terms.stream().flatMap(t -> t.adapter().base().stream()).collect(Collectors.toSet());
    return bases.size() == 1 ? bases.iterator().next() : null;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof AdapterStack other && terms.equals(other.terms);
  }

  @Override
  public int hashCode() {
    return terms.hashCode();
  }

  /** The names and weights, for example {@code hospital-a, 0.5 x stents}; or {@code no adapter}. */
  @Override
  public String toString() {
    return terms.isEmpty()
        ? "no adapter"
        : terms.stream()
            .map(t -> (t.weight() == 1 ? "" : t.weight() + " x ") + t.adapter().name())
            .collect(Collectors.joining(", "));
  }
}
