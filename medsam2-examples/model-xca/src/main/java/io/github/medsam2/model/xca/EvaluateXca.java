// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.data.coronary.Arcade;
import io.github.medsam2.evaluate.BoxDrawing;
import io.github.medsam2.evaluate.Comparison;
import io.github.medsam2.evaluate.ComparisonResult;
import io.github.medsam2.evaluate.Metric;
import io.github.medsam2.evaluate.Protocol;
import java.nio.file.Path;

/**
 * Judges xca-nano: {@code EvaluateXca ARCADE OUT [FIRST LAST [CHECKPOINT]]}, on the images of
 * {@code val} from one number to before another. Written: {@code xca.html}, {@code xca.csv}.
 */
public final class EvaluateXca {

  private EvaluateXca() {}

  /** The program. */
  public static void main(String... arguments) {
    if (arguments.length < 2 || arguments.length > 5 || arguments.length == 3) {
      throw new IllegalArgumentException("give: ARCADE-FOLDER OUT [FIRST LAST [CHECKPOINT]]");
    }
    SampleSet val = Arcade.segments(Path.of(arguments[0]).resolve("val"));
    Path out = Path.of(arguments[1]);
    SampleSet judged =
        arguments.length > 3
            ? val.part(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]))
            : val;
    try (MedSam2 model = model(arguments)) {
      ComparisonResult result =
          Comparison.of(judged)
              .title("xca-nano on ARCADE val")
              .candidate("xca-nano", model)
              .protocols(
                  Protocol.box(BoxDrawing.EXACT),
                  Protocol.box(BoxDrawing.JITTERED),
                  Protocol.box(BoxDrawing.LOOSE),
                  Protocol.boxAndClicks(1),
                  Protocol.clicks(1),
                  Protocol.clicks(3),
                  Protocol.union())
              .run(
                  progress -> {
                    System.out.println(progress);
                    return true;
                  });
      result.writeHtml(out.resolve("xca.html"));
      result.writeCsv(out.resolve("xca.csv"));
      for (Protocol protocol : result.protocols()) {
        System.out.println(
            protocol.name() + ": " + result.summary("xca-nano", protocol, Metric.DICE));
        System.out.println(
            "  by width " + result.byStratum("xca-nano", protocol, Metric.DICE, "width"));
      }
      System.out.println(result);
    }
  }

  private static MedSam2 model(String... arguments) {
    return arguments.length > 4
        ? MedSam2.load(Path.of(arguments[4]))
        : XcaNano.load(ModelOptions.defaults());
  }
}
