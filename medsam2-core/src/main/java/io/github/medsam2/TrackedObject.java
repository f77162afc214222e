// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static io.github.medsam2.error.InvalidInputException.requireGiven;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Description;
import io.github.medsam2.prompt.MaskPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.session.SessionEvent.Cleared;
import io.github.medsam2.session.SessionEvent.Prompted;
import io.github.medsam2.session.SessionEvent.Removed;

/** An object of a session, by name. As thread-safe as its session: not. */
public final class TrackedObject {
  private final VideoSession session;
  private final String name;

  TrackedObject(VideoSession session, String name) {
    if (requireGiven(name, "the name of an object").isBlank()) {
      throw new InvalidInputException(
          "object", "a name", "blank text", "give the object a name to find it by");
    }
    this.session = session;
    this.name = name;
  }

  /** The object on a frame. */
  public OnFrame on(int frame) {
    return new OnFrame(frame);
  }

  /** Forgets the object and all it remembered. */
  public void remove() {
    session.core().ask(new Removed(name));
  }

  /** {@code lesion: prompted on [8], tracked on 19 frames}. */
  @Override
  public String toString() {
    return session.core().describe(name);
  }

  /**
   * Prompts on one frame. Every method is answered at once with the mask on that frame, and refines
   * what was found there before.
   */
  public final class OnFrame {
    private final int frame;

    private OnFrame(int frame) {
      this.frame = frame;
    }

    /**
     * The object lies in this box; earlier prompts on the frame are taken back as by {@link
     * #clear}, but not words.
     */
    public Segmentation box(double x0, double y0, double x1, double y1) {
      return prompt(Prompts.of(new BoxPrompt(x0, y0, x1, y1)));
    }

    /** The object covers this pixel, too. */
    public Segmentation point(double x, double y) {
      return prompt(Prompts.of(PointPrompt.positive(x, y)));
    }

    /** The object does not cover this pixel. */
    public Segmentation notPoint(double x, double y) {
      return prompt(Prompts.of(PointPrompt.negative(x, y)));
    }

    /**
     * This mask is the object; earlier prompts on the frame are taken back as by {@link #clear},
     * but not words.
     */
    public Segmentation mask(Mask mask) {
      return prompt(Prompts.of(new MaskPrompt(requireGiven(mask, "a mask"))));
    }

    /**
     * What the object is, or how it is seen, in words the model knows: for models with a text
     * encoder or further heads. It completes an earlier description on the frame; what of it lasts,
     * such as a view, holds here and on frames tracked from now on, each of which goes by what was
     * said nearest to it.
     */
    public Segmentation describe(Description description) {
      return prompt(Prompts.of(requireGiven(description, "a description")));
    }

    /** {@code frame 12 of lesion: prompted on [8], tracked on 19 frames}. */
    @Override
    public String toString() {
      return "frame " + frame + " of " + TrackedObject.this;
    }

    /** Several prompts in one. */
    public Segmentation prompt(Prompts prompts) {
      return session.prompted(new Prompted(name, frame, prompts));
    }

    /**
     * Takes back the prompts on this frame: the object is then as if they had never been, less the
     * walks since, and corrections of what they led to are answered again. The original's policies
     * keep more; see {@link io.github.medsam2.session.MemoryPolicy#forgetsCleared()}. With its last
     * prompt an object loses all it remembered. Nothing happens on a frame without prompts.
     */
    public void clear() {
      session.core().ask(new Cleared(name, frame));
    }
  }
}
