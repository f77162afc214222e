// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.Direction;
import io.github.medsam2.FrameResult;
import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.PromptRequest;
import io.github.medsam2.Segmentation;
import io.github.medsam2.VideoSession;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Prompts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model through its front door, as it is used. */
record ModelSegmenter(MedSam2 model) implements Segmenter {

  @Override
  public Prepared prepare(List<Image> frames) {
    return frames.size() == 1
        ? new OnImage(model, model.embed(frames.get(0)))
        : new OnClip(model, frames);
  }

  @Override
  public boolean tracks() {
    return true;
  }

  @Override
  public String toString() {
    return model.toString();
  }

  /** An answer that clicks refine; its mask is asked for by many. */
  private record Found(Segmentation segmentation, Mask mask) implements Answer {
    @Override
    public double predictedIou() {
      return segmentation.iou();
    }

    @Override
    public double objectScore() {
      return segmentation.objectScore();
    }
  }

  /** One of many answers, of which the logits are smaller than the mask. */
  private record OnFrame(Segmentation segmentation) implements Answer {
    @Override
    public Mask mask() {
      return segmentation.mask();
    }

    @Override
    public double predictedIou() {
      return segmentation.iou();
    }

    @Override
    public double objectScore() {
      return segmentation.objectScore();
    }
  }

  private record OnImage(MedSam2 model, ImageEmbedding image) implements Prepared {
    @Override
    public Answer answer(Prompts prompts, @Nullable Answer earlier) {
      PromptRequest request = model.prompt(image).and(prompts);
      if (earlier instanceof Found found) {
        request = request.refine(found.segmentation);
      }
      Segmentation s = request.predict();
      return new Found(s, s.mask());
    }

    @Override
    public void close() {
      image.close();
    }
  }

  private record OnClip(MedSam2 model, List<Image> frames) implements Prepared {
    @Override
    public Answer answer(Prompts prompts, @Nullable Answer earlier) {
      throw new IllegalStateException("a clip is tracked");
    }

    @Override
    public List<List<Answer>> track(List<Start> starts) {
      List<List<Answer>> found = new ArrayList<>();
      try (VideoSession session = model.session(FrameSource.of(frames))) {
        for (int i = 0; i < starts.size(); i++) {
          found.add(new ArrayList<>());
          session.object("" + i).on(starts.get(i).frame()).prompt(starts.get(i).prompts());
        }
        for (FrameResult frame : session.propagate(Direction.FORWARD)) {
          frame
              .objects()
              .forEach((name, s) -> found.get(Integer.parseInt(name)).add(new OnFrame(s)));
        }
      }
      return found;
    }

    @Override
    public void close() {
      // Each walk ends its own session.
    }
  }
}
