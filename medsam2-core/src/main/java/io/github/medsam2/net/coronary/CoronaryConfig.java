// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.coronary;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.net.layer.KeyReader;
import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.tracker.DecoderExtension;
import io.github.medsam2.net.tracker.ExtensionCall;
import io.github.medsam2.prompt.Description;
import io.github.medsam2.prompt.UnsupportedPromptException;
import io.github.medsam2.prompt.coronary.Artery;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.prompt.coronary.SegmentReference;
import io.github.medsam2.prompt.coronary.SegmentScheme;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts for coronary angiograms, at least one, which no published checkpoint has.
 *
 * @param textEncoder whether segments, arteries and views can be prompted in words
 * @param places whether segments that are only named are looked for; only with a text encoder
 * @param readingHeads whether masks come with a reading of segment and stenosis
 * @param surroundings whether the reading goes by the whole image, too; only with reading heads
 */
public record CoronaryConfig(
    boolean textEncoder, boolean places, boolean readingHeads, boolean surroundings)
    implements DecoderExtension {
  /** All parts. */
  public static final CoronaryConfig ALL = new CoronaryConfig(true, true, true, true);

  /** Classes of segments: the CASS numbers 1 to 29. */
  public static final int SEGMENTS = 29;

  /** Arteries that words may name. */
  public static final int ARTERIES = Artery.values().length;

  /** Numbers that describe a view. */
  public static final int VIEW_FEATURES = 7;

  /** What the keys of the text encoder begin with, before a dot. */
  public static final String TEXT_ENCODER = "text_prompt_encoder";

  /** The same of what looks for segments that are named. */
  public static final String PLACES = TEXT_ENCODER + ".places";

  /** What the keys of the reading heads begin with, before a dot. */
  public static final String READING_HEADS = "reading_heads";

  /** The same of what reading heads make of the whole image. */
  public static final String SURROUNDINGS = READING_HEADS + ".surroundings";

  /** Checks that parts of a part come with it. */
  public CoronaryConfig {
    if (surroundings && !readingHeads || places && !textEncoder) {
      throw new InvalidInputException(
          "coronary parts",
          "reading heads with surroundings, and a text encoder with places",
          "a part without the one it belongs to",
          "ask for both");
    }
  }

  /** What a checkpoint has: one key makes a part expected, so that what is missing is listed. */
  public static DecoderExtension in(KeyReader keys) {
    boolean words = keys.hasModule(TEXT_ENCODER);
    boolean heads = keys.hasModule(READING_HEADS);
    return words || heads
        ? new CoronaryConfig(words, keys.hasModule(PLACES), heads, keys.hasModule(SURROUNDINGS))
        : NONE;
  }

  /** The class of a CASS segment, from 0 on; an id with a suffix counts as its number. */
  public static int row(SegmentReference segment) {
    return Integer.parseInt(segment.id().replaceAll("[a-c]$", "")) - 1;
  }

  @Override
  public void keys(KeyTable table, int width) {
    if (textEncoder) {
      WordTokens.keys(table, TEXT_ENCODER, width);
    }
    if (places) {
      Places.keys(table, PLACES, width);
    }
    if (readingHeads) {
      ReadingHeads.keys(table, READING_HEADS, width);
    }
    if (surroundings) {
      Surroundings.keys(table, SURROUNDINGS, width);
    }
  }

  @Override
  public void require(String model, Description description) {
    if (!(description instanceof CoronaryPrompt words)) {
      throw new UnsupportedPromptException(
          "description",
          "a coronary segment, artery or view",
          description.render(),
          "describe the object as a CoronaryPrompt, or load a model for other words");
    }
    if (!textEncoder && words.namesObject()) {
      throw new UnsupportedPromptException(
          "description",
          "a model with a text encoder",
          model + ", which reads masks in a view but knows no words",
          "give a box or points, or load a checkpoint trained with a text encoder");
    }
    if (words.segment().isPresent() && words.segment().get().scheme() != SegmentScheme.CASS) {
      throw new UnsupportedPromptException(
          "description",
          "a segment of the CASS scheme, which text encoders know",
          "one of " + words.segment().get().scheme(),
          "map it first, with SegmentText.toCass of medsam2-qca");
    }
  }

  @Override
  public DecoderExtension unread() {
    return textEncoder ? new CoronaryConfig(true, places, false, false) : NONE;
  }

  @Override
  public ExtensionCall call(List<Description> said, @Nullable Description lasting) {
    return CoronaryCall.of(this, said, lasting);
  }
}
