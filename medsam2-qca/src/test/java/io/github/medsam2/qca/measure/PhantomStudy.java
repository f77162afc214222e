package io.github.medsam2.qca.measure;

import io.github.medsam2.image.Mask;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.phantom.FrameTruth;
import io.github.medsam2.qca.phantom.LesionSpec;
import io.github.medsam2.qca.phantom.LesionTruth;
import io.github.medsam2.qca.phantom.Phantom;
import io.github.medsam2.qca.phantom.PhantomConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Measures phantom lesions of known size from their true masks. As a program it writes the table of
 * accuracy to the file named by its first argument, for as many lesions as its second says.
 */
final class PhantomStudy {
  /** Focal spot 0.093 mm and detector 0.175 mm at the detector, pixels of 0.308 mm. */
  static final double BLUR_PIXELS = 0.64;

  private static final int FIRST_FULL_FRAME = 26;
  private static final int LAST_FULL_FRAME = 40;

  private PhantomStudy() {}

  /** One lesion: truth in the projection, and what was measured. */
  record Case(CassSegment segment, LesionTruth truth, QcaResult result) {
    double mldError() {
      return result.mld().mm().orElseThrow() - truth.projected().mldMm();
    }

    double rvdError() {
      return result.rvd().mm().orElseThrow() - truth.projected().rvdMm();
    }

    double stenosisError() {
      return result.diameterStenosis() - truth.projected().diameterStenosis();
    }
  }

  private record Site(
      CassSegment segment, int primary, int secondary, List<CassSegment> analysed) {}

  private static final List<Site> SITES =
      List.of(
          site(CassSegment.MID_RCA, 35, 0, CassSegment.PROXIMAL_RCA, CassSegment.DISTAL_RCA),
          site(CassSegment.PROXIMAL_LAD, -30, -25, CassSegment.MID_LAD),
          site(CassSegment.MID_LAD, 40, 30, CassSegment.PROXIMAL_LAD, CassSegment.DISTAL_LAD),
          site(CassSegment.PROXIMAL_LCX, -30, -25, CassSegment.MID_LCX),
          site(CassSegment.D1, 40, 30),
          site(CassSegment.OM1, -30, -25),
          site(CassSegment.MID_RCA, -30, 0, CassSegment.PROXIMAL_RCA),
          site(CassSegment.PROXIMAL_RCA, 35, 0, CassSegment.MID_RCA));

  private static Site site(CassSegment k, int primary, int secondary, CassSegment... also) {
    List<CassSegment> all = new ArrayList<>(List.of(also));
    all.add(k);
    return new Site(k, primary, secondary, all);
  }

  static Case run(int number, QcaOptions options, int grow) {
    SplittableRandom random = new SplittableRandom(7_000 + number);
    Site site = SITES.get(number % SITES.size());
    double severity = Math.max(0.2, Math.min(0.9, 0.55 + 0.15 * normal(random)));
    double length = Math.max(5, Math.min(20, 12 * Math.exp(0.35 * normal(random))));
    LesionSpec spec =
        LesionSpec.stenosis(site.segment(), 0.5, severity, length)
            .eccentric(
                0.8 * random.nextDouble(),
                0.6 + 0.4 * random.nextDouble(),
                360 * random.nextDouble());
    Phantom phantom =
        new Phantom(
            PhantomConfig.of(number, site.segment().tree(), site.primary(), site.secondary())
                .withLesions(spec));
    FrameTruth truth = quiet(phantom);
    LesionTruth lesion = truth.lesions().get(0);
    QcaResult result =
        new Qca(options)
            .measure(
                phantom.frame(truth.index()),
                grown(mask(truth, site.analysed(), phantom), grow),
                new Calibration.Manual(lesion.mmPerPixel(), 0));
    return new Case(site.segment(), lesion, result);
  }

  private static double normal(SplittableRandom random) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  /** The filled frame nearest to mid-diastole, as an ECG would tell. */
  private static FrameTruth quiet(Phantom phantom) {
    double cycleShare = 1;
    int best = FIRST_FULL_FRAME;
    for (int f = FIRST_FULL_FRAME; f <= LAST_FULL_FRAME; f++) {
      double off = Math.abs(phantom.phase(f) - 0.75);
      if (off < cycleShare) {
        cycleShare = off;
        best = f;
      }
    }
    return phantom.truth(best);
  }

  private static Mask mask(FrameTruth truth, List<CassSegment> segments, Phantom phantom) {
    int w = phantom.width();
    byte[] union = new byte[w * phantom.height()];
    for (CassSegment k : segments) {
      Mask m = truth.segment(k).orElseThrow().mask();
      for (int i = 0; i < union.length; i++) {
        union[i] |= (byte) (m.contains(i % w, i / w) ? 1 : 0);
      }
    }
    return Mask.of(w, phantom.height(), union);
  }

  /** A mask one pixel wider on every side, as often as asked. */
  private static Mask grown(Mask mask, int times) {
    Mask grown = mask;
    for (int k = 0; k < times; k++) {
      byte[] wider = new byte[mask.width() * mask.height()];
      for (int i = 0; i < wider.length; i++) {
        int x = i % mask.width();
        int y = i / mask.width();
        boolean near =
            grown.contains(x, y)
                || grown.contains(x - 1, y)
                || grown.contains(x + 1, y)
                || grown.contains(x, y - 1)
                || grown.contains(x, y + 1);
        wider[i] = (byte) (near ? 1 : 0);
      }
      grown = Mask.of(mask.width(), mask.height(), wider);
    }
    return grown;
  }

  /** Mean and standard deviation of errors. */
  record Spread(int n, double bias, double sd, double mae) {
    static Spread of(double[] e) {
      double sum = 0;
      double abs = 0;
      for (double v : e) {
        sum += v;
        abs += Math.abs(v);
      }
      double mean = sum / e.length;
      double square = 0;
      for (double v : e) {
        square += (v - mean) * (v - mean);
      }
      return new Spread(
          e.length, mean, Math.sqrt(square / Math.max(1, e.length - 1)), abs / e.length);
    }
  }

  private static String row(String name, List<Case> all, Predicate<Case> in) {
    List<Case> some = all.stream().filter(in).toList();
    if (some.isEmpty()) {
      return "";
    }
    Spread m = Spread.of(some.stream().mapToDouble(Case::mldError).toArray());
    Spread r = Spread.of(some.stream().mapToDouble(Case::rvdError).toArray());
    Spread d = Spread.of(some.stream().mapToDouble(Case::stenosisError).toArray());
    return String.format(
        Locale.ROOT,
        "| %s | %d | %+.3f | %.3f | %+.3f | %.3f | %+.1f | %.1f | %.1f |%n",
        name,
        m.n(),
        m.bias(),
        m.sd(),
        r.bias(),
        r.sd(),
        d.bias(),
        d.sd(),
        d.mae());
  }

  static String table(List<Case> all) {
    StringBuilder t = new StringBuilder();
    t.append("| group | n | MLD bias mm | MLD SD | RVD bias mm | RVD SD | %DS bias | %DS SD |")
        .append(" %DS MAE |\n|---|---|---|---|---|---|---|---|---|\n");
    t.append(row("all", all, c -> true));
    t.append(row("RVD below 2 mm", all, c -> rvd(c) < 2));
    t.append(row("RVD 2 to 3 mm", all, c -> rvd(c) >= 2 && rvd(c) < 3));
    t.append(row("RVD 3 mm and more", all, c -> rvd(c) >= 3));
    t.append(row("%DS below 50", all, c -> ds(c) < 50));
    t.append(row("%DS 50 to 69", all, c -> ds(c) >= 50 && ds(c) < 70));
    t.append(row("%DS 70 and more", all, c -> ds(c) >= 70));
    t.append(row("no OVERLAP_SUSPECTED flag", all, c -> !overlapped(c)));
    t.append(row("OVERLAP_SUSPECTED flag", all, PhantomStudy::overlapped));
    return t.toString();
  }

  private static double rvd(Case c) {
    return c.truth().projected().rvdMm();
  }

  private static double ds(Case c) {
    return c.truth().projected().diameterStenosis();
  }

  private static boolean overlapped(Case c) {
    return c.result().flags().contains(QualityFlag.OVERLAP_SUSPECTED);
  }

  static List<Case> cases(int from, int to, QcaOptions options, int grow) {
    List<Case> cases = new ArrayList<>();
    for (int i = from; i < to; i++) {
      cases.add(run(i, options, grow));
    }
    return cases;
  }

  /** Writes the tables: file, number of the first lesion, how many. */
  public static void main(String[] args) throws IOException {
    int first = Integer.parseInt(args[1]);
    int end = first + Integer.parseInt(args[2]);
    QcaOptions known = QcaOptions.standard().withBlur(BLUR_PIXELS);
    QcaOptions mask = known.withEdges(QcaOptions.EdgeSource.MASK);
    String text =
        "Edges in the image, blur known:\n\n"
            + table(cases(first, end, known, 0))
            + "\nThe same from a mask one pixel too wide on every side:\n\n"
            + table(cases(first, end, known, 1))
            + "\nEdges in the image, blur unknown:\n\n"
            + table(cases(first, end, QcaOptions.standard(), 0))
            + "\nEdges of the true mask alone:\n\n"
            + table(cases(first, end, mask, 0));
    Files.writeString(Path.of(args[0]), text);
  }
}
