// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.image.BufferedImages;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.qca.geometry.Point2;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All segments of an image measured as one tree, so that ends of polygons are no ends of vessels.
 *
 * @param vessels the main line first
 * @param owner number of the vessel with most samples in a segment
 */
record ArcadeTree(ArcadeImage image, List<QcaResult> vessels, Map<Integer, Integer> owner) {
  /** Gaps between polygons that are closed, pixels to each side. */
  private static final int GAP = 4;

  private static final int SIZE = 512;
  private static final int ZOOM = 2;
  private static final int TOLD = 15;

  static ArcadeTree of(ArcadeImage image) {
    Mask all = image.segments().values().stream().reduce(Mask::union).orElseThrow();
    Mask joined = all.union(inverse(grown(inverse(grown(all)))));
    List<QcaResult> vessels =
        new Qca(QcaOptions.standard())
            .measureAll(image.image(), joined, new Calibration.None(), Subject.unknown());
    Map<Integer, Integer> owner = new HashMap<>();
    Map<Integer, Integer> most = new HashMap<>();
    for (int v = 0; v < vessels.size(); v++) {
      Map<Integer, Integer> count = new HashMap<>();
      vessels
          .get(v)
          .function()
          .centreLine()
          .forEach(p -> count.merge(at(image, p), 1, Integer::sum));
      for (Map.Entry<Integer, Integer> e : count.entrySet()) {
        if (e.getValue() > most.getOrDefault(e.getKey(), 0)) {
          most.put(e.getKey(), e.getValue());
          owner.put(e.getKey(), v);
        }
      }
    }
    return new ArcadeTree(image, vessels, owner);
  }

  /** Percent of the worst lesion of the vessel of a segment that lies in the segment; 0 if none. */
  double worst(int segment) {
    double worst = 0;
    QcaResult r = vessels.get(owner.getOrDefault(segment, 0));
    for (Lesion l : r.lesions()) {
      boolean here = at(image, r.function().centreLine().get(l.site())) == segment;
      worst = here ? Math.max(worst, l.diameterStenosis()) : worst;
    }
    return worst;
  }

  /** Adds: vessels, lesions, those in marks, worst in mark, images with marks, samples in, all. */
  int[] count(int[] before) {
    int[] n = before.clone();
    double top = 0;
    boolean hit = false;
    for (QcaResult r : vessels) {
      n[0]++;
      for (Lesion l : r.lesions()) {
        boolean in = ArcadeStudy.in(image, r.function().centreLine().get(l.site()));
        boolean told = l.diameterStenosis() >= TOLD;
        n[1] += told ? 1 : 0;
        n[2] += told && in ? 1 : 0;
        hit = l.diameterStenosis() > top ? in : hit;
        top = Math.max(top, l.diameterStenosis());
      }
      for (Point2 p : r.function().centreLine()) {
        n[5] += image.stenoses().isEmpty() ? 0 : ArcadeStudy.in(image, p) ? 1 : 0;
        n[6] += image.stenoses().isEmpty() ? 0 : 1;
      }
    }
    n[3] += !image.stenoses().isEmpty() && hit ? 1 : 0;
    n[4] += image.stenoses().isEmpty() ? 0 : 1;
    return n;
  }

  /** The segment at a place, or the nearest within a few pixels, or 0. */
  private static int at(ArcadeImage a, Point2 p) {
    int x = (int) Math.round(p.x());
    int y = (int) Math.round(p.y());
    for (int r = 0; r < 10; r++) {
      for (Map.Entry<Integer, Mask> e : a.segments().entrySet()) {
        for (int k = -r; k <= r; k++) {
          Mask m = e.getValue();
          boolean in =
              m.contains(x + k, y - r)
                  || m.contains(x + k, y + r)
                  || m.contains(x - r, y + k)
                  || m.contains(x + r, y + k);
          if (in) {
            return e.getKey();
          }
        }
      }
    }
    return 0;
  }

  private static Mask grown(Mask mask) {
    byte[] out = new byte[SIZE * SIZE];
    mask.forEachRun(
        (y, from, to) -> {
          for (int dy = -GAP; dy <= GAP; dy++) {
            int wide = (int) Math.sqrt(GAP * GAP - dy * dy);
            for (int x = Math.max(0, from - wide); x < Math.min(SIZE, to + wide); x++) {
              if (y + dy >= 0 && y + dy < SIZE) {
                out[(y + dy) * SIZE + x] = 1;
              }
            }
          }
        });
    return Mask.of(SIZE, SIZE, out);
  }

  private static Mask inverse(Mask mask) {
    byte[] out = new byte[SIZE * SIZE];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (mask.contains(i % SIZE, i / SIZE) ? 0 : 1);
    }
    return Mask.of(SIZE, SIZE, out);
  }

  /** Edges of every vessel, reference edges, lesions as percent of reference, marks in yellow. */
  Image picture() {
    BufferedImage picture =
        new BufferedImage(ZOOM * SIZE, ZOOM * SIZE, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    for (int y = 0; y < ZOOM * SIZE; y++) {
      for (int x = 0; x < ZOOM * SIZE; x++) {
        int v = (int) image.image().value(x / ZOOM, y / ZOOM, 0);
        picture.setRGB(x, y, v << 16 | v << 8 | v);
      }
    }
    g.setColor(new Color(255, 200, 0, 70));
    for (Mask m : image.stenoses()) {
      m.forEachRun((y, from, to) -> g.fillRect(ZOOM * from, ZOOM * y, ZOOM * (to - from), ZOOM));
    }
    for (QcaResult r : vessels) {
      draw(g, r);
    }
    g.dispose();
    return BufferedImages.toImage(picture);
  }

  private static void draw(Graphics2D g, QcaResult r) {
    g.setStroke(new BasicStroke(1));
    line(g, r.function().left(), Color.CYAN);
    line(g, r.function().right(), Color.CYAN);
    for (Lesion l : r.lesions()) {
      if (l.diameterStenosis() >= TOLD) {
        Point2 p = r.function().centreLine().get(l.site());
        double half = r.function().reference().get(l.site()) / 2;
        Point2 across = r.function().left().get(l.site()).minus(p).unit();
        line(g, List.of(p.plus(-half, across), p.plus(half, across)), Color.RED);
        Point2 from = r.function().centreLine().get(l.start());
        Point2 to = r.function().centreLine().get(l.end());
        line(g, List.of(from, from.plus(1.5 * half, across)), Color.GREEN);
        line(g, List.of(to, to.plus(1.5 * half, across)), Color.GREEN);
        g.setColor(Color.RED);
        String text =
            String.format(Locale.ROOT, "%.0f %% of %.0f", l.diameterStenosis(), l.rvd().pixels());
        g.drawString(text, (int) (ZOOM * p.x()) + 14, (int) (ZOOM * p.y()));
      }
    }
  }

  private static void line(Graphics2D g, List<Point2> points, Color color) {
    g.setColor(color);
    for (int i = 1; i < points.size(); i++) {
      Point2 a = points.get(i - 1);
      Point2 b = points.get(i);
      int half = ZOOM / 2;
      g.drawLine(
          (int) (ZOOM * a.x()) + half,
          (int) (ZOOM * a.y()) + half,
          (int) (ZOOM * b.x()) + half,
          (int) (ZOOM * b.y()) + half);
    }
  }
}
