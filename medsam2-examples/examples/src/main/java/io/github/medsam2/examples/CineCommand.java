// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import java.io.PrintStream;
import java.util.Collections;
import java.util.EnumSet;
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
    out.println("No checkpoint and no cine given: a phantom and an untrained network.");
    new CineRun(CineRequest.of(CineDemonstration.prepare(arguments)), out).run();
    out.println(
        """
        The network's weights are random, so the masks MEAN NOTHING: they show that all works here.
        For real masks give real weights, such as those of MedSAM2, and a cine:
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
    Coordinates are pixels from the upper left corner, 0,0. Without --checkpoint and --cine, a
    demonstration on made-up data. Written: segmentation.dcm, a DICOM segmentation that refers
    to the cine; overlay.gif and overlay.dcm, a secondary capture, the cine with the masks;
    overlay.png, the prompted frame with its mask, the box and the points.\
    """;
  }
}
