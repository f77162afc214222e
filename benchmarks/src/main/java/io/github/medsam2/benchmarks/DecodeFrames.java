// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.pixel.DicomFrames;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a compressed frame costs to read, from the open file to an image, on one thread: of files
 * the library writes itself, and of a folder of the user's. The processor time of the thread is
 * what a core of its own would take, whatever else runs.
 */
final class DecodeFrames {
  private static final int WARM_UP = 40;
  private static final int RUNS = 60;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final PrintStream out;
  private final int runs;

  private DecodeFrames(PrintStream out, int runs) {
    this.out = out;
    this.runs = runs;
  }

  static void run(Arguments arguments, PrintStream out) {
    out.println(Machine.describe());
    out.println();
    out.println(
        "| file | size | syntax | CPU ms/frame | least | least wall ms | frames/s per core | load |");
    out.println("|---|---|---|---|---|---|---|---|");
    DecodeFrames decode = new DecodeFrames(out, arguments.runs(RUNS));
    for (byte[] file : Angiogram.files()) {
      decode.file("made", file);
    }
    arguments.files().ifPresent(decode::folder);
  }

  private void folder(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> files = all.filter(f -> f.toString().endsWith(".dcm")).sorted().toList();
      for (Path file : files) {
        file(String.valueOf(file.getFileName()), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void file(String name, byte[] bytes) {
    try (DicomFile file = DicomFile.read(bytes)) {
      DicomFrames frames = file.frames();
      double[] processor = new double[runs];
      double[] wall = new double[runs];
      for (int i = -WARM_UP; i < runs; i++) {
        long used = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        frames.frame(Math.floorMod(i, frames.count()));
        wall[Math.max(0, i)] = (System.nanoTime() - start) * 1e-6;
        processor[Math.max(0, i)] = (threads.getCurrentThreadCpuTime() - used) * 1e-6;
      }
      row(name, file, frames.width() + " x " + frames.height(), processor, wall);
    }
  }

  private void row(String name, DicomFile file, String size, double[] processor, double[] wall) {
    double median = Timing.median(processor);
    out.println(
        String.format(
            Locale.ROOT,
            "| %s | %s | %s | %.2f | %.2f | %.2f | %.0f | %s |",
            name,
            size,
            file.transferSyntax().label(),
            median,
            Arrays.stream(processor).min().orElse(Double.NaN),
            Arrays.stream(wall).min().orElse(Double.NaN),
            1000 / median,
            Machine.load()));
  }
}
