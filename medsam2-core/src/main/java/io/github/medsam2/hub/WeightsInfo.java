// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.hub;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.net.config.ConfigInference;
import io.github.medsam2.net.config.KeyCheck;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a file of weights is. Only what describes the tensors is read, so large files take no longer
 * than small ones.
 *
 * @param network such as {@code sam2.1-tiny}
 * @param parameters numbers in the weights
 * @param usualSide side of the square input in pixels that this kind of network is opened at
 * @param channels numbers of one feature
 * @param words whether segments and views can be prompted in words
 * @param readings whether masks come with a reading of segment and stenosis
 * @param layout whose names the file gives its tensors
 * @param metadata texts stored beside them; whoever wrote the file chose them
 * @param terms published weights of this shape: the file itself does not tell which it is
 */
public record WeightsInfo(
    String network,
    long parameters,
    int usualSide,
    int channels,
    boolean words,
    boolean readings,
    String layout,
    Map<String, String> metadata,
    List<Terms> terms) {
  private static final String WORDS = "text_prompt_encoder.";
  private static final String READINGS = "reading_heads.";

  /** Copies the collections. */
  public WeightsInfo {
    metadata = Map.copyOf(metadata);
    terms = List.copyOf(terms);
  }

  /**
   * Looks into a file.
   *
   * @throws io.github.medsam2.error.CheckpointException when it is no file of weights of this
   *     family, saying what it is; or when tensors are missing or of another shape, naming them
   */
  public static WeightsInfo of(Path file) {
    try (Checkpoint weights = Checkpoint.open(file)) {
      return of(weights);
    }
  }

  /** Looks into weights that are open already. */
  public static WeightsInfo of(Checkpoint weights) {
    ModelConfig config = ConfigInference.infer(weights);
    KeyCheck.require(config, weights);
    return new WeightsInfo(
        config.name(),
        config.keys().values().stream().mapToLong(Shape::count).sum(),
        config.imageSize(),
        config.width(),
        has(weights, WORDS),
        has(weights, READINGS),
        weights.layout(),
        weights.metadata(),
        Terms.of(config.name()));
  }

  private static boolean has(Checkpoint weights, String module) {
    return weights.keys().stream().anyMatch(key -> key.startsWith(module));
  }

  /** A few lines for people: what it is, what it has, what it may be used for. */
  public String describe() {
    String parts =
        words && readings
            ? "understands words and reads segments and stenoses"
            : words ? "understands words" : readings ? "reads segments and stenoses" : "masks only";
    String known =
        terms.isEmpty()
            ? "no published weights of this shape are known here"
            : terms.stream().map(t -> "  " + t).collect(Collectors.joining("\n"));
    return String.format(
        Locale.ROOT,
        "%s, %.1f million numbers, opened at %d pixels, %s (%s)\n"
            + "Published weights of this shape; which of them a file is, only its source tells:\n"
            + "%s",
        network,
        parameters / 1e6,
        usualSide,
        parts,
        layout,
        known);
  }
}
