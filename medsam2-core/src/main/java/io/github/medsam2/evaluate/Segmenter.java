// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Image;
import io.github.medsam2.prompt.Prompts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A candidate that is prompted: a network of any kind. It is shown frames and prompts and never the
 * truth. What it throws counts as a failure on the object or case and does not end a comparison.
 */
public non-sealed interface Segmenter extends Candidate {

  /**
   * Looks at the frames of one case: the expensive part, once per case.
   *
   * @param frames one for an image
   */
  Prepared prepare(List<Image> frames);

  /** Whether {@link Prepared#track} works; if not, it takes no part in protocols of tracking. */
  default boolean tracks() {
    return false;
  }

  /** A case that can be prompted. Used by one thread. */
  interface Prepared extends AutoCloseable {

    /**
     * Segments one object of an image of one frame.
     *
     * @param prompts all that was said of the object so far, at most one box, then clicks
     * @param earlier the answer the last click corrects; null for the first answer
     * @return a mask on the frame's grid
     */
    Answer answer(Prompts prompts, @Nullable Answer earlier);

    /**
     * Follows objects through a clip.
     *
     * @param starts where each object is first shown
     * @return for each object an answer for every frame from its start to the last
     */
    default List<List<Answer>> track(List<Start> starts) {
      throw new MedSam2Exception(
          "tracking", "a candidate that tracks", "one that does not", "leave clips out");
    }

    @Override
    void close();
  }

  /**
   * Where an object is first shown.
   *
   * @param frame its index
   * @param prompts a box or a mask
   */
  record Start(int frame, Prompts prompts) {}
}
