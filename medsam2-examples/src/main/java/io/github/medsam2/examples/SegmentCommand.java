package io.github.medsam2.examples;

import io.github.medsam2.error.MedSam2Exception;
import java.io.PrintStream;
import java.util.Arrays;

/** The command line of {@link Segment}: from arguments to an exit code. */
final class SegmentCommand {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private final PrintStream out;
  private final PrintStream err;

  SegmentCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  int run(String... args) {
    try {
      run(Arguments.parse(args));
      return DONE;
    } catch (UsageException e) {
      err.println(e.getMessage());
      return MISUSED;
    } catch (MedSam2Exception e) {
      err.println(e.getMessage());
      return FAILED;
    }
  }

  private void run(Arguments arguments) {
    if (arguments.has(Option.HELP)) {
      help();
    } else if (Demonstration.isMeantBy(arguments)) {
      demonstrate(arguments);
    } else {
      new SegmentRun(SegmentRequest.of(arguments), out).run();
    }
  }

  private void demonstrate(Arguments arguments) {
    out.println("No checkpoint and no image given: a demonstration on an untrained network.");
    new SegmentRun(SegmentRequest.of(Demonstration.prepare(arguments)), out).run();
    out.println(
        """
        The network's weights are random, so the mask MEANS NOTHING: it shows that all works here.
        For real masks give real weights, such as those of MedSAM2, and an image:
          ./mvnw -q -Psegment -Dsegment="--checkpoint MedSAM2_latest.pt --image IMAGE.png --box X0,Y0,X1,Y1"
        All options: ./mvnw -q -Psegment -Dsegment=--help""");
  }

  private void help() {
    out.println("Segments an object in an image file. Research use only: not a medical device.\n");
    Arrays.stream(Option.values()).map(Option::help).forEach(out::println);
    out.println(
        """

        Coordinates are pixels from the upper left corner, 0,0. Without --checkpoint and --image, a
        demonstration on made-up data. Written: mask.png, 255 inside and 0 outside, on the grid of
        the image; overlay.png, the image with the mask, its contour, the box and the points.""");
  }
}
