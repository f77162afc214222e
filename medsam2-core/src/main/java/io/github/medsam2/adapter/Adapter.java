// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.adapter;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.file.Sha256;
import io.github.medsam2.tensor.HostTensor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What fine-tuning changed of a model: low-rank corrections of some layers and, beside them, whole
 * tensors that stand in for the base's. It fits the base it was trained on, and no other.
 *
 * <pre>{@code
 * Adapter ours = Adapter.read(Path.of("hospital-a"));
 * try (MedSam2 base = MedSam2.load(checkpoint);
 *     MedSam2 adapted = base.with(ours)) { .. }
 * }</pre>
 *
 * <p>On disk it is a folder as the Python library peft writes and reads it. Immutable and
 * thread-safe; held in memory, so that no file must stay. Two are equal when their numbers are,
 * whatever their names.
 */
public final class Adapter {
  private final String name;
  private final Map<String, LowRank> corrections;
  private final Map<String, HostTensor> whole;
  private final @Nullable String base;

  /**
   * An adapter put together in memory.
   *
   * @param name for messages
   * @param corrections by module: the key of its weight without {@code .weight}
   * @param whole by the checkpoint's key, real numbers; none of a corrected weight
   */
  public Adapter(String name, Map<String, LowRank> corrections, Map<String, HostTensor> whole) {
    this(name, new TreeMap<>(corrections), copies(whole), null);
    for (String module : corrections.keySet()) {
      if (whole.containsKey(weight(module))) {
        throw new InvalidInputException(
            "adapter " + name + ", " + weight(module),
            "a correction or a whole tensor",
            "both",
            "keep one of them");
      }
    }
    if (corrections.isEmpty() && whole.isEmpty()) {
      throw new InvalidInputException(
          "adapter " + name, "at least one correction or tensor", "none", "give what was trained");
    }
  }

  private Adapter(
      String name,
      Map<String, LowRank> corrections,
      Map<String, HostTensor> whole,
      @Nullable String base) {
    this.name = name;
    this.corrections = Collections.unmodifiableMap(corrections);
    this.whole = Collections.unmodifiableMap(whole);
    this.base = base;
  }

  private static Map<String, HostTensor> copies(Map<String, HostTensor> whole) {
    Map<String, HostTensor> copies = new TreeMap<>();
    whole.forEach((key, value) -> copies.put(key, LowRank.copy(value)));
    return copies;
  }

  static String weight(String module) {
    return module + ".weight";
  }

  /**
   * Reads a folder with {@code adapter_config.json} and {@code adapter_model.safetensors}, as peft
   * writes it for LoRA of linear layers and convolutions; rsLoRA, ranks and alphas by pattern, and
   * whole modules ({@code modules_to_save}) included.
   *
   * @throws io.github.medsam2.error.FormatException naming the file and the field or key that is
   *     damaged, contradicts the other file, or asks for what changes the network in a way that is
   *     not supported, such as DoRA
   */
  public static Adapter read(Path folder) {
    return AdapterFolder.read(folder);
  }

  /**
   * Writes such a folder, which is made if need be; each file whole or not at all. An adapter that
   * was there is replaced.
   */
  public void write(Path folder) {
    AdapterFolder.write(this, folder);
  }

  /** For messages; of one that was read, the folder's name. */
  public String name() {
    return name;
  }

  /** The low-rank corrections by module, sorted; unmodifiable. */
  public Map<String, LowRank> corrections() {
    return corrections;
  }

  /** The tensors that stand in for the base's, by key, sorted, float32; unmodifiable. */
  public Map<String, HostTensor> whole() {
    return whole;
  }

  /** The {@linkplain BaseWeights#fingerprint fingerprint} of the base it is for, if it says so. */
  public Optional<String> base() {
    return Optional.ofNullable(base);
  }

  /**
   * SHA-256 over all names, shapes, strengths and numbers it holds: 64 hexadecimal digits. Computed
   * anew each time.
   */
  public String fingerprint() {
    Sha256 sum = Sha256.begin();
    corrections.forEach(
        (module, c) -> {
          sum.and(module).and(Double.toString(c.alpha()));
          sum.and(c.a().shape().toString()).and(c.a().data());
          sum.and(c.b().shape().toString()).and(c.b().data());
        });
    whole.forEach((key, t) -> sum.and(key).and(t.shape().toString()).and(t.data()));
    return sum.hex();
  }

  /** All numbers it holds. */
  public long parameters() {
    long factors = corrections.values().stream().mapToLong(LowRank::parameters).sum();
    return factors + whole.values().stream().mapToLong(t -> t.shape().count()).sum();
  }

  /** This adapter under another name. */
  public Adapter named(String other) {
    return new Adapter(other, corrections, whole, base);
  }

  /** This adapter for these weights alone: with others it is refused. Written with it. */
  public Adapter forBase(Weights weights) {
    return forFingerprint(new BaseWeights(weights).fingerprint());
  }

  /** This adapter for any weights of fitting shapes, on the caller's own responsibility. */
  public Adapter forAnyBase() {
    return forFingerprint(null);
  }

  Adapter forFingerprint(@Nullable String fingerprint) {
    return new Adapter(name, corrections, whole, fingerprint);
  }

  /**
   * This adapter at another strength.
   *
   * @param weight 1 for what was trained, 0 for the base; finite
   */
  public AdapterStack weighted(double weight) {
    return AdapterStack.NONE.and(this, weight);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Adapter other
        && corrections.equals(other.corrections)
        && whole.equals(other.whole)
        && Objects.equals(base, other.base);
  }

  @Override
  public int hashCode() {
    return Objects.hash(corrections.keySet(), whole.keySet(), base);
  }

  /** Its name, what it changes and how many numbers it holds. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Adapter[%s, %d corrections, %d whole tensors, %,d values]",
        name,
        corrections.size(),
        whole.size(),
        parameters());
  }
}
