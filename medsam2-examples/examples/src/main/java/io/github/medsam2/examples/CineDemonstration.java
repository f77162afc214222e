// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import io.github.medsam2.dicom.xa.CineWriter;
import io.github.medsam2.dicom.xa.PixelSpacing;
import io.github.medsam2.dicom.xa.SpacingSource;
import io.github.medsam2.dicom.xa.XaGeometry;
import io.github.medsam2.evaluate.MaskScores;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.TreeSide;
import io.github.medsam2.qca.phantom.Phantom;
import io.github.medsam2.qca.phantom.PhantomConfig;
import io.github.medsam2.qca.phantom.SegmentTruth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A cine to follow something through without any download: a phantom, whose vessels are known.
 *
 * @param arguments the completed command line
 * @param truth the followed vessel on every frame, empty where it holds no contrast agent
 */
record CineDemonstration(Arguments arguments, List<Mask> truth) {
  private static final long SEED = 1;
  static final int FRAMES = 9;
  private static final double FRAMES_PER_SECOND = 3.75;
  private static final int SIDE = 512;

  /** What a demonstration can be asked for. */
  private static final Set<Option> ALLOWED = Set.of(Option.OUT, Option.ENGINE, Option.THREADS);

  /** Whether a command line names nothing to work on. */
  static boolean isMeantBy(Arguments arguments) {
    return arguments.within(ALLOWED);
  }

  /** Writes the cine, and completes the command line with it. */
  static CineDemonstration prepare(Arguments arguments) {
    Path cine = OutputFolder.create(CineRequest.out(arguments)).resolve("phantom.dcm");
    Phantom phantom = phantom();
    write(phantom, cine);
    int middle = FRAMES / 2;
    SegmentTruth vessel = largestVessel(phantom, middle);
    List<Mask> truth = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      truth.add(
          phantom
              .truth(i)
              .segment(vessel.segment())
              .map(SegmentTruth::mask)
              .orElse(Mask.empty(SIDE, SIDE)));
    }
    return new CineDemonstration(
        arguments
            .with(Option.CINE, cine.toString())
            .with(Option.FRAME, Integer.toString(middle + 1))
            .with(Option.BOX, Demonstration.text(BoxPrompt.around(vessel.mask()))),
        truth);
  }

  /** How well masks agree with the truth, frame by frame, in words. */
  String agreement(List<Mask> found) {
    StringBuilder line = new StringBuilder("Dice with the phantom's vessel, frame by frame:");
    for (int i = 0; i < found.size(); i++) {
      double dice = MaskScores.overlap(found.get(i), truth.get(i)).dice();
      line.append(String.format(Locale.ROOT, " %.2f", dice));
    }
    return line.toString();
  }

  /** Two and a half seconds of a right coronary artery that fills. */
  static Phantom phantom() {
    return new Phantom(
        PhantomConfig.of(SEED, TreeSide.RIGHT, 30, 0)
            .withMatrix(SIDE)
            .withFrames(FRAMES, FRAMES_PER_SECOND));
  }

  private static void write(Phantom phantom, Path file) {
    PhantomConfig made = phantom.config();
    XaGeometry geometry =
        new XaGeometry(
            List.of(ViewAngle.of(made.primary(), made.secondary())),
            OptionalDouble.of(PhantomConfig.SID),
            OptionalDouble.of(PhantomConfig.SOD),
            OptionalDouble.empty());
    CineWriter.xa(phantom, 1000 / FRAMES_PER_SECOND)
        .geometry(geometry)
        .spacing(new PixelSpacing(made.pitch(), made.pitch(), SpacingSource.DETECTOR))
        .write(file);
  }

  static SegmentTruth largestVessel(Phantom phantom, int frame) {
    return phantom.truth(frame).segments().stream()
        .max(Comparator.comparingInt(s -> s.mask().area()))
        .orElseThrow();
  }
}
