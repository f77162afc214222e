// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.work;

import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelInfo;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.adapter.Adapter;
import io.github.medsam2.adapter.AdapterStack;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.hub.WeightsInfo;
import io.github.medsam2.model.xca.XcaNano;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model that is open, and what it can do. Not thread-safe. */
public final class OpenModel implements AutoCloseable {
  /** The name of the model that comes with this program. */
  public static final String BUILT_IN = "xca-nano";

  private final String name;
  private final Checkpoint weights;
  private final WeightsInfo known;
  private final MedSam2 base;
  private final @Nullable MedSam2 adapted;

  private OpenModel(String name, Checkpoint weights, MedSam2 base, @Nullable MedSam2 adapted) {
    this.name = name;
    this.weights = weights;
    this.known = WeightsInfo.of(weights);
    this.base = base;
    this.adapted = adapted;
  }

  /** Opens a model with adapters of these folders. */
  public static OpenModel open(Optional<Path> file, List<Path> adapters, ModelOptions options) {
    AdapterStack stack = AdapterStack.NONE;
    for (Path folder : adapters) {
      stack = stack.and(Adapter.read(folder), 1);
    }
    return open(file, stack, options);
  }

  /** Opens a model; without a file the one that comes with this program. */
  public static OpenModel open(Optional<Path> file, AdapterStack adapters, ModelOptions options) {
    Checkpoint weights = weights(file);
    MedSam2 base = null;
    try {
      base = MedSam2.of(weights, options);
      MedSam2 adapted = adapters.terms().isEmpty() ? null : base.with(adapters);
      String name = file.isEmpty() ? BUILT_IN : weights.source();
      return new OpenModel(name, weights, base, adapted);
    } catch (RuntimeException | Error e) {
      if (base != null) {
        base.close();
      }
      weights.close();
      throw e;
    }
  }

  /** The weights of a file, or those that come with this program. */
  public static Checkpoint weights(Optional<Path> file) {
    return file.isPresent() ? Checkpoint.open(file.get()) : XcaNano.weights();
  }

  /** The model, with its adapters. */
  public MedSam2 model() {
    return adapted == null ? base : adapted;
  }

  /** What people call it. */
  public String name() {
    return name;
  }

  /** Whether segments and views can be said to it. */
  public boolean understandsWords() {
    return known.words();
  }

  /** Whether boxes can be shown to it. */
  public boolean takesBoxes() {
    return known.clicks();
  }

  /** Whether it finds all instances of what words or an example mean. */
  public boolean findsConcepts() {
    return known.concepts();
  }

  /** Whether it tells the segment of a mask. */
  public boolean reads() {
    return known.readings();
  }

  /** For JSON. */
  public Map<String, Object> described() {
    ModelInfo info = model().info();
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("name", name);
    said.put("network", info.name());
    said.put("source", info.source());
    said.put("parameters", info.parameters());
    said.put("imageSize", info.imageSize());
    said.put("engine", info.engine());
    said.put("adapters", model().adapters().terms().stream().map(t -> t.adapter().name()).toList());
    said.put("understandsWords", understandsWords());
    said.put("readsSegments", reads());
    return said;
  }

  /** {@code xca-nano, 4,156,210 weights, at 512 pixels on onnx}. */
  @Override
  public String toString() {
    ModelInfo info = model().info();
    return String.format(
        Locale.ROOT,
        "%s, %,d weights, at %d pixels on %s",
        name,
        info.parameters(),
        info.imageSize(),
        info.engine());
  }

  @Override
  public void close() {
    if (adapted != null) {
      adapted.close();
    }
    base.close();
    weights.close();
  }
}
