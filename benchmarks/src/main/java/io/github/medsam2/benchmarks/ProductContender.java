// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.Direction;
import io.github.medsam2.FrameResult;
import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.SessionOptions;
import io.github.medsam2.VideoSession;
import io.github.medsam2.image.Image;
import java.nio.file.Path;
import java.util.Iterator;

/** This library, through its front door. */
final class ProductContender implements Contender {
  private static final int FULL = 17;
  private static final int FRAMES = 2000;

  private final String name;
  private final MedSam2 model;
  private final VideoSession session;
  private final Iterator<FrameResult> frames;
  private final Image image = EmbedAndPrompt.image(0);

  ProductContender(String name, Path file, ModelOptions options) {
    this.name = name;
    model = MedSam2.load(file, options);
    SessionOptions alone = SessionOptions.defaults().prefetch(false);
    session = model.session(new SyntheticCine(FRAMES), alone);
    session.object("disk").on(0).box(170, 150, 330, 310);
    frames = session.propagate(Direction.FORWARD).iterator();
    for (int i = 0; i < FULL; i++) {
      frame();
    }
    encode();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Turn once(Work work) {
    Timing t = Timing.of(1, work == Work.ENCODE ? this::encode : this::frame);
    return new Turn(t.median(), t.processor());
  }

  private void encode() {
    model.embed(image).close();
  }

  private void frame() {
    frames.next().mask("disk");
  }

  @Override
  public void close() {
    session.close();
    model.close();
  }
}
