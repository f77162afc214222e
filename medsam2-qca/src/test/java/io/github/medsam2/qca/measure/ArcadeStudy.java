// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.image.Mask;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.qca.geometry.Point2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * QCA on hand-drawn polygons of real angiograms: {@code arcade first step folder}. Prints whether
 * the narrowest site of a segment lies in the stenosis marked on it, what segments without a mark
 * read, and how often each flag stands; once for every segment alone, and once for whole trees, a
 * lesion counting for the segment at its site. Draws the trees of twenty images. Only images whose
 * place in the list is {@code first} modulo {@code step} are measured.
 */
final class ArcadeStudy {
  private ArcadeStudy() {}

  /**
   * One segment measured.
   *
   * @param marked whether a marked stenosis covers part of it
   * @param hit whether the narrowest site lies in a mark
   * @param chance share of the line that lies in a mark
   */
  record Row(int image, int segment, boolean marked, boolean hit, double chance, QcaResult result) {
    double stenosis() {
      return result.diameterStenosis();
    }
  }

  static Optional<Row> row(ArcadeImage a, int segment, Mask mask) {
    try {
      QcaResult r = new Qca(QcaOptions.standard()).measure(a.image(), mask, new Calibration.None());
      int inside = 0;
      for (Point2 p : r.function().centreLine()) {
        inside += in(a, p) ? 1 : 0;
      }
      double share = inside / (double) r.function().size();
      boolean hit = in(a, r.function().centreLine().get(r.site()));
      return Optional.of(new Row(a.number(), segment, inside >= 10, hit, share, r));
    } catch (NoVesselException none) {
      return Optional.empty();
    }
  }

  static boolean in(ArcadeImage a, Point2 p) {
    int x = (int) Math.round(p.x());
    int y = (int) Math.round(p.y());
    return a.stenoses().stream().anyMatch(m -> m.contains(x, y));
  }

  /** Prints the study and draws. */
  public static void main(String[] args) throws IOException {
    List<ArcadeImage> images = ArcadeImage.both(Path.of(args[0]));
    int first = Integer.parseInt(args[1]);
    int step = Integer.parseInt(args[2]);
    List<Row> rows = new ArrayList<>();
    int refused = 0;
    int drawn = 0;
    int[] counts = new int[7];
    List<Scored> trees = new ArrayList<>();
    for (int i = first; i < images.size(); i += step) {
      ArcadeImage a = images.get(i);
      for (var e : a.segments().entrySet()) {
        Optional<Row> row = row(a, e.getKey(), e.getValue());
        refused += row.isEmpty() ? 1 : 0;
        row.ifPresent(rows::add);
      }
      ArcadeTree tree = ArcadeTree.of(a);
      rows.stream()
          .filter(r -> r.image() == a.number())
          .forEach(r -> trees.add(new Scored(r.image(), r.marked(), tree.worst(r.segment()))));
      counts = tree.count(counts);
      if (args.length > 3 && drawn < 20 && i / step % 5 == 0) {
        Files.createDirectories(Path.of(args[3]));
        ImageFile.writePng(Path.of(args[3]).resolve(a.number() + ".png"), tree.picture());
        drawn++;
      }
    }
    print(images.size(), rows, refused);
    trees(trees);
    System.out.printf(
        Locale.ROOT,
        "whole trees: %d vessels, %d lesions, %d in a mark; the most severe of an image in %d of %d"
            + " images with a mark; share of all lines in marks %.3f%n",
        counts[0],
        counts[1],
        counts[2],
        counts[3],
        counts[4],
        counts[5] / (double) counts[6]);
  }

  /**
   * A segment within its tree.
   *
   * @param stenosis percent of the worst lesion in it; 0 where none is told
   */
  record Scored(int image, boolean marked, double stenosis) {}

  private static void trees(List<Scored> rows) {
    double[] marked = values(rows, true);
    double[] free = values(rows, false);
    System.out.printf(
        Locale.ROOT,
        "in whole trees: AUROC %.3f; quartiles unmarked %.0f %.0f %.0f, marked %.0f %.0f %.0f%n",
        auroc(marked, free),
        free[free.length / 4],
        free[free.length / 2],
        free[3 * free.length / 4],
        marked[marked.length / 4],
        marked[marked.length / 2],
        marked[3 * marked.length / 4]);
  }

  private static double[] values(List<Scored> rows, boolean marked) {
    return rows.stream()
        .filter(r -> r.marked() == marked)
        .mapToDouble(Scored::stenosis)
        .sorted()
        .toArray();
  }

  private static void print(int images, List<Row> rows, int refused) {
    List<Row> marked = rows.stream().filter(Row::marked).toList();
    List<Row> free = rows.stream().filter(r -> !r.marked()).toList();
    System.out.printf(
        Locale.ROOT,
        "%d images in both sets; %d segments measured, %d refused; %d with a mark, %d without%n",
        images,
        rows.size(),
        refused,
        marked.size(),
        free.size());
    double hits = marked.stream().mapToDouble(r -> r.hit() ? 1 : 0).average().orElse(0);
    double chance = marked.stream().mapToDouble(Row::chance).average().orElse(0);
    double[] bounds = bootstrap(marked);
    System.out.printf(
        Locale.ROOT,
        "site in the mark %.3f, chance %.3f, difference %.3f to %.3f (95 %%, by image)%n",
        hits,
        chance,
        bounds[0],
        bounds[1]);
    percentiles("all unmarked", free);
    percentiles("unmarked, not flagged", free.stream().filter(ArcadeStudy::clean).toList());
    percentiles("marked", marked);
    System.out.printf(
        Locale.ROOT,
        "AUROC %.3f; of those not flagged %.3f%n",
        auroc(marked, free),
        auroc(
            marked.stream().filter(ArcadeStudy::clean).toList(),
            free.stream().filter(ArcadeStudy::clean).toList()));
    TreeMap<QualityFlag, int[]> flags = new TreeMap<>();
    for (Row r : rows) {
      r.result()
          .flags()
          .forEach(f -> flags.computeIfAbsent(f, k -> new int[2])[r.marked() ? 1 : 0]++);
    }
    flags.forEach(
        (f, n) ->
            System.out.printf(
                Locale.ROOT,
                "%s %.0f %% of unmarked, %.0f %% of marked%n",
                f,
                100.0 * n[0] / free.size(),
                100.0 * n[1] / marked.size()));
  }

  private static boolean clean(Row r) {
    return r.result().flags().stream()
        .allMatch(f -> f == QualityFlag.NOT_CALIBRATED || f == QualityFlag.BLUR_UNKNOWN);
  }

  private static void percentiles(String name, List<Row> rows) {
    double[] ds = rows.stream().mapToDouble(Row::stenosis).sorted().toArray();
    if (ds.length > 0) {
      System.out.printf(
          Locale.ROOT,
          "%s (%d): %%DS quartiles %.0f %.0f %.0f%n",
          name,
          ds.length,
          ds[ds.length / 4],
          ds[ds.length / 2],
          ds[3 * ds.length / 4]);
    }
  }

  private static double auroc(List<Row> marked, List<Row> free) {
    return auroc(
        marked.stream().mapToDouble(Row::stenosis).toArray(),
        free.stream().mapToDouble(Row::stenosis).toArray());
  }

  private static double auroc(double[] marked, double[] free) {
    double wins = 0;
    for (double m : marked) {
      for (double f : free) {
        wins += m > f ? 1 : m == f ? 0.5 : 0;
      }
    }
    return wins / Math.max(1, (double) marked.length * free.length);
  }

  /** The difference of hits and chance, images drawn with replacement. */
  private static double[] bootstrap(List<Row> marked) {
    int[] images = marked.stream().mapToInt(Row::image).distinct().toArray();
    SplittableRandom random = new SplittableRandom(1);
    double[] differences = new double[2000];
    for (int k = 0; k < differences.length; k++) {
      double sum = 0;
      int n = 0;
      for (int j = 0; j < images.length; j++) {
        int image = images[random.nextInt(images.length)];
        for (Row r : marked) {
          if (r.image() == image) {
            sum += (r.hit() ? 1 : 0) - r.chance();
            n++;
          }
        }
      }
      differences[k] = sum / Math.max(1, n);
    }
    Arrays.sort(differences);
    return new double[] {differences[50], differences[1950]};
  }
}
