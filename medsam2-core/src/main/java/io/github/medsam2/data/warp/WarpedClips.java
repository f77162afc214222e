// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data.warp;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.sampling.CounterRandom;
import java.util.Objects;

/**
 * Still angiograms as moving ones: what is thin and dark moves with the heart and fills with
 * contrast and loses it again, over a background that breathes; masks move and fill alike, and are
 * empty before the contrast comes. Noise, and at times a catheter or a crossing vessel, lie over
 * it. Of grey images whose vessels are dark; colours are taken for their grey.
 *
 * <p>A view: a clip is made when it is asked for, always the same for a seed. As thread-safe as the
 * stills. Of a clip, the first frame is used.
 *
 * @param stills what the clips are made of
 * @param frames of each clip, 2 to 1000
 * @param seed decides all clips
 */
public record WarpedClips(SampleSet stills, int frames, long seed) implements SampleSet {
  private static final int MOST = 1000;
  private static final int TRIES = 8;

  /** Checks the number of frames. */
  public WarpedClips {
    if (frames < 2 || frames > MOST) {
      throw new InvalidInputException(
          "clips of still images", "2 to " + MOST + " frames", frames + "", "correct the number");
    }
  }

  @Override
  public int size() {
    return stills.size();
  }

  /** The still's, with a mark that tells them apart. */
  @Override
  public String id(int index) {
    return stills.id(index) + " moving";
  }

  @Override
  public String group(int index) {
    return stills.group(index);
  }

  @Override
  public Sample get(int index) {
    Sample still = stills.get(index);
    CounterRandom random = CounterRandom.of(seed).split("clip").split(index);
    Layers layers = Layers.of(still);
    for (int i = 0; i < TRIES; i++) {
      CounterRandom drawn = random.split(i);
      Motion motion = Motion.draw(layers.width(), layers.height(), frames, drawn.split("motion"));
      Bolus bolus = Bolus.draw(layers, frames, drawn.split("bolus"));
      Rendering rendering = new Rendering(layers, motion, bolus, drawn.split("over"));
      Sample clip = rendering.clip(id(index), group(index), still.objects(), frames);
      if (clip != null) {
        return clip;
      }
    }
    // Every object left the image or never filled: a clip in which nothing moves is true as well.
    Motion none = Motion.none(layers.width(), layers.height());
    Rendering unmoved = new Rendering(layers, none, Bolus.FULL, random.split("over"));
    return Objects.requireNonNull(unmoved.clip(id(index), group(index), still.objects(), frames));
  }
}
