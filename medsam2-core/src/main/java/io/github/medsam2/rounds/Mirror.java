// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompt;
import io.github.medsam2.prompt.Prompts;
import java.nio.ByteBuffer;

/** Left and right exchanged. */
final class Mirror {

  private Mirror() {}

  static Image of(Image image) {
    ByteBuffer from = image.pixels();
    ByteBuffer to = ByteBuffer.allocate(from.remaining()).order(from.order());
    int bytes = from.remaining() / image.width() / image.height();
    rows(from, to, image.width(), image.height(), bytes);
    return Image.of(image.width(), image.height(), image.channels(), image.type(), to);
  }

  static Mask of(Mask mask) {
    ByteBuffer to = ByteBuffer.allocate(mask.width() * mask.height());
    rows(mask.pixels(), to, mask.width(), mask.height(), 1);
    return Mask.of(mask.width(), mask.height(), to);
  }

  private static void rows(ByteBuffer from, ByteBuffer to, int width, int height, int bytes) {
    int first = from.position();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int source = first + (y * width + width - 1 - x) * bytes;
        to.put((y * width + x) * bytes, from, source, bytes);
      }
    }
  }

  /** Boxes and points; words and masks are left out. */
  static Prompts of(Prompts prompts, int width) {
    Prompts all = null;
    for (Prompt p : prompts.all()) {
      Prompt other = p;
      if (p instanceof BoxPrompt b) {
        other = new BoxPrompt(width - 1 - b.x1(), b.y0(), width - 1 - b.x0(), b.y1());
      } else if (p instanceof PointPrompt c) {
        other = new PointPrompt(width - 1 - c.x(), c.y(), c.positive());
      } else {
        continue;
      }
      all = all == null ? Prompts.of(other) : all.and(other);
    }
    return all == null ? prompts : all;
  }
}
