// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.samples.djl;

import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.output.DetectedObjects;
import ai.djl.modality.cv.translator.Sam2Translator.Sam2Input;
import io.github.medsam2.Direction;
import io.github.medsam2.FrameResult;
import io.github.medsam2.MedSam2;
import io.github.medsam2.VideoSession;
import io.github.medsam2.image.FrameSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What DJL's translator has no word for: an object that is shown on one frame and followed through
 * the others. Not thread-safe; close it before its model.
 */
public final class DjlCine implements AutoCloseable {
  private static final String OBJECT = "object";

  private final List<Image> frames;
  private final VideoSession session;

  /** Over frames of one size. */
  public DjlCine(MedSam2 model, List<Image> frames) {
    this.frames = List.copyOf(frames);
    this.session = model.session(FrameSource.of(frames.stream().map(DjlImages::toImage).toList()));
  }

  /** Shows the object on a frame, which is that of the input; further inputs correct it. */
  public DetectedObjects prompt(Sam2Input input) {
    int index = frames.indexOf(input.getImage());
    if (index < 0) {
      throw new IllegalArgumentException("expected an input on one of the frames");
    }
    return DjlImages.toObjects(session.object(OBJECT).on(index).prompt(Sam2Prompts.of(input)));
  }

  /** The object on all frames, by their number. */
  public Map<Integer, DetectedObjects> follow() {
    Map<Integer, DetectedObjects> found = new TreeMap<>();
    for (FrameResult f : session.propagate(Direction.BOTH)) {
      found.put(f.index(), DjlImages.toObjects(Objects.requireNonNull(f.objects().get(OBJECT))));
    }
    return found;
  }

  @Override
  public void close() {
    session.close();
  }
}
