// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import io.github.medsam2.image.Mask;
import java.io.PrintStream;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The command line of {@link Cine}. */
final class CineCommand extends Command {
  static final Set<Option> OPTIONS =
      Collections.unmodifiableSet(
          EnumSet.of(
              Option.CHECKPOINT,
              Option.CINE,
              Option.FRAME,
              Option.BOX,
              Option.POINT,
              Option.NOT,
              Option.IMAGE_SIZE,
              Option.ENGINE,
              Option.THREADS,
              Option.OUT,
              Option.HELP));

  CineCommand(PrintStream out, PrintStream err) {
    super(OPTIONS, out, err);
  }

  @Override
  void run(Arguments arguments) {
    if (CineDemonstration.isMeantBy(arguments)) {
      demonstrate(arguments);
    } else {
      new CineRun(CineRequest.of(arguments), out).run();
    }
  }

  private void demonstrate(Arguments arguments) {
    out.println("No cine given: a phantom, and xca-nano, a small model for coronary angiograms.");
    CineDemonstration demonstration = CineDemonstration.prepare(arguments);
    List<Mask> found = new CineRun(CineRequest.of(demonstration.arguments()), out).run();
    out.println(demonstration.agreement(found));
    out.println(
        """
        The memory of xca-nano is untrained: it finds a vessel on one frame and CANNOT FOLLOW it.
        For research only; not a medical device. A cine of your own, and weights such as MedSAM2's:
          ./mvnw -q -Pcine -Dcine="--checkpoint MedSAM2_latest.pt --cine ANGIO.dcm --frame 12 --box X0,Y0,X1,Y1"
        All options: ./mvnw -q -Pcine -Dcine=--help\
        """);
  }

  @Override
  String purpose() {
    return "Follows an object through a DICOM cine, from one frame both ways.";
  }

  @Override
  String explanation() {
    return """
    Coordinates are pixels from the upper left corner, 0,0. Without --cine, a demonstration on a
    phantom; without --checkpoint, the model is xca-nano, whose memory is untrained: it finds a
    vessel on one frame and cannot follow it. Written: segmentation.dcm, a DICOM segmentation that
    refers to the cine; overlay.gif and overlay.dcm, a secondary capture, the cine with the masks;
    overlay.png, the prompted frame with its mask, the box and the points.\
    """;
  }
}
