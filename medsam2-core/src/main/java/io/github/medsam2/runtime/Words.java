// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.net.Sam2.Part;
import io.github.medsam2.net.config.ModelConfig.CoronaryConfig;
import io.github.medsam2.net.prompt.ViewFeatures;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.prompt.SegmentReference;
import io.github.medsam2.prompt.TextPrompt;
import io.github.medsam2.prompt.ViewAngle;
import io.github.medsam2.tensor.HostTensor;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is said of B objects in the form the text encoder and the reading heads take: the same parts
 * of all of them. Immutable.
 *
 * @param said the parts that become tokens: segment, artery, view
 * @param names (B, 1) rows of segments and arteries, by the name of the decoder's input
 * @param views of the B objects; none when they are unknown
 */
public record Words(Set<Part> said, Map<String, HostTensor> names, List<ViewAngle> views) {
  /** Nothing is said, and the view is unknown. */
  public static final Words NONE = new Words(Set.of(), Map.of(), List.of());

  /** Copies the collections. */
  public Words {
    said = Set.copyOf(said);
    names = Map.copyOf(names);
    views = List.copyOf(views);
  }

  /** The parts of a prompt that a text encoder makes tokens of. */
  public static Set<Part> said(Prompts prompts) {
    Set<Part> said = EnumSet.noneOf(Part.class);
    prompts.text().flatMap(TextPrompt::segment).ifPresent(s -> said.add(Part.SEGMENT));
    prompts.text().flatMap(TextPrompt::artery).ifPresent(a -> said.add(Part.ARTERY));
    prompts.text().flatMap(TextPrompt::view).ifPresent(v -> said.add(Part.VIEW));
    return said;
  }

  /**
   * The words of prompts.
   *
   * @param prompts one per object, all saying the same parts, segments by CASS id; an id with a
   *     suffix counts as its number
   */
  public static Words of(List<Prompts> prompts) {
    Set<Part> said = said(prompts.get(0));
    List<TextPrompt> texts = prompts.stream().flatMap(p -> p.text().stream()).toList();
    long n = prompts.size();
    Map<String, HostTensor> names = new HashMap<>();
    if (said.contains(Part.SEGMENT)) {
      long[] rows = texts.stream().mapToLong(t -> row(t.segment().orElseThrow())).toArray();
      names.put("segments", HostTensor.of(rows, n, 1));
    }
    if (said.contains(Part.ARTERY)) {
      long[] rows = texts.stream().mapToLong(t -> t.artery().orElseThrow().ordinal()).toArray();
      names.put("arteries", HostTensor.of(rows, n, 1));
    }
    return new Words(
        said, names, texts.stream().map(TextPrompt::view).flatMap(Optional::stream).toList());
  }

  private static long row(SegmentReference segment) {
    return Long.parseLong(segment.id().replaceAll("[a-c]$", "")) - 1;
  }

  /** These words of one object and the view it is seen in, unless they say another. */
  public Words seenIn(@Nullable ViewAngle view) {
    return view == null || !views.isEmpty() ? this : new Words(said, names, List.of(view));
  }

  /** What a model's decoder is given and asked for; a new set. */
  Set<Part> parts(CoronaryConfig model) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    if (model.textEncoder()) {
      parts.addAll(said);
    }
    if (model.readingHeads()) {
      parts.add(views.isEmpty() ? Part.READING : Part.READING_IN_VIEW);
    }
    return parts;
  }

  /** The inputs that go with {@link #parts}; a new map. */
  Map<String, HostTensor> inputs(CoronaryConfig model) {
    Set<Part> parts = parts(model);
    Map<String, HostTensor> inputs = new HashMap<>(model.textEncoder() ? names : Map.of());
    if (parts.contains(Part.VIEW) || parts.contains(Part.READING_IN_VIEW)) {
      inputs.put("views", features());
    }
    return inputs;
  }

  private HostTensor features() {
    float[] all = new float[views.size() * CoronaryConfig.VIEW_FEATURES];
    for (int i = 0; i < views.size(); i++) {
      float[] one = ViewFeatures.of(views.get(i));
      System.arraycopy(one, 0, all, i * one.length, one.length);
    }
    return HostTensor.of(all, views.size(), CoronaryConfig.VIEW_FEATURES);
  }
}
