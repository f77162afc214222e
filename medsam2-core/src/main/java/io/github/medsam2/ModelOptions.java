// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.trunk.AttentionPattern;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a model is opened. Immutable and thread-safe; every method returns changed options.
 *
 * <pre>{@code
 * ModelOptions.defaults().engine("torch").threads(2)
 * }</pre>
 */
public final class ModelOptions {
  private final @Nullable String engineName;
  private final EngineOptions engine;
  private final int imageSize;
  private final AttentionPattern attention;
  private final Intensity intensity;
  private final Preset preset;

  private ModelOptions(
      @Nullable String engineName,
      EngineOptions engine,
      int imageSize,
      AttentionPattern attention,
      Intensity intensity,
      Preset preset) {
    this.engineName = engineName;
    this.engine = engine;
    this.imageSize = imageSize;
    this.attention = attention;
    this.intensity = intensity;
    this.preset = preset;
  }

  /** The preferred engine on all processors, sizes read off the checkpoint. */
  public static ModelOptions defaults() {
    return new ModelOptions(
        null,
        EngineOptions.DEFAULT,
        0,
        AttentionPattern.UNSAID,
        Intensity.standard(),
        Preset.EXACT);
  }

  /** On the engine of this name, {@code onnx} or {@code torch}. */
  public ModelOptions engine(String name) {
    Objects.requireNonNull(name, "name");
    return new ModelOptions(name, engine, imageSize, attention, intensity, preset);
  }

  /** With these engine options. */
  public ModelOptions engine(EngineOptions options) {
    Objects.requireNonNull(options, "options");
    return new ModelOptions(engineName, options, imageSize, attention, intensity, preset);
  }

  /** With this many threads for one run; 0 for one per processor. */
  public ModelOptions threads(int count) {
    return engine(engine.withThreads(count));
  }

  /** With another input size: the side in pixels the model was trained at; 0 for the usual one. */
  public ModelOptions imageSize(int side) {
    return new ModelOptions(engineName, engine, side, attention, intensity, preset);
  }

  /** With other attention heads in the first blocks of the trunk than a checkpoint can tell. */
  public ModelOptions heads(int count) {
    return attention(attention.withHeads(count));
  }

  /**
   * With other attention windows: one side in tokens for each stage of a hierarchical trunk, one
   * for a plain trunk.
   */
  public ModelOptions windows(int... sides) {
    return attention(attention.withWindows(Arrays.stream(sides).boxed().toList()));
  }

  /** With other trunk blocks that attend over the whole image, by their indices. */
  public ModelOptions globalBlocks(int... blocks) {
    return attention(
        attention.withGlobalBlocks(
            Arrays.stream(blocks).boxed().collect(Collectors.toUnmodifiableSet())));
  }

  private ModelOptions attention(AttentionPattern pattern) {
    return new ModelOptions(engineName, engine, imageSize, pattern, intensity, preset);
  }

  /** With another rule for 16-bit and float images, such as a CT window. */
  public ModelOptions intensity(Intensity rule) {
    Objects.requireNonNull(rule, "rule");
    return new ModelOptions(engineName, engine, imageSize, attention, rule, preset);
  }

  /** Calculating as exactly or as fast as this says. */
  public ModelOptions preset(Preset choice) {
    Objects.requireNonNull(choice, "choice");
    return new ModelOptions(engineName, engine, imageSize, attention, intensity, choice);
  }

  /** How exactly is calculated. */
  Preset preset() {
    return preset;
  }

  /** The name of the engine; none for the preferred one that is available. */
  @Nullable String engineName() {
    return engineName;
  }

  EngineOptions engine() {
    return engine;
  }

  /** The rule for 16-bit and float images. */
  public Intensity intensity() {
    return intensity;
  }

  /** What was said of the trunk, in one spelling. */
  String attentionText() {
    if (attention.equals(AttentionPattern.UNSAID)) {
      return "usual";
    }
    Set<Integer> global = attention.globalBlocks();
    return String.format(
        Locale.ROOT,
        "heads %s, windows %s, global blocks %s",
        said(attention.heads()),
        said(attention.windows()),
        said(global == null ? null : new TreeSet<>(global)));
  }

  private static String said(@Nullable Object value) {
    return value == null ? "usual" : value.toString();
  }

  /** The rule for other than 8-bit images, in one spelling. */
  String intensityText() {
    return intensity.equals(Intensity.standard()) ? "standard" : intensity.toString();
  }

  ModelConfig configure(ModelConfig inferred) {
    ModelConfig known = inferred.withTrunk(inferred.trunk().with(attention));
    return imageSize == 0 ? known : known.withImageSize(imageSize);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ModelOptions m
        && Objects.equals(engineName, m.engineName)
        && engine.equals(m.engine)
        && imageSize == m.imageSize
        && attention.equals(m.attention)
        && intensity.equals(m.intensity)
        && preset == m.preset;
  }

  @Override
  public int hashCode() {
    return Objects.hash(engineName, engine, imageSize, attention, intensity, preset);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "ModelOptions[engine %s, %s, %s, image size %s]",
        engineName == null ? "preferred" : engineName,
        engine,
        preset,
        imageSize == 0 ? "usual" : imageSize);
  }
}
