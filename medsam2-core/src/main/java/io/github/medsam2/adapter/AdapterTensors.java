// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.adapter;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.file.ReadLimits;
import io.github.medsam2.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The names peft gives the tensors of an adapter. */
final class AdapterTensors {
  private static final String PREFIX = "base_model.model.";
  private static final String A = ".lora_A.weight";
  private static final String B = ".lora_B.weight";

  private final Checkpoint file;
  private final AdapterConfig config;
  private final Map<String, HostTensor> inner = new TreeMap<>();
  private final Map<String, HostTensor> outer = new TreeMap<>();
  private final Map<String, HostTensor> whole = new TreeMap<>();

  private AdapterTensors(Checkpoint file, AdapterConfig config) {
    this.file = file;
    this.config = config;
  }

  static Adapter read(String name, Checkpoint file, AdapterConfig config) {
    AdapterTensors tensors = new AdapterTensors(file, config);
    requireRoom(file);
    file.keys().forEach(tensors::sort);
    Map<String, LowRank> corrections = new TreeMap<>();
    tensors.inner.keySet().forEach(m -> corrections.put(m, tensors.correction(m)));
    tensors.outer.keySet().forEach(m -> tensors.requireBoth(m));
    try {
      return new Adapter(name, corrections, tensors.whole);
    } catch (MedSam2Exception e) {
      throw tensors.faulty("tensors", e);
    }
  }

  private static void requireRoom(Weights file) {
    long bytes = file.keys().stream().mapToLong(k -> file.get(k).value().bytes()).sum();
    long most = ReadLimits.defaults().maxBytes();
    if (bytes > most) {
      throw new FormatException(
          file.source(), "at most " + most + " bytes", bytes + " bytes", "give the JVM more heap");
    }
  }

  private void sort(String key) {
    HostTensor value = file.get(key).value();
    if (!key.startsWith(PREFIX) || !value.dtype().isFloating()) {
      throw refused(key, "real numbers under a name that begins with " + PREFIX, "another tensor");
    }
    String name = key.substring(PREFIX.length());
    if (name.endsWith(A)) {
      inner.put(name.substring(0, name.length() - A.length()), value);
    } else if (name.endsWith(B)) {
      outer.put(name.substring(0, name.length() - B.length()), value);
    } else if (name.contains("lora_")) {
      throw refused(key, "names that end in " + A + " or " + B, "another kind of factor");
    } else {
      config.requireWhole(file.source(), name);
      whole.put(name, value);
    }
  }

  private FormatException refused(String key, String expected, String found) {
    return new FormatException(
        file.source() + ", tensor " + key,
        expected,
        found,
        "save a LoRA adapter of linear layers and convolutions with peft's save_pretrained");
  }

  private LowRank correction(String module) {
    requireBoth(module);
    config.requireTarget(module);
    LowRank correction;
    try {
      correction = new LowRank(get(inner, module), get(outer, module), config.alpha(module));
    } catch (FormatException e) {
      throw e;
    } catch (MedSam2Exception e) {
      throw faulty("module " + module, e);
    }
    if (correction.rank() != config.rank(module)) {
      throw new FormatException(
          file.source() + ", tensor " + PREFIX + module + A,
          "rank " + config.rank(module) + ", which " + AdapterFolder.CONFIG + " says",
          "rank " + correction.rank(),
          "take both files from one training");
    }
    return correction;
  }

  private static HostTensor get(Map<String, HostTensor> tensors, String module) {
    return Objects.requireNonNull(tensors.get(module), module);
  }

  private void requireBoth(String module) {
    if (!inner.containsKey(module) || !outer.containsKey(module)) {
      String there = inner.containsKey(module) ? A : B;
      String missing = inner.containsKey(module) ? B : A;
      throw refused(PREFIX + module + there, PREFIX + module + missing + " beside it", "it alone");
    }
  }

  private FormatException faulty(String what, MedSam2Exception e) {
    return new FormatException(
        file.source() + ", " + what,
        "the tensors of an adapter",
        "a fault (" + e.getMessage() + ")",
        "save the adapter again",
        e);
  }

  /** All tensors of an adapter under peft's names. */
  static Map<String, HostTensor> named(Adapter adapter) {
    Map<String, HostTensor> named = new LinkedHashMap<>();
    adapter
        .corrections()
        .forEach(
            (module, c) -> {
              named.put(PREFIX + module + A, c.a());
              named.put(PREFIX + module + B, c.b());
            });
    adapter.whole().forEach((key, value) -> named.put(PREFIX + key, value));
    return named;
  }
}
