// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.alias;

import java.util.List;
import java.util.Set;

/** The layouts of keys that are known beside the original's; the first rule that fits counts. */
enum KeyLayout {
  /** What any file may hold, whoever wrote it. */
  VARIANTS(
      "original",
      "",
      Outer.SAME,
      """
      memory_encoder.fuser.layers.*.weight => memory_encoder.fuser.layers.*.gamma
      """),

  /** {@code Sam2VideoModel} and {@code Sam2Model} of Hugging Face's transformers. */
  TRANSFORMERS_SAM2(
      "transformers (SAM 2)",
      "vision_encoder.backbone.patch_embed.",
      Outer.SAME,
      Sam2Names.TRANSFORMERS),

  /** SAM 3 and 3.1 as their authors publish them. */
  SAM3("original (SAM 3)", "detector.", Outer.SAME, Sam3Names.ORIGINAL),

  /** The tracker of SAM 3 by itself. */
  SAM3_TRACKER("original (SAM 3 tracker)", "tracker.", Outer.SAME, Sam3Names.ORIGINAL),

  /** The detector of SAM 3 by itself. */
  SAM3_DETECTOR(
      "original (SAM 3 detector)",
      "backbone.vision_backbone.",
      new Outer("detector.", true),
      Sam3Names.ORIGINAL),

  /** {@code Sam3VideoModel} of transformers, whose tracker has the names of SAM 2's. */
  TRANSFORMERS_SAM3(
      "transformers (SAM 3)",
      "detector_model.",
      new Outer("tracker_model.", false),
      Sam3Names.TRANSFORMERS + Sam2Names.TRANSFORMERS),

  /** {@code Sam3Model} of transformers: the detector by itself. */
  TRANSFORMERS_SAM3_DETECTOR(
      "transformers (SAM 3 detector)",
      "vision_encoder.backbone.layers.",
      new Outer("detector_model.", true),
      Sam3Names.TRANSFORMERS);

  private final String title;
  private final String signature;
  private final Outer outer;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<Alias> rules;

  KeyLayout(String title, String signature, Outer outer, String rules) {
    this.title = title;
    this.signature = signature;
    this.outer = outer;
    this.rules =
        rules
            .lines()
            .filter(line -> !line.isBlank())
            .flatMap(line -> Alias.parse(line).stream())
            .toList();
  }

  /**
   * The first part of keys, which a part of a model saved by itself lacks.
   *
   * @param missing whether it is put before every key; else it is taken off where it stands
   */
  private record Outer(String prefix, boolean missing) {
    static final Outer SAME = new Outer("", true);

    String inner(String key) {
      if (missing) {
        return prefix + key;
      }
      return key.startsWith(prefix) ? key.substring(prefix.length()) : key;
    }
  }

  /** The layout of a file, by the beginning of a key that only one has. */
  static KeyLayout of(Set<String> keys) {
    for (KeyLayout layout : values()) {
      if (!layout.signature.isEmpty()
          && keys.stream().anyMatch(key -> key.startsWith(layout.signature))) {
        return layout;
      }
    }
    return VARIANTS;
  }

  /** The name, for people. */
  String title() {
    return title;
  }

  /** A key of a file as the rules know it. */
  String inner(String key) {
    return outer.inner(key);
  }

  /**
   * What of the original's tensors a key is, one for each part it is cut into; its own name where
   * no rule fits.
   */
  List<Alias.Piece> toOriginal(String key, Set<String> all) {
    List<String> segments = Alias.segments(key);
    return rules.stream()
        .flatMap(rule -> rule.toOriginal(segments, all).stream())
        .findFirst()
        .orElse(List.of(new Alias.Piece(key, 0, 1)));
  }

  /** The key of this layout for an original one. */
  String toForeign(String key) {
    return rules.stream().flatMap(rule -> rule.toForeign(key).stream()).findFirst().orElse(key);
  }
}
