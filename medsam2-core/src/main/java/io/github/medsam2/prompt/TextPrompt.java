package io.github.medsam2.prompt;

import io.github.medsam2.error.InvalidInputException;
import java.util.Optional;

/**
 * A description of the object in words: a coronary segment, the angiographic view it is seen in, an
 * artery; at least one of them.
 *
 * @param segment the segment, by scheme and id
 * @param view the direction of the view
 * @param artery the artery
 * @param text what the user wrote
 */
public record TextPrompt(
    Optional<SegmentReference> segment,
    Optional<ViewAngle> view,
    Optional<Artery> artery,
    String text)
    implements Prompt {

  /** Checks that something is said. */
  public TextPrompt {
    if (segment.isEmpty() && view.isEmpty() && artery.isEmpty()) {
      throw new InvalidInputException(
          "text prompt",
          "a segment, a view or an artery",
          "none of them",
          "name one, for example CASS 13, RAO 30 CAUDAL 25");
    }
  }
}
