// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.ImageFile;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A real angiogram with the polygons of its segments (SYNTAX, 1 to 25) and those of its stenoses.
 *
 * @param number in the set of segments
 * @param segments masks by category
 * @param stenoses masks; empty where nobody marked any
 */
record ArcadeImage(int number, Image image, Map<Integer, Mask> segments, List<Mask> stenoses) {
  private static final int SIZE = 512;

  /** Mean difference of block means below which two pictures are one, grey levels. */
  private static final double SAME = 0.5;

  /** The images that stand in both training sets, found by their pixels. */
  static List<ArcadeImage> both(Path arcade) throws IOException {
    Map<Integer, Image> stenosis = images(arcade.resolve("stenosis/train"));
    Map<Integer, float[]> prints = new TreeMap<>();
    stenosis.forEach((n, image) -> prints.put(n, print(image)));
    Map<Integer, Map<Integer, List<Mask>>> marks = polygons(arcade.resolve("stenosis/train"));
    Map<Integer, Map<Integer, List<Mask>>> segments = polygons(arcade.resolve("syntax/train"));
    List<ArcadeImage> all = new ArrayList<>();
    images(arcade.resolve("syntax/train"))
        .forEach(
            (n, image) -> {
              int other = match(print(image), prints);
              if (other >= 0) {
                Map<Integer, Mask> masks = new TreeMap<>();
                segments
                    .getOrDefault(n, Map.of())
                    .forEach((k, m) -> masks.put(k, m.stream().reduce(Mask::union).orElseThrow()));
                List<Mask> found = marks.getOrDefault(other, Map.of()).getOrDefault(26, List.of());
                all.add(new ArcadeImage(n, image, masks, found));
              }
            });
    return all;
  }

  /** Means of blocks of 16 by 16 pixels: the copies were compressed one by one. */
  private static float[] print(Image image) {
    float[] plane = image.plane(0);
    float[] means = new float[SIZE / 16 * SIZE / 16];
    for (int i = 0; i < plane.length; i++) {
      means[i / SIZE / 16 * (SIZE / 16) + i % SIZE / 16] += plane[i] / 256;
    }
    return means;
  }

  private static int match(float[] print, Map<Integer, float[]> prints) {
    for (Map.Entry<Integer, float[]> e : prints.entrySet()) {
      double sum = 0;
      for (int i = 0; i < print.length && sum < SAME * print.length; i++) {
        sum += Math.abs(print[i] - e.getValue()[i]);
      }
      if (sum < SAME * print.length) {
        return e.getKey();
      }
    }
    return -1;
  }

  private static Map<Integer, Image> images(Path folder) throws IOException {
    Map<Integer, Image> images = new TreeMap<>();
    try (var files = Files.list(folder)) {
      for (Path f : files.filter(p -> p.toString().endsWith(".jpg")).toList()) {
        String name = f.getFileName().toString();
        images.put(
            Integer.parseInt(name.substring(0, name.length() - 4)), ImageFile.read(f).toGray());
      }
    }
    return images;
  }

  private static Map<Integer, Map<Integer, List<Mask>>> polygons(Path folder) throws IOException {
    Map<Integer, Map<Integer, List<Mask>>> all = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("polygons.tsv"))) {
      String[] part = line.split("\t");
      all.computeIfAbsent(Integer.parseInt(part[0]), k -> new TreeMap<>())
          .computeIfAbsent(Integer.parseInt(part[1]), k -> new ArrayList<>())
          .add(fill(part[2].split(" ")));
    }
    return all;
  }

  private static Mask fill(String[] xy) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i + 1 < xy.length; i += 2) {
      double x = Double.parseDouble(xy[i]);
      double y = Double.parseDouble(xy[i + 1]);
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    BufferedImage picture = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = picture.createGraphics();
    g.setColor(Color.WHITE);
    g.fill(path);
    g.dispose();
    byte[] bytes = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    return Mask.of(SIZE, SIZE, bytes);
  }
}
