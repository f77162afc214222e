// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.coronary;

import static java.util.Objects.requireNonNull;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.tracker.DecodedMasks;
import io.github.medsam2.net.tracker.ExtensionPart;
import io.github.medsam2.net.tracker.TrackerConfig;
import io.github.medsam2.ops.Program.Port;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.ops.Values;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Words in and readings out of one decoder program.
 *
 * @param words what becomes a token
 * @param looks whether a segment that is named or clicked is looked for
 * @param reads whether masks are read
 * @param inView whether the reading goes by a view
 * @param around whether it goes by the whole image
 */
record CoronaryPart(Set<Word> words, boolean looks, boolean reads, boolean inView, boolean around)
    implements ExtensionPart {

  /** A part of a description that becomes a token. */
  enum Word {
    SEGMENT,
    ARTERY,
    VIEW
  }

  CoronaryPart {
    words = Set.copyOf(words);
  }

  boolean needsView() {
    return words.contains(Word.VIEW) || inView;
  }

  @Override
  public List<Port> inputs() {
    List<Port> ports = new ArrayList<>();
    if (words.contains(Word.SEGMENT)) {
      ports.add(CoronarySlots.SEGMENTS.longs(Shape.ANY, 1));
    }
    if (words.contains(Word.ARTERY)) {
      ports.add(CoronarySlots.ARTERIES.longs(Shape.ANY, 1));
    }
    if (needsView()) {
      ports.add(CoronarySlots.VIEWS.floats(Shape.ANY, CoronaryConfig.VIEW_FEATURES));
    }
    return ports;
  }

  @Override
  public List<Slot> outputs() {
    return reads ? CoronarySlots.READING : List.of();
  }

  @Override
  public <T> List<T> tokens(Layers<T> root, TrackerConfig config, Values<T> in) {
    WordTokens<T> encoder = new WordTokens<>(root.at(CoronaryConfig.TEXT_ENCODER), config.width());
    List<T> tokens = new ArrayList<>();
    if (words.contains(Word.SEGMENT)) {
      tokens.add(encoder.segment(in.get(CoronarySlots.SEGMENTS)));
    }
    if (words.contains(Word.ARTERY)) {
      tokens.add(encoder.artery(in.get(CoronarySlots.ARTERIES)));
    }
    if (words.contains(Word.VIEW)) {
      tokens.add(encoder.view(in.get(CoronarySlots.VIEWS)));
    }
    return tokens;
  }

  @Override
  public boolean places(boolean clicks) {
    return looks && (clicks || words.contains(Word.SEGMENT));
  }

  @Override
  public <T> T placed(
      Layers<T> root, TrackerConfig config, T tokens, @Nullable T clicks, Values<T> in) {
    Places<T> places = new Places<>(root.at(CoronaryConfig.PLACES), config.side(), config.width());
    return words.contains(Word.SEGMENT)
        ? places.named(tokens, in.get(CoronarySlots.SEGMENTS))
        : places.clicked(tokens, requireNonNull(clicks));
  }

  @Override
  public <T> void heads(
      Layers<T> root, TrackerConfig config, DecodedMasks<T> masks, Values<T> in, Values<T> out) {
    if (!reads) {
      return;
    }
    Layers<T> layers = root.at(CoronaryConfig.READING_HEADS);
    @Nullable Surroundings<T> whole =
        around ? new Surroundings<>(root.at(CoronaryConfig.SURROUNDINGS), config.side()) : null;
    ReadingHeads<T> heads = new ReadingHeads<>(layers, config.side(), config.width(), whole);
    @Nullable T view = inView ? in.get(CoronarySlots.VIEWS) : null;
    ReadingHeads.Reading<T> r = heads.read(masks, view);
    out.put(CoronarySlots.CASS, r.cass());
    out.put(CoronarySlots.STENOSIS, r.stenosis());
    out.put(CoronarySlots.LOG_SPREAD, r.logSpread());
  }
}
