// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch;

import com.sun.management.OperatingSystemMXBean;
import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.Segmentation;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.image.Image;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.model.xca.XcaNano;
import io.github.medsam2.testing.NanoModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a batch costs beside its cases: {@code folder cases rounds}. Angiogram-sized pictures with
 * xca-nano at 512 pixels, once prompted one by one with their masks written, once as a batch, in
 * turn; processor time and resident memory of the process after each. One thread.
 */
final class BatchStudy {
  private static final double NANOS = 1e9;
  private static final int SIDE = 512;

  private BatchStudy() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    int cases = Integer.parseInt(args[1]);
    int rounds = Integer.parseInt(args[2]);
    Files.createDirectories(folder.resolve("images"));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < cases; i++) {
      ImageFile.writePng(folder.resolve("images/" + i + ".png"), picture(i));
      lines.add(Cases.line("case " + i, "images/" + i + ".png"));
    }
    Path list = Files.write(folder.resolve("cases.jsonl"), lines);
    double[] alone = new double[rounds];
    double[] batch = new double[rounds];
    try (Checkpoint weights = XcaNano.weights();
        MedSam2 model = MedSam2.of(weights, ModelOptions.defaults().threads(1))) {
      one(model, folder, 0);
      for (int r = 0; r < rounds; r++) {
        double begun = processor();
        for (int i = 0; i < cases; i++) {
          one(model, folder, i);
        }
        alone[r] = processor() - begun;
        begun = processor();
        Batch.of(model, list, folder.resolve("results" + r)).run(p -> true);
        batch[r] = processor() - begun;
        System.out.printf(
            Locale.ROOT,
            "round %d: %d cases one by one %.2f s, as a batch %.2f s, resident %d MB%n",
            r + 1,
            cases,
            alone[r],
            batch[r],
            residentMegabytes());
      }
    }
    System.out.printf(
        Locale.ROOT, "overhead of the batch %.1f %%%n", 100 * (sum(batch) / sum(alone) - 1));
  }

  private static Image picture(int number) {
    byte[] grey = new byte[SIDE * SIDE];
    Image small = NanoModel.image(number);
    float[] values = small.plane(0);
    for (int i = 0; i < grey.length; i++) {
      int x = i % SIDE * small.width() / SIDE;
      int y = i / SIDE * small.height() / SIDE;
      grey[i] = (byte) (values[y * small.width() + x] + number % 7);
    }
    return Image.gray8(SIDE, SIDE, grey);
  }

  private static void one(MedSam2 model, Path folder, int number) throws IOException {
    try (ImageEmbedding e =
        model.embed(ImageFile.read(folder.resolve("images/" + number + ".png")))) {
      Segmentation s = model.prompt(e).box(20, 16, 70, 50).predict();
      ImageFile.writePng(folder.resolve("alone.png"), s.mask());
      Files.writeString(folder.resolve("alone.json"), s.receipt().toJson());
    }
  }

  private static double processor() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / NANOS;
  }

  private static long residentMegabytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
              .filter(l -> l.startsWith("VmRSS:"))
              .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
              .sum()
          / 1024;
    }
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }
}
