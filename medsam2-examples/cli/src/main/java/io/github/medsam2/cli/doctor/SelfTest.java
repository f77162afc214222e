// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.doctor;

import io.github.medsam2.Direction;
import io.github.medsam2.FrameResult;
import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.Segmentation;
import io.github.medsam2.VideoSession;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Every station of the network, run once on made-up pictures: some numbers of what comes out. */
final class SelfTest {
  static final int SIDE = 128;
  private static final int FRAMES = 3;
  private static final int EVERY = 16;

  private SelfTest() {}

  /** Numbers of a prompted image, then of a frame that was tracked. */
  static float[] run(ModelOptions options) {
    List<Image> frames = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      frames.add(frame(i));
    }
    List<Float> numbers = new ArrayList<>();
    try (Checkpoint weights = TinyNetwork.weights();
        MedSam2 model = MedSam2.of(weights, options.imageSize(SIDE))) {
      try (ImageEmbedding embedding = model.embed(frames.get(0))) {
        add(numbers, model.prompt(embedding).box(30, 20, 90, 100).point(60, 60).predictSingle());
      }
      try (VideoSession session = model.session(FrameSource.of(frames))) {
        session.object("vessel").on(0).box(30, 20, 90, 100);
        for (FrameResult result : session.propagate(Direction.FORWARD)) {
          if (result.index() == FRAMES - 1) {
            add(numbers, Objects.requireNonNull(result.objects().get("vessel")));
          }
        }
      }
    }
    float[] all = new float[numbers.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = numbers.get(i);
    }
    return all;
  }

  private static void add(List<Float> numbers, Segmentation s) {
    numbers.add(s.iou());
    numbers.add(s.objectScore());
    float[] logits = s.lowResLogits();
    for (int i = 0; i < logits.length; i += EVERY) {
      numbers.add(logits[i]);
    }
  }

  /** A dark band that moves, on uneven grey; whole numbers only, so the same everywhere. */
  private static Image frame(int index) {
    byte[] grey = new byte[SIDE * SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int from = 40 + 4 * index + y / 4;
        int value = 150 + (x * 7 + y * 3) % 40 - (x >= from && x < from + 12 ? 90 : 0);
        grey[y * SIDE + x] = (byte) value;
      }
    }
    return Image.gray8(SIDE, SIDE, grey);
  }
}
