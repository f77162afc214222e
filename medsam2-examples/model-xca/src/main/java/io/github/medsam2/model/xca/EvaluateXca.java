// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import io.github.medsam2.MedSam2;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.data.warp.WarpedClips;
import io.github.medsam2.evaluate.BoxDrawing;
import io.github.medsam2.evaluate.CaseScore;
import io.github.medsam2.evaluate.Comparison;
import io.github.medsam2.evaluate.ComparisonResult;
import io.github.medsam2.evaluate.Metric;
import io.github.medsam2.evaluate.Protocol;
import io.github.medsam2.evaluate.TrackScore;
import io.github.medsam2.qca.phantom.PhantomSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * Judges xca-nano: {@code EvaluateXca ARCADE OUT [FIRST LAST [CHECKPOINT]]}, on the images of
 * {@code val} from one number to before another. Masks by boxes, clicks and words, objects followed
 * through stills that were made to move and through phantom cines, and what is read of masks.
 * Written: a page and a table of each.
 */
public final class EvaluateXca {
  private static final int CLIPS = 6;
  private static final int FRAMES = 21;
  private static final long UNSEEN = 70_000;
  private static final int PHANTOMS = 2;
  private static final int READ_PHANTOMS = 40;

  /** Cines of so many frames so far apart, the first and last of which show no contrast. */
  private static final int WHOLE = 6;

  private static final int WHOLE_FRAMES = 8;
  private static final int APART = 7;

  private static final List<Protocol> STILL =
      List.of(
          Protocol.box(BoxDrawing.EXACT),
          Protocol.box(BoxDrawing.JITTERED),
          Protocol.box(BoxDrawing.LOOSE),
          Protocol.boxAndClicks(1),
          Protocol.clicks(1),
          Protocol.clicks(3),
          Protocol.boxAndWords(),
          Protocol.words(),
          Protocol.union());

  /** Up to twenty answers to each object. */
  private static final List<Protocol> CLICKED =
      List.of(Protocol.clicksTo(0.85), Protocol.boxAndClicksTo(0.85));

  private static final int CLICKED_IMAGES = 30;
  private static final List<Protocol> MOVING =
      List.of(Protocol.trackedFromMask(), Protocol.trackedFromBox());

  private EvaluateXca() {}

  /** The program. */
  public static void main(String... arguments) throws IOException {
    EvaluateArguments given = EvaluateArguments.of(arguments);
    Files.createDirectories(given.out());
    SampleSet judged = given.judged();
    PhantomSamples phantoms = PhantomSamples.of(UNSEEN, PHANTOMS);
    SampleSet moved = new WarpedClips(judged.part(0, Math.min(CLIPS, judged.size())), FRAMES, 5);
    try (MedSam2 model = given.model()) {
      compare(given, model, "stills", judged, STILL);
      SampleSet few = judged.part(0, Math.min(CLICKED_IMAGES, judged.size()));
      compare(given, model, "clicked", few, CLICKED);
      compare(given, model, "moved", moved, MOVING);
      compare(given, model, "phantoms", phantoms.clips(FRAMES), MOVING);
      System.out.println("read of stills: " + ReadingScores.of(model, judged));
      System.out.println("told by words: " + WordScores.of(model, judged));
      System.out.println("measured on stills: " + GeometryScores.of(model, few));
      System.out.println("marked stenoses: " + StenosisScores.of(model, given.stenoses()));
      MarkedSegments segments = MarkedSegments.of(model, given.data().val(), given.data().marks());
      System.out.println("marked segments: " + segments);
      System.out.println("seen, moved: " + PresenceScores.of(model, moved));
      SampleSet read = PhantomSamples.of(UNSEEN + PHANTOMS, READ_PHANTOMS);
      System.out.println("read of phantoms: " + ReadingScores.of(model, read));
      System.out.println("measured on phantoms: " + GeometryScores.of(model, read));
      SampleSet whole = PhantomSamples.of(UNSEEN, WHOLE).clips(WHOLE_FRAMES, APART);
      System.out.println("seen, phantoms: " + PresenceScores.of(model, whole));
    }
  }

  /** What copying the first mask would have got. */
  private static double copied(List<CaseScore> tracks) {
    return tracks.stream()
        .flatMap(s -> s.track().stream())
        .mapToDouble(TrackScore::copiedMean)
        .filter(d -> !Double.isNaN(d))
        .average()
        .orElse(Double.NaN);
  }

  private static void compare(
      EvaluateArguments given,
      MedSam2 model,
      String name,
      SampleSet samples,
      List<Protocol> protocols) {
    ComparisonResult result =
        Comparison.of(samples)
            .title("xca-nano, " + name)
            .candidate("xca-nano", model)
            .protocols(protocols.toArray(Protocol[]::new))
            .run();
    result.writeHtml(given.out().resolve(name + ".html"));
    result.writeCsv(given.out().resolve(name + ".csv"));
    System.out.println(result);
    for (Protocol protocol : result.protocols()) {
      Metric metric = protocol instanceof Protocol.ClicksTo ? Metric.CLICKS : Metric.DICE;
      System.out.println(
          name + ", " + protocol.name() + ": " + result.summary("xca-nano", protocol, metric));
      System.out.println("  by width " + result.byStratum("xca-nano", protocol, metric, "width"));
      if (protocol instanceof Protocol.Tracked tracked) {
        System.out.println("  AUROC seen " + result.presenceAuroc("xca-nano", tracked));
        System.out.println("  copied " + copied(result.scores("xca-nano", protocol)));
      }
    }
  }
}
