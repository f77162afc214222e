// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.qca.phantom.LesionTruth;
import io.github.medsam2.qca.study.StudyPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Measures phantom lesions of known size from their true masks. As a program it writes the tables
 * of docs/qca-accuracy.md and the page of the study: folder, number of the first lesion, how many.
 */
final class PhantomStudy {
  /** Focal spot 0.093 mm and detector 0.175 mm at the detector, pixels of 0.308 mm. */
  static final double BLUR_PIXELS = 0.64;

  /** Lesions of which baselines know the truth. */
  private static final int OTHERS = 100;

  private static final String KNOWN = "Edges in the image, blur known:";

  private PhantomStudy() {}

  /** One lesion, with its truth in the projection and the numbers measured; no masks, no curves. */
  record Case(
      PhantomLesion.Card lesion, double mld, double rvd, double stenosis, Set<QualityFlag> flags) {
    static Case of(PhantomLesion lesion, QcaOptions options, int grow) {
      QcaResult r = lesion.measure(options, grow);
      return new Case(
          lesion.card(),
          r.mld().mm().orElseThrow(),
          r.rvd().mm().orElseThrow(),
          r.diameterStenosis(),
          r.flags());
    }

    LesionTruth.Lumen truth() {
      return lesion.truth();
    }

    double mldError() {
      return mld - truth().mldMm();
    }

    double rvdError() {
      return rvd - truth().rvdMm();
    }

    double stenosisError() {
      return stenosis - truth().diameterStenosis();
    }
  }

  private record Setting(QcaOptions options, int grow) {}

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
    return c.truth().rvdMm();
  }

  private static double ds(Case c) {
    return c.truth().diameterStenosis();
  }

  private static boolean overlapped(Case c) {
    return c.flags().contains(QualityFlag.OVERLAP_SUSPECTED);
  }

  static List<Case> cases(int from, int to, QcaOptions options, int grow) {
    List<Case> cases = new ArrayList<>();
    for (int i = from; i < to; i++) {
      cases.add(Case.of(new PhantomLesion(i), options, grow));
    }
    return cases;
  }

  /** Writes the tables and the page. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    int first = Integer.parseInt(args[1]);
    int end = first + Integer.parseInt(args[2]);
    QcaOptions known = QcaOptions.standard().withBlur(BLUR_PIXELS);
    Map<String, Setting> settings = new LinkedHashMap<>();
    settings.put(KNOWN, new Setting(known, 0));
    settings.put("The same from a mask one pixel too wide on every side:", new Setting(known, 1));
    settings.put("Edges in the image, blur unknown:", new Setting(QcaOptions.standard(), 0));
    settings.put(
        "Edges of the true mask alone:",
        new Setting(known.withEdges(QcaOptions.EdgeSource.MASK), 0));
    Map<String, List<Case>> cases = new LinkedHashMap<>();
    for (int i = first; i < end; i++) {
      PhantomLesion lesion = new PhantomLesion(i);
      settings.forEach(
          (name, s) ->
              cases
                  .computeIfAbsent(name, k -> new ArrayList<>())
                  .add(Case.of(lesion, s.options(), s.grow())));
    }
    StringBuilder text = new StringBuilder();
    cases.forEach((name, all) -> text.append(name).append("\n\n").append(table(all)).append('\n'));
    Files.writeString(folder.resolve("tables.md"), text.toString());
    List<PhantomLesion.Card> training = new ArrayList<>();
    for (int i = end; i < end + OTHERS; i++) {
      training.add(new PhantomLesion(i).card());
    }
    StudyPage.write(
        folder.resolve("study.html"),
        PhantomPage.study(cases.getOrDefault(KNOWN, List.of()), training));
  }
}
