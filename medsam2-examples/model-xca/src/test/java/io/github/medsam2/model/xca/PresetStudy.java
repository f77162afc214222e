// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import io.github.medsam2.Direction;
import io.github.medsam2.FrameResult;
import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.Preset;
import io.github.medsam2.VideoSession;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.data.warp.WarpedClips;
import io.github.medsam2.evaluate.BoxDrawing;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * What the preset FAST changes of masks: {@code PresetStudy ARCADE OUT FIRST LAST CLIPS}. Segments
 * of val by their box, exact beside fast, and the ten that differ most as pictures (exact red, fast
 * green, both yellow); stills that were made to move, followed from the true masks for 40 frames.
 */
final class PresetStudy {
  private static final int LATER = 40;
  private static final int FRAMES = 56;
  private static final int PICTURES = 10;
  private static final int GREY_SHARE = 2;

  private final MedSam2 exact = XcaNano.load(ModelOptions.defaults().preset(Preset.EXACT));
  private final MedSam2 fast = XcaNano.load(ModelOptions.defaults().preset(Preset.FAST));
  private final List<Pair> pairs = new ArrayList<>();

  private record Pair(
      String name, Image image, Mask exact, Mask fast, double between, double gain) {}

  public static void main(String... arguments) throws IOException {
    SampleSet val = new XcaData(Path.of(arguments[0])).val();
    Path out = Files.createDirectories(Path.of(arguments[1]));
    SampleSet part = val.part(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
    PresetStudy study = new PresetStudy();
    try {
      study.stills(part, out);
      int clips = Math.min(Integer.parseInt(arguments[4]), part.size());
      study.moved(new WarpedClips(part.part(0, clips), FRAMES, 5));
    } finally {
      study.exact.close();
      study.fast.close();
    }
  }

  private void stills(SampleSet samples, Path out) throws IOException {
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      try (ImageEmbedding a = exact.embed(sample.image());
          ImageEmbedding b = fast.embed(sample.image())) {
        for (int o = 0; o < sample.objects().size(); o++) {
          pairs.add(pair(sample, o, a, b));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::between));
    for (int i = 0; i < Math.min(PICTURES, pairs.size()); i++) {
      Pair p = pairs.get(i);
      String name = String.format(Locale.ROOT, "%d-%s-%.3f.png", i, p.name, p.between);
      ImageIO.write(picture(p), "png", out.resolve(name).toFile());
    }
    System.out.println("segments " + pairs.size());
    print("Dice of fast and exact masks", pairs.stream().mapToDouble(Pair::between).toArray());
    print("change of Dice against truth", pairs.stream().mapToDouble(Pair::gain).toArray());
  }

  private Pair pair(Sample sample, int index, ImageEmbedding a, ImageEmbedding b) {
    SampleObject object = sample.objects().get(index);
    BoxPrompt box = BoxDrawing.EXACT.around(object.mask(), sample.id(), index, 0);
    Mask first = exact.prompt(a).box(box.x0(), box.y0(), box.x1(), box.y1()).predict().mask();
    Mask second = fast.prompt(b).box(box.x0(), box.y0(), box.x1(), box.y1()).predict().mask();
    double gain = dice(second, object.mask()) - dice(first, object.mask());
    String name = sample.id().replaceAll("\\W+", "_") + "_" + index;
    return new Pair(name, sample.image(), first, second, dice(first, second), gain);
  }

  private void moved(SampleSet clips) {
    List<Double> last = new ArrayList<>();
    for (int i = 0; i < clips.size(); i++) {
      Sample clip = clips.get(i);
      int start = filled(clip);
      List<Mask> first = followed(exact, clip, start);
      List<Mask> second = followed(fast, clip, start);
      for (int o = 0; o < first.size(); o++) {
        last.add(dice(first.get(o), second.get(o)));
      }
    }
    print(
        "Dice of fast and exact masks " + LATER + " frames later",
        last.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The frame of most contrast among those that {@link #LATER} frames follow. */
  private static int filled(Sample clip) {
    int best = 0;
    long most = -1;
    for (int f = 0; f + LATER < clip.frames().size(); f++) {
      int frame = f;
      long area = clip.objects().stream().mapToLong(o -> o.masks().get(frame).area()).sum();
      if (area > most) {
        best = f;
        most = area;
      }
    }
    return best;
  }

  private static List<Mask> followed(MedSam2 model, Sample clip, int start) {
    List<String> names = new ArrayList<>();
    List<Image> frames = clip.frames().subList(start, start + LATER + 1);
    try (VideoSession session = model.session(FrameSource.of(frames))) {
      for (SampleObject object : clip.objects()) {
        Mask mask = object.masks().get(start);
        if (!mask.isEmpty()) {
          names.add("vessel " + names.size());
          session.object(names.get(names.size() - 1)).on(0).mask(mask);
        }
      }
      List<Mask> last = List.of();
      for (FrameResult result : session.propagate(Direction.FORWARD)) {
        last = names.stream().map(result::mask).toList();
      }
      return last;
    }
  }

  /** Two empty masks agree. */
  private static double dice(Mask a, Mask b) {
    int sum = a.area() + b.area();
    return sum == 0 ? 1 : 2.0 * a.intersection(b).area() / sum;
  }

  private static void print(String what, double[] values) {
    double[] v = values.clone();
    Arrays.sort(v);
    double mean = Arrays.stream(v).average().orElse(Double.NaN);
    System.out.printf(
        Locale.ROOT,
        "%s: n %d, mean %.4f, least %.4f, 5 %% %.4f, median %.4f, largest %.4f%n",
        what,
        v.length,
        mean,
        v[0],
        v[v.length / 20],
        v[v.length / 2],
        v[v.length - 1]);
  }

  private static BufferedImage picture(Pair p) {
    int width = p.image.width();
    BufferedImage out = new BufferedImage(width, p.image.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < p.image.height(); y++) {
      for (int x = 0; x < width; x++) {
        int grey = (int) p.image.value(x, y, 0) / GREY_SHARE;
        int red = p.exact.contains(x, y) ? 255 : grey;
        int green = p.fast.contains(x, y) ? 255 : grey;
        out.setRGB(x, y, red << 16 | green << 8 | grey);
      }
    }
    return out;
  }
}
