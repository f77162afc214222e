// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.realism;

import io.github.medsam2.qca.anatomy.SyntaxSegment;
import io.github.medsam2.qca.anatomy.TreeSide;
import io.github.medsam2.qca.phantom.FrameTruth;
import io.github.medsam2.qca.phantom.Phantom;
import io.github.medsam2.qca.phantom.PhantomConfig;
import io.github.medsam2.qca.phantom.Population;
import io.github.medsam2.qca.phantom.SegmentTruth;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/**
 * How far the population of phantoms is from real angiograms. As a program: the folder of ARCADE's
 * {@code syntax/train}, a folder for table and contact sheets, and how many pictures of each.
 */
final class RealismStudy {
  private static final int SHEET = 4;
  private static final int TILE = 384;
  private static final int FILLED = 36;

  private RealismStudy() {}

  /** Pictures of one tree: their features and the first of them as a sheet. */
  private static final class Group {
    final List<double[]> features = new ArrayList<>();
    final BufferedImage sheet =
        new BufferedImage(SHEET * TILE, SHEET * TILE, BufferedImage.TYPE_BYTE_GRAY);

    void add(Picture p) {
      int k = features.size();
      features.add(p.features());
      if (k < SHEET * SHEET) {
        Graphics2D g = sheet.createGraphics();
        g.setRenderingHint(
            RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.drawImage(image(p), k % SHEET * TILE, k / SHEET * TILE, TILE, TILE, null);
        g.dispose();
      }
    }

    double middle(int feature, double share) {
      double[] v = features.stream().mapToDouble(f -> f[feature]).sorted().toArray();
      return v.length == 0 ? Double.NaN : v[(int) (share * (v.length - 1))];
    }
  }

  private static BufferedImage image(Picture p) {
    BufferedImage b = new BufferedImage(Picture.SIZE, Picture.SIZE, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < p.grey().length; i++) {
      b.getRaster().setSample(i % Picture.SIZE, i / Picture.SIZE, 0, (int) p.grey()[i]);
    }
    return b;
  }

  public static void main(String[] args) throws IOException {
    Path arcade = Path.of(args[0]);
    Path out = Files.createDirectories(Path.of(args[1]));
    int n = Integer.parseInt(args[2]);
    Map<String, Group> groups = new TreeMap<>();
    for (TreeSide side : TreeSide.values()) {
      groups.put("real " + side, new Group());
      groups.put("phantom " + side, new Group());
    }
    real(arcade, n, groups);
    phantoms(n, groups);
    StringBuilder t = new StringBuilder("| median (10 % to 90 %) |");
    groups.keySet().forEach(k -> t.append(' ').append(k).append(" |"));
    t.append("\n|---|").append("---|".repeat(groups.size())).append('\n');
    for (int f = 0; f < Picture.NAMES.length; f++) {
      t.append("| ").append(Picture.NAMES[f]).append(" |");
      for (Group g : groups.values()) {
        t.append(
            String.format(
                Locale.ROOT,
                " %.1f (%.1f to %.1f) |",
                g.middle(f, 0.5),
                g.middle(f, 0.1),
                g.middle(f, 0.9)));
      }
      t.append('\n');
    }
    t.append("pictures: ");
    groups.forEach((k, g) -> t.append(k).append(' ').append(g.features.size()).append("; "));
    Files.writeString(out.resolve("realism.md"), t.append('\n').toString());
    for (Map.Entry<String, Group> g : groups.entrySet()) {
      Path file = out.resolve(g.getKey().replace(' ', '-') + ".png");
      ImageIO.write(g.getValue().sheet, "png", file.toFile());
    }
  }

  private static void phantoms(int n, Map<String, Group> groups) {
    for (long seed = 0; seed < n; seed++) {
      PhantomConfig c = Population.draw(seed).withFrames(60, 15);
      Phantom p = new Phantom(c);
      FrameTruth t = p.truth(FILLED);
      boolean[] vessel = new boolean[Picture.SIZE * Picture.SIZE];
      int shown = 0;
      for (SegmentTruth s : t.segments()) {
        // Readers outline what they see: filled segments with some area.
        if (s.filling() > 0.3 && s.mask().area() > 100) {
          shown++;
          for (int i = 0; i < vessel.length; i++) {
            vessel[i] |= s.mask().contains(i % Picture.SIZE, i / Picture.SIZE);
          }
        }
      }
      add(groups, "phantom " + c.tree(), new Picture(Picture.grey(p.frame(FILLED)), vessel, shown));
    }
  }

  private static void real(Path arcade, int n, Map<String, Group> groups) throws IOException {
    Map<Integer, List<String[]>> byImage = new TreeMap<>();
    for (String line : Files.readAllLines(arcade.resolve("polygons.tsv"))) {
      String[] column = line.split("\t", -1);
      byImage.computeIfAbsent(Integer.parseInt(column[0]), k -> new ArrayList<>()).add(column);
    }
    List<Integer> images = new ArrayList<>(byImage.keySet());
    int stride = Math.max(1, images.size() / n);
    for (int k = 0; k < images.size() && k / stride < n; k += stride) {
      List<String[]> polygons = byImage.getOrDefault(images.get(k), List.of());
      BufferedImage mask =
          new BufferedImage(Picture.SIZE, Picture.SIZE, BufferedImage.TYPE_BYTE_GRAY);
      Graphics2D g = mask.createGraphics();
      int left = 0;
      for (String[] p : polygons) {
        g.fill(polygon(p[2]));
        left +=
            SyntaxSegment.ofArcade(Integer.parseInt(p[1])).cass().tree() == TreeSide.LEFT ? 1 : -1;
      }
      g.dispose();
      boolean[] vessel = new boolean[Picture.SIZE * Picture.SIZE];
      for (int i = 0; i < vessel.length; i++) {
        vessel[i] = mask.getRaster().getSample(i % Picture.SIZE, i / Picture.SIZE, 0) > 0;
      }
      float[] grey = Picture.grey(ImageIO.read(arcade.resolve(images.get(k) + ".jpg").toFile()));
      int segments = (int) polygons.stream().map(p -> p[1]).distinct().count();
      TreeSide side = left > 0 ? TreeSide.LEFT : TreeSide.RIGHT;
      add(groups, "real " + side, new Picture(grey, vessel, segments));
    }
  }

  private static void add(Map<String, Group> groups, String name, Picture picture) {
    groups.computeIfAbsent(name, k -> new Group()).add(picture);
  }

  private static Polygon polygon(String text) {
    double[] v =
        Arrays.stream(text.trim().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
    Polygon p = new Polygon();
    for (int i = 0; i + 1 < v.length; i += 2) {
      p.addPoint((int) Math.round(v[i]), (int) Math.round(v[i + 1]));
    }
    return p;
  }
}
