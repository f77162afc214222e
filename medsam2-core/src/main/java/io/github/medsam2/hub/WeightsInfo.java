// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.hub;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.net.config.ConfigInference;
import io.github.medsam2.net.config.KeyCheck;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.Task;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * @param clicks whether boxes, clicks and masks can be prompted
 * @param tracking whether objects can be followed through frames
 * @param concepts whether words and example boxes find all instances of what they mean
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
    boolean clicks,
    boolean tracking,
    boolean concepts,
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
        weights.keys().stream().mapToLong(k -> weights.get(k).value().shape().count()).sum(),
        config.imageSize(),
        config.width(),
        config.can(Task.CLICKS),
        config.can(Task.TRACKING),
        config.can(Task.CONCEPTS),
        has(weights, WORDS),
        has(weights, READINGS),
        weights.layout(),
        weights.metadata(),
        Terms.of(config.name()));
  }

  private static boolean has(Checkpoint weights, String module) {
    return weights.keys().stream().anyMatch(key -> key.startsWith(module));
  }

  /** What the file has weights for, one short phrase each; at least one. */
  public List<String> abilities() {
    List<String> all = new ArrayList<>();
    add(all, clicks, "boxes, clicks and masks");
    add(all, tracking, "following");
    add(all, concepts, "all instances of words and example boxes");
    add(all, words, "segments and views in words");
    add(all, readings, "reading segment and stenosis of a mask");
    return List.copyOf(all);
  }

  private static void add(List<String> all, boolean able, String what) {
    if (able) {
      all.add(what);
    }
  }

  /** A few lines for people: what it is, what it has, what it may be used for. */
  public String describe() {
    String parts = String.join(", ", abilities());
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
