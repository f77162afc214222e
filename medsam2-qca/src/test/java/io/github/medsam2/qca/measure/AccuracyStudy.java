// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.qca.stats.Interval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Measures phantoms by stratum: {@code folder seed size [stratum...]} prints a table, the errors
 * over ten points and how often each flag stands. The folder keeps the images drawn.
 */
final class AccuracyStudy {
  /** Focal spot 0.093 mm and detector 0.175 mm at the detector, pixels of 0.308 mm. */
  static final double BLUR_PIXELS = 0.64;

  /** Flags that say what was given, not that the measurement is in doubt. */
  private static final Set<QualityFlag> GIVEN =
      EnumSet.of(QualityFlag.NOT_CALIBRATED, QualityFlag.BLUR_UNKNOWN);

  private AccuracyStudy() {}

  /** A measured trial; errors are those of the lesion reported, or of each for two. */
  record Row(
      Trial trial, QcaResult result, List<Lesion> matched, Set<QualityFlag> doubts, long millis) {
    double truth(int i) {
      return trial.truths().get(i).stenosis();
    }

    double error(int i) {
      return matched.get(i).diameterStenosis() - truth(i);
    }

    double worst() {
      double w = 0;
      for (int i = 0; i < matched.size(); i++) {
        w = Math.max(w, Math.abs(error(i)));
      }
      return trial.truths().isEmpty() ? result.diameterStenosis() : w;
    }
  }

  static Row measure(Trial t) {
    long start = System.nanoTime();
    QcaResult r =
        new Qca(QcaOptions.standard().withBlur(BLUR_PIXELS))
            .measure(
                t.image(),
                t.mask(),
                new Calibration.Manual(t.scale(), 0),
                Subject.unknown().withSegment(t.segment()).withView(t.view()));
    List<Lesion> matched = new ArrayList<>();
    for (Trial.Truth truth : t.truths()) {
      Lesion near = r.lesion();
      if (t.truths().size() > 1) {
        for (Lesion l : r.lesions()) {
          near = distance(r, l, truth) < distance(r, near, truth) ? l : near;
        }
      }
      matched.add(near);
    }
    Set<QualityFlag> doubts = EnumSet.noneOf(QualityFlag.class);
    doubts.addAll(r.flags());
    doubts.removeAll(GIVEN);
    return new Row(t, r, matched, doubts, (System.nanoTime() - start) / 1_000_000);
  }

  private static double distance(QcaResult r, Lesion l, Trial.Truth t) {
    return r.function().centreLine().get(l.site()).distance(t.site());
  }

  /** Prints the study. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    long seed = Long.parseLong(args[1]);
    int size = Integer.parseInt(args[2]);
    List<String> only = List.of(args).subList(3, args.length);
    System.out.println(
        "| stratum | n | MLD bias | SD | RVD bias | SD | %DS bias | MAE | >10 | >10 not flagged |"
            + " MAE not flagged | flagged | good flagged | cover DS | MLD | RVD | len | len ratio"
            + " |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    List<Row> all = new ArrayList<>();
    StringBuilder bad = new StringBuilder();
    for (Stratum stratum : Stratum.all()) {
      if (!only.isEmpty() && !only.contains(stratum.name())) {
        continue;
      }
      int n = (int) Math.ceil(stratum.count() * size);
      List<Row> rows =
          IntStream.range(0, n)
              .parallel()
              .mapToObj(i -> measure(TrialStore.get(folder, stratum, seed, i)))
              .toList();
      System.out.println(line(stratum.name(), rows));
      misses(stratum.name(), rows, bad);
      for (Row r : rows) {
        if (r.worst() > 10) {
          bad.append(describe(r));
        }
      }
      all.addAll(rows);
    }
    System.out.println("\n" + bad);
    for (Stratum stratum : Stratum.all()) {
      System.out.println("by stratum: " + stratum.name());
      flags(all.stream().filter(r -> r.trial().stratum().equals(stratum.name())).toList());
    }
    flags(all);
    double ms = all.stream().mapToLong(Row::millis).average().orElse(0);
    System.out.printf(Locale.ROOT, "%n%d measured, %.0f ms each%n", all.size(), ms);
  }

  /** Errors in half widths of the intervals: the 95th percentile would be 1. */
  private static void misses(String name, List<Row> rows, StringBuilder to) {
    List<List<Double>> all =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Row r : rows) {
      for (int i = 0; i < r.matched().size(); i++) {
        Trial.Truth t = r.trial().truths().get(i);
        Lesion l = r.matched().get(i);
        double px = r.trial().scale();
        add(all.get(0), l.diameterStenosis(), t.stenosis(), l.doubt().diameterStenosis());
        add(all.get(1), l.mld().pixels(), t.mld() / px, l.doubt().mld());
        add(all.get(2), l.rvd().pixels(), t.rvd() / px, l.doubt().rvd());
        add(all.get(3), l.length().pixels(), t.lengthPixels(), l.doubt().length());
      }
    }
    to.append("misses of ").append(name).append(':');
    for (List<Double> m : all) {
      m.sort(Double::compare);
      int n = m.size();
      if (n > 0) {
        to.append(
            String.format(
                Locale.ROOT,
                " %.2f/%.2f",
                m.get((int) (0.9 * (n - 1))),
                m.get((int) (0.96 * (n - 1)))));
      }
    }
    to.append('\n');
  }

  private static void add(List<Double> to, double value, double truth, Interval i) {
    double half = truth > value ? i.high() - value : value - i.low();
    to.add(Math.abs(truth - value) / Math.max(1e-9, half));
  }

  private static String describe(Row r) {
    Trial t = r.trial();
    StringBuilder s = new StringBuilder();
    s.append(String.format(Locale.ROOT, "%s %d CASS %s", t.stratum(), t.seed(), t.segment().id()));
    for (int i = 0; i < t.truths().size(); i++) {
      Trial.Truth truth = t.truths().get(i);
      Lesion l = r.matched().get(i);
      s.append(
          String.format(
              Locale.ROOT,
              " true %.0f %% (%.1f/%.1f px) read %.0f (%.1f/%.1f), %.0f px off;",
              truth.stenosis(),
              truth.mld() / t.scale(),
              truth.rvd() / t.scale(),
              l.diameterStenosis(),
              l.mld().pixels(),
              l.rvd().pixels(),
              distance(r.result(), l, truth)));
    }
    if (t.truths().isEmpty()) {
      Lesion l = r.result().lesion();
      s.append(
          String.format(
              Locale.ROOT,
              " healthy read %.0f (%.1f/%.1f)",
              l.diameterStenosis(),
              l.mld().pixels(),
              l.rvd().pixels()));
    }
    return s.append(' ').append(r.doubts()).append('\n').toString();
  }

  private static String line(String name, List<Row> rows) {
    List<double[]> e = new ArrayList<>();
    double[] cover = new double[4];
    List<Double> ratios = new ArrayList<>();
    for (Row r : rows) {
      for (int i = 0; i < r.matched().size(); i++) {
        Trial.Truth t = r.trial().truths().get(i);
        Lesion l = r.matched().get(i);
        double px = r.trial().scale();
        e.add(
            new double[] {
              l.mld().pixels() * px - t.mld(),
              l.rvd().pixels() * px - t.rvd(),
              r.error(i),
              r.doubts().isEmpty() ? 0 : 1
            });
        cover[0] += in(l.doubt().diameterStenosis(), t.stenosis());
        cover[1] += in(l.doubt().mld(), t.mld() / px);
        cover[2] += in(l.doubt().rvd(), t.rvd() / px);
        cover[3] += in(l.doubt().length(), t.lengthPixels());
        ratios.add(l.length().pixels() / t.lengthPixels());
      }
    }
    long flagged = rows.stream().filter(r -> !r.doubts().isEmpty()).count();
    long good = rows.stream().filter(r -> r.worst() <= 10).count();
    long goodFlagged = rows.stream().filter(r -> r.worst() <= 10 && !r.doubts().isEmpty()).count();
    if (e.isEmpty()) {
      double[] ds =
          rows.stream().mapToDouble(r -> r.result().diameterStenosis()).sorted().toArray();
      return String.format(
          Locale.ROOT,
          "| %s | %d | %%DS median %.1f, 95th %.1f, max %.1f; of 2 mm and more (%d): %s; flagged"
              + " %d, over 20 %d not flagged %d; covered %.2f |",
          name,
          ds.length,
          ds[ds.length / 2],
          ds[(int) (0.95 * (ds.length - 1) + 0.5)],
          ds[ds.length - 1],
          rows.stream().filter(r -> r.trial().calibre() >= 2).count(),
          large(rows),
          flagged,
          rows.stream().filter(r -> r.worst() > 20).count(),
          rows.stream().filter(r -> r.worst() > 20 && r.doubts().isEmpty()).count(),
          rows.stream()
              .mapToDouble(r -> in(r.result().lesion().doubt().diameterStenosis(), 0))
              .average()
              .orElse(0));
    }
    double n = e.size();
    ratios.sort(Double::compare);
    return String.format(
        Locale.ROOT,
        "| %s | %d | %+.3f | %.3f | %+.3f | %.3f | %+.1f | %.1f | %.0f %% | %d | %.1f | %d | %d/%d"
            + " | %.2f | %.2f | %.2f | %.2f | %.2f |",
        name,
        rows.size(),
        mean(e, 0),
        sd(e, 0),
        mean(e, 1),
        sd(e, 1),
        mean(e, 2),
        e.stream().mapToDouble(v -> Math.abs(v[2])).average().orElse(0),
        100 * e.stream().filter(v -> Math.abs(v[2]) > 10).count() / n,
        e.stream().filter(v -> Math.abs(v[2]) > 10 && v[3] == 0).count(),
        e.stream().filter(v -> v[3] == 0).mapToDouble(v -> Math.abs(v[2])).average().orElse(0),
        flagged,
        goodFlagged,
        good,
        cover[0] / n,
        cover[1] / n,
        cover[2] / n,
        cover[3] / n,
        ratios.get(ratios.size() / 2));
  }

  private static String large(List<Row> rows) {
    double[] ds =
        rows.stream()
            .filter(r -> r.trial().calibre() >= 2)
            .mapToDouble(r -> r.result().diameterStenosis())
            .sorted()
            .toArray();
    return ds.length == 0
        ? "-"
        : String.format(
            Locale.ROOT,
            "median %.1f, 95th %.1f, max %.1f",
            ds[ds.length / 2],
            ds[(int) (0.95 * (ds.length - 1) + 0.5)],
            ds[ds.length - 1]);
  }

  private static double in(Interval i, double value) {
    return value >= i.low() - 1e-9 && value <= i.high() + 1e-9 ? 1 : 0;
  }

  private static double mean(List<double[]> e, int k) {
    return e.stream().mapToDouble(v -> v[k]).average().orElse(0);
  }

  private static double sd(List<double[]> e, int k) {
    double m = mean(e, k);
    double sum = e.stream().mapToDouble(v -> (v[k] - m) * (v[k] - m)).sum();
    return Math.sqrt(sum / Math.max(1, e.size() - 1));
  }

  /** How often a flag stands on good and on bad measurements. */
  private static void flags(List<Row> all) {
    TreeMap<QualityFlag, int[]> counts = new TreeMap<>();
    int[] n = new int[2];
    for (Row r : all) {
      int k = r.worst() > 15 ? 1 : 0;
      n[k]++;
      r.doubts().forEach(f -> counts.computeIfAbsent(f, x -> new int[2])[k]++);
    }
    System.out.printf(Locale.ROOT, "flags on %d within 15 points and %d beyond:%n", n[0], n[1]);
    counts.forEach((f, c) -> System.out.printf(Locale.ROOT, "%s %d %d%n", f, c[0], c[1]));
    long some = all.stream().filter(r -> r.worst() > 15 && !r.doubts().isEmpty()).count();
    long none = all.stream().filter(r -> r.worst() <= 15 && !r.doubts().isEmpty()).count();
    System.out.printf(Locale.ROOT, "any %d %d%n", none, some);
  }
}
