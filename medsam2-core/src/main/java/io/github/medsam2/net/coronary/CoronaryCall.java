// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.coronary;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.net.coronary.CoronaryPart.Word;
import io.github.medsam2.net.tracker.ExtensionCall;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.prompt.Description;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.reading.MaskReading;
import io.github.medsam2.tensor.HostTensor;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is said of B objects, in the form the text encoder and the reading heads take.
 *
 * @param part the words that become tokens, and whether masks are read
 * @param values (B, 1) rows of segments and arteries, (B, 7) of views
 * @param views of the B objects; none when they are unknown
 */
record CoronaryCall(CoronaryPart part, Map<Slot, HostTensor> values, List<ViewAngle> views)
    implements ExtensionCall {

  /** A view that was said here goes before one that was said elsewhere. */
  static CoronaryCall of(
      CoronaryConfig model, List<Description> said, @Nullable Description lasting) {
    List<CoronaryPrompt> prompts = said.stream().map(CoronaryPrompt.class::cast).toList();
    Set<Word> words = EnumSet.noneOf(Word.class);
    if (model.textEncoder() && !prompts.isEmpty()) {
      CoronaryPrompt first = prompts.get(0);
      first.segment().ifPresent(s -> words.add(Word.SEGMENT));
      first.artery().ifPresent(a -> words.add(Word.ARTERY));
      first.view().ifPresent(v -> words.add(Word.VIEW));
    }
    List<ViewAngle> views = views(prompts, lasting);
    boolean inView = model.readingHeads() && !views.isEmpty();
    CoronaryPart part =
        new CoronaryPart(words, model.places(), model.readingHeads(), inView, model.surroundings());
    return new CoronaryCall(part, values(part, prompts, views), views);
  }

  private static List<ViewAngle> views(
      List<CoronaryPrompt> prompts, @Nullable Description lasting) {
    List<ViewAngle> here =
        prompts.stream().map(CoronaryPrompt::view).flatMap(Optional::stream).toList();
    if (here.isEmpty() && lasting instanceof CoronaryPrompt p) {
      return p.view().stream().toList();
    }
    return here;
  }

  private static Map<Slot, HostTensor> values(
      CoronaryPart part, List<CoronaryPrompt> prompts, List<ViewAngle> views) {
    Map<Slot, HostTensor> values = new HashMap<>();
    if (part.words().contains(Word.SEGMENT)) {
      long[] rows =
          prompts.stream().mapToLong(p -> CoronaryConfig.row(p.segment().orElseThrow())).toArray();
      values.put(CoronarySlots.SEGMENTS, HostTensor.of(rows, rows.length, 1));
    }
    if (part.words().contains(Word.ARTERY)) {
      long[] rows = prompts.stream().mapToLong(p -> p.artery().orElseThrow().ordinal()).toArray();
      values.put(CoronarySlots.ARTERIES, HostTensor.of(rows, rows.length, 1));
    }
    if (part.needsView()) {
      values.put(CoronarySlots.VIEWS, ViewFeatures.of(views));
    }
    return values;
  }

  @Override
  public List<MaskReading> read(Map<Slot, HostTensor> outputs, Weights weights) {
    return part.reads() ? HeadReader.of(weights).read(outputs, views) : List.of();
  }
}
