// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.image.Bounds;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Prompts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cases of rectangles, and candidates whose answers are known beforehand. */
final class Robots {
  static final int SIDE = 64;

  private Robots() {}

  static Mask rectangle(int x, int y, int width, int height) {
    byte[] pixels = new byte[SIDE * SIDE];
    for (int row = y; row < y + height; row++) {
      Arrays.fill(pixels, row * SIDE + x, row * SIDE + x + width, (byte) 1);
    }
    return Mask.of(SIDE, SIDE, pixels);
  }

  /** A grey image; each number gives another. */
  static Image image(int number) {
    byte[] pixels = new byte[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 7 + number);
    }
    return Image.gray8(SIDE, SIDE, pixels);
  }

  static Sample sample(String id, String group, Mask... truths) {
    List<SampleObject> objects = Arrays.stream(truths).map(SampleObject::of).toList();
    return Sample.of(id, group, image(id.hashCode()), objects);
  }

  /** Answers by what was said alone. */
  record Answering(Function<Prompts, Mask> rule) implements Segmenter {
    @Override
    public Prepared prepare(List<Image> frames) {
      return new Prepared() {
        @Override
        public Answer answer(Prompts prompts, @Nullable Answer earlier) {
          return Answer.of(rule.apply(prompts));
        }

        @Override
        public void close() {}
      };
    }
  }

  /** Finds a fifth of the object's columns with each prompt, from the left; all with the fifth. */
  static Segmenter fifthByFifth(Mask truth) {
    Bounds b = truth.bounds().orElseThrow();
    return new Answering(
        p -> rectangle(b.x(), b.y(), Math.min(5, p.all().size()) * b.width() / 5, b.height()));
  }

  /** Fills the box it is given. */
  static Segmenter filling() {
    return new Answering(
        p -> {
          var box = p.box().orElseThrow();
          int x = (int) Math.round(box.x0());
          int y = (int) Math.round(box.y0());
          return rectangle(
              x, y, (int) Math.round(box.x1()) - x + 1, (int) Math.round(box.y1()) - y + 1);
        });
  }

  /** Answers frames of a clip, but for the last ones, with the mask it was shown and a score. */
  record Standing(int unanswered, double... objectScores) implements Segmenter {
    private record Still(Mask mask, double objectScore) implements Answer {}

    @Override
    public boolean tracks() {
      return true;
    }

    @Override
    public Prepared prepare(List<Image> frames) {
      return new Prepared() {
        @Override
        public Answer answer(Prompts prompts, @Nullable Answer earlier) {
          throw new IllegalStateException("a clip");
        }

        @Override
        public List<List<Answer>> track(List<Start> starts) {
          List<List<Answer>> all = new ArrayList<>();
          for (Start start : starts) {
            List<Answer> answers = new ArrayList<>();
            for (int f = start.frame(); f < frames.size() - unanswered; f++) {
              Mask mask =
                  start.prompts().mask().map(m -> m.mask()).orElseGet(() -> Mask.empty(SIDE, SIDE));
              answers.add(new Still(mask, objectScores[f]));
            }
            all.add(answers);
          }
          return all;
        }

        @Override
        public void close() {}
      };
    }
  }
}
