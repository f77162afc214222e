// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import io.github.medsam2.image.Mask;
import java.io.PrintStream;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The command line of {@link Segment}. */
final class SegmentCommand extends Command {
  static final Set<Option> OPTIONS =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(Option.CINE, Option.FRAME)));

  SegmentCommand(PrintStream out, PrintStream err) {
    super(OPTIONS, out, err);
  }

  @Override
  void run(Arguments arguments) {
    if (Demonstration.isMeantBy(arguments)) {
      demonstrate(arguments);
    } else {
      new SegmentRun(SegmentRequest.of(arguments), out).run();
    }
  }

  private void demonstrate(Arguments arguments) {
    out.println("No image given: a phantom, and xca-nano, a small model for coronary angiograms.");
    Demonstration demonstration = Demonstration.prepare(arguments);
    Mask found = new SegmentRun(SegmentRequest.of(demonstration.arguments()), out).run();
    out.println(demonstration.agreement(found));
    out.println(
        """
        For research only; not a medical device. An image of your own, and weights such as MedSAM2's:
          ./mvnw -q -Psegment -Dsegment="--checkpoint MedSAM2_latest.pt --image IMAGE.png --box X0,Y0,X1,Y1"
        All options: ./mvnw -q -Psegment -Dsegment=--help\
        """);
  }

  @Override
  String purpose() {
    return "Segments an object in an image file.";
  }

  @Override
  String explanation() {
    return """
    Coordinates are pixels from the upper left corner, 0,0. Without --image, a demonstration on a
    phantom; without --checkpoint, the model is xca-nano, for coronary angiograms. Written:
    mask.png, 255 inside and 0 outside, on the grid of the image; overlay.png, the image with the
    mask, its contour, the box and the points.\
    """;
  }
}
