// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import io.github.medsam2.dicom.xa.CineWriter;
import io.github.medsam2.dicom.xa.PixelSpacing;
import io.github.medsam2.dicom.xa.SpacingSource;
import io.github.medsam2.dicom.xa.XaGeometry;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.TreeSide;
import io.github.medsam2.qca.phantom.Phantom;
import io.github.medsam2.qca.phantom.PhantomConfig;
import io.github.medsam2.qca.phantom.SegmentTruth;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** A cine to follow something through without any download: a phantom and an untrained network. */
final class CineDemonstration {
  private static final long SEED = 1;
  private static final int FRAMES = 9;
  private static final double FRAMES_PER_SECOND = 3.75;
  private static final int SIDE = 256;

  /** What a demonstration can be asked for. */
  private static final Set<Option> ALLOWED = Set.of(Option.OUT, Option.ENGINE, Option.THREADS);

  private CineDemonstration() {}

  /** Whether a command line names nothing to work on. */
  static boolean isMeantBy(Arguments arguments) {
    return arguments.within(ALLOWED);
  }

  /** Writes network and cine, and completes the command line with them. */
  static Arguments prepare(Arguments arguments) {
    Path folder = OutputFolder.create(CineRequest.out(arguments));
    Path checkpoint = folder.resolve("untrained.pt");
    Path cine = folder.resolve("phantom.dcm");
    UntrainedNetwork.write(checkpoint, SEED);
    Phantom phantom = phantom();
    write(phantom, cine);
    int middle = FRAMES / 2;
    return arguments
        .with(Option.CHECKPOINT, checkpoint.toString())
        .with(Option.CINE, cine.toString())
        .with(Option.IMAGE_SIZE, Integer.toString(UntrainedNetwork.CONFIG.imageSize()))
        .with(Option.FRAME, Integer.toString(middle + 1))
        .with(Option.BOX, Demonstration.text(largestVessel(phantom, middle)));
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

  private static BoxPrompt largestVessel(Phantom phantom, int frame) {
    return phantom.truth(frame).segments().stream()
        .map(SegmentTruth::mask)
        .max(Comparator.comparingInt(Mask::area))
        .map(BoxPrompt::around)
        .orElseThrow();
  }
}
