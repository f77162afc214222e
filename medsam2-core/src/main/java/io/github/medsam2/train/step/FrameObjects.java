// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.step;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.tensor.HostTensor;
import java.util.List;

/**
 * What a step is told of a frame.
 *
 * @param image (3, S, S), normalised
 * @param truths of the objects, at least one, S by S; empty where an object is not seen
 * @param first what each object is first shown by, in pixels of S by S: by its mask alone, which is
 *     then taken as the answer, or by points and boxes; empty on a frame that is tracked
 * @param corrections clicks after the first answer; 0 where masks are given
 * @param beside what else is learnt from the frame
 */
public record FrameObjects(
    HostTensor image,
    List<Mask> truths,
    List<Prompts> first,
    int corrections,
    List<SideTask> beside) {

  /** Copies the lists and checks that they fit one another. */
  public FrameObjects {
    truths = List.copyOf(truths);
    first = List.copyOf(first);
    beside = List.copyOf(beside);
    int count = truths.size();
    require(count > 0, "at least one object", "none");
    require(
        first.isEmpty() || first.size() == count,
        "a first prompt for all " + count + " objects or for none",
        first.size() + "");
    require(corrections >= 0, "0 corrections or more", corrections + "");
    long masks = first.stream().filter(p -> p.mask().isPresent()).count();
    require(
        masks == 0 || (masks == count && corrections == 0),
        "masks for all objects, and no corrections, or masks for none",
        masks + " masks, " + corrections + " corrections");
  }

  /** A frame of which nothing else is learnt. */
  public FrameObjects(HostTensor image, List<Mask> truths, List<Prompts> first, int corrections) {
    this(image, truths, first, corrections, List.of());
  }

  /** This frame, of which something else is learnt besides. */
  public FrameObjects with(List<SideTask> tasks) {
    return new FrameObjects(image, truths, first, corrections, tasks);
  }

  private static void require(boolean good, String expected, String found) {
    if (!good) {
      throw new InvalidInputException("frame of a training step", expected, found, "correct it");
    }
  }

  /** Whether the objects are found by what is remembered, not by what they are shown by. */
  boolean tracked() {
    return first.isEmpty();
  }

  /** Whether the answer is given by masks. */
  boolean given() {
    return !tracked() && first.get(0).mask().isPresent();
  }

  /** Whether all later frames see it: it is prompted, at first or by corrections. */
  boolean conditioning() {
    return !tracked() || corrections > 0;
  }

  /** (O, 1, S, S) of zeros and ones. */
  HostTensor truth() {
    return stack(truths);
  }

  /** (O, 1, S, S) of zeros and ones: the masks that are given. */
  HostTensor masks() {
    return stack(first.stream().map(p -> p.mask().orElseThrow().mask()).toList());
  }

  private static HostTensor stack(List<Mask> masks) {
    int width = masks.get(0).width();
    int height = masks.get(0).height();
    float[] all = new float[masks.size() * width * height];
    for (int i = 0; i < masks.size(); i++) {
      System.arraycopy(masks.get(i).toFloats(), 0, all, i * width * height, width * height);
    }
    return HostTensor.of(all, masks.size(), 1, height, width);
  }
}
