// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import io.github.medsam2.evaluate.MaskScores;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.qca.phantom.Phantom;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Something to segment without any download: a frame of a phantom, whose vessels are known.
 *
 * @param arguments the completed command line
 * @param truth the vessel in the box
 */
record Demonstration(Arguments arguments, Mask truth) {

  /** What a demonstration can be asked for. */
  private static final Set<Option> ALLOWED =
      Set.of(Option.OUT, Option.ENGINE, Option.THREADS, Option.SINGLE, Option.READINGS);

  /** Whether a command line names nothing to work on. */
  static boolean isMeantBy(Arguments arguments) {
    return arguments.within(ALLOWED);
  }

  /** Writes the image, and completes the command line with it. */
  static Demonstration prepare(Arguments arguments) {
    Path image = OutputFolder.create(SegmentRequest.out(arguments)).resolve("phantom.png");
    Phantom phantom = CineDemonstration.phantom();
    int frame = CineDemonstration.FRAMES / 2;
    ImageFile.writePng(image, phantom.frame(frame));
    Mask truth = CineDemonstration.largestVessel(phantom, frame).mask();
    return new Demonstration(
        arguments
            .with(Option.IMAGE, image.toString())
            .with(Option.BOX, text(BoxPrompt.around(truth))),
        truth);
  }

  /** How well a mask agrees with the truth, in words. */
  String agreement(Mask found) {
    return String.format(
        Locale.ROOT,
        "Dice with the phantom's vessel: %.2f",
        MaskScores.overlap(found, truth).dice());
  }

  /** As it is typed. */
  static String text(BoxPrompt b) {
    return String.format(Locale.ROOT, "%s,%s,%s,%s", b.x0(), b.y0(), b.x1(), b.y1());
  }
}
