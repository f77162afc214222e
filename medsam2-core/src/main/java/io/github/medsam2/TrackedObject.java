// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.MaskPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.prompt.TextPrompt;
import io.github.medsam2.prompt.ViewAngle;

/** An object of a session, by name. As thread-safe as its session: not. */
public final class TrackedObject {
  private final VideoSession session;
  private final String name;

  TrackedObject(VideoSession session, String name) {
    this.session = session;
    this.name = name;
  }

  /** The object on a frame. */
  public OnFrame on(int frame) {
    return new OnFrame(frame);
  }

  /** Forgets the object and all it remembered. */
  public void remove() {
    session.removed(name);
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

    /** The object lies in this box; earlier prompts on the frame are dropped, but not words. */
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

    /** This mask is the object; earlier prompts on the frame are dropped, but not words. */
    public Segmentation mask(Mask mask) {
      return prompt(Prompts.of(new MaskPrompt(mask)));
    }

    /**
     * The object is what this text names, in the grammar of {@link TextPrompt#parse(String)}: for
     * models with a text encoder. Of an earlier text on the frame it replaces what it says again.
     */
    public Segmentation text(String text) {
      return prompt(Prompts.of(TextPrompt.parse(text)));
    }

    /**
     * The object is seen in this angiographic view, here and on frames tracked from now on, each of
     * which goes by the view said nearest to it: for models with a text encoder or reading heads.
     */
    public Segmentation view(ViewAngle view) {
      return prompt(Prompts.of(TextPrompt.of(view)));
    }

    /** Several prompts in one. */
    public Segmentation prompt(Prompts prompts) {
      return session.prompted(name, frame, prompts);
    }

    /** Drops the prompts on this frame and what they led to. */
    public void clear() {
      session.cleared(name, frame);
    }
  }
}
