// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import io.github.medsam2.io.ImageFile;
import io.github.medsam2.prompt.BoxPrompt;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Something to segment without any download: a made-up image and an untrained network. */
final class Demonstration {
  private static final long SEED = 1;

  /** What a demonstration can be asked for. */
  private static final Set<Option> ALLOWED =
      Set.of(Option.OUT, Option.ENGINE, Option.THREADS, Option.SINGLE, Option.READINGS);

  private Demonstration() {}

  /** Whether a command line names nothing to work on. */
  static boolean isMeantBy(Arguments arguments) {
    return arguments.within(ALLOWED);
  }

  /** Writes network and image, and completes the command line with them. */
  static Arguments prepare(Arguments arguments) {
    Path folder = OutputFolder.create(SegmentRequest.out(arguments));
    Path checkpoint = folder.resolve("untrained.pt");
    Path image = folder.resolve("vessel.png");
    UntrainedNetwork.write(checkpoint, SEED);
    VesselPicture vessel = VesselPicture.draw(SEED);
    ImageFile.writePng(image, vessel.image());
    return arguments
        .with(Option.CHECKPOINT, checkpoint.toString())
        .with(Option.IMAGE, image.toString())
        .with(Option.IMAGE_SIZE, Integer.toString(UntrainedNetwork.CONFIG.imageSize()))
        .with(Option.BOX, text(vessel.box()));
  }

  /** As it is typed. */
  static String text(BoxPrompt b) {
    return String.format(Locale.ROOT, "%s,%s,%s,%s", b.x0(), b.y0(), b.x1(), b.y1());
  }
}
