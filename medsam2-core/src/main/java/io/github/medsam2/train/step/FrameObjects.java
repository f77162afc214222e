// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.step;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Description;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.tensor.HostTensor;
import java.util.List;
import java.util.Optional;

/**
 * What a step is told of a frame.
 *
 * @param image (3, S, S), normalised
 * @param truths of the objects, at least one, S by S; empty where an object is not seen
 * @param first what each object is first shown by, in pixels of S by S: by its mask alone, which is
 *     then taken as the answer, or by points, boxes and words; empty on a frame that is tracked
 * @param corrections clicks after the first answer; 0 where masks are given
 * @param beside what else is learnt from the frame
 * @param lasting what was said elsewhere and holds here
 * @param reading what is learnt of the readings of masks; of masks that are given nothing is
 */
public record FrameObjects(
    HostTensor image,
    List<Mask> truths,
    List<Prompts> first,
    int corrections,
    List<SideTask> beside,
    Optional<Description> lasting,
    Optional<ReadingTask> reading) {

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
    long described = first.stream().filter(p -> p.description().isPresent()).count();
    require(
        described == 0 || described == count,
        "words of all objects, or of none",
        described + " descriptions");
    require(
        reading.isEmpty() || reading.get().truths().size() == count,
        "a reading's truth for each of " + count + " objects",
        reading.map(r -> r.truths().size()).orElse(0) + "");
    long masks = first.stream().filter(p -> p.mask().isPresent()).count();
    require(
        masks == 0 || (masks == count && corrections == 0),
        "masks for all objects, and no corrections, or masks for none",
        masks + " masks, " + corrections + " corrections");
  }

  /** A frame of which nothing else is learnt. */
  public FrameObjects(HostTensor image, List<Mask> truths, List<Prompts> first, int corrections) {
    this(image, truths, first, corrections, List.of(), Optional.empty(), Optional.empty());
  }

  /** This frame, of which something else is learnt besides. */
  public FrameObjects with(List<SideTask> tasks) {
    return new FrameObjects(image, truths, first, corrections, tasks, lasting, reading);
  }

  /** This frame, of whose objects something was said elsewhere that holds here. */
  public FrameObjects lasting(Description said) {
    return new FrameObjects(image, truths, first, corrections, beside, Optional.of(said), reading);
  }

  /** This frame, of which masks are read besides. */
  public FrameObjects reading(ReadingTask task) {
    return new FrameObjects(image, truths, first, corrections, beside, lasting, Optional.of(task));
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
