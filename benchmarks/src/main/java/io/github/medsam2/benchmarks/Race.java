// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.ModelOptions;
import io.github.medsam2.Preset;
import io.github.medsam2.benchmarks.Contender.Turn;
import io.github.medsam2.benchmarks.Contender.Work;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * This library and the original in Python at the same work in one run, in turn (A B A B): the
 * ratios of neighbouring turns say more on a shared machine than two times of two hours.
 */
final class Race {
  private static final int TURNS = 9;
  private static final Path SCRIPT = Path.of("benchmarks", "sam2_python.py");

  private final List<Contender> contenders = new ArrayList<>();
  private final Map<Work, Map<Contender, List<Turn>>> turns = new LinkedHashMap<>();

  private Race() {}

  static void run(Arguments arguments, PrintStream out) {
    out.println(Machine.describe());
    Race race = new Race();
    try {
      race.enter(arguments);
      race.run(arguments.runs(TURNS));
      for (Work work : Work.values()) {
        race.table(work, out);
      }
    } finally {
      race.contenders.forEach(Contender::close);
    }
  }

  private void enter(Arguments arguments) {
    Path file = arguments.checkpoint();
    int threads = arguments.threads();
    ModelOptions options = ModelOptions.defaults().engine("onnx").threads(threads);
    for (Preset preset : List.of(Preset.EXACT, Preset.FAST)) {
      contenders.add(new ProductContender("this library, " + preset, file, options.preset(preset)));
    }
    Optional<Path> original = arguments.original();
    if (original.isPresent()) {
      Path script = Files.exists(SCRIPT) ? SCRIPT : SCRIPT.getFileName();
      for (String type : types()) {
        contenders.add(new PythonContender(script, original.get(), threads, type));
      }
    }
  }

  /** Without instructions for it, bfloat16 takes minutes and nobody uses it. */
  private static List<String> types() {
    boolean half = Machine.has("avx512_bf16") || Machine.has("amx_bf16");
    return half ? List.of("float32", "bfloat16") : List.of("float32");
  }

  private void run(int count) {
    for (int i = 0; i < count; i++) {
      for (Work work : Work.values()) {
        for (Contender c : contenders) {
          c.once(work); // wakes its threads and caches
          turns
              .computeIfAbsent(work, w -> new LinkedHashMap<>())
              .computeIfAbsent(c, k -> new ArrayList<>())
              .add(c.once(work));
        }
      }
    }
  }

  private void table(Work work, PrintStream out) {
    Map<Contender, List<Turn>> all = turns.getOrDefault(work, Map.of());
    List<Turn> ours = all.getOrDefault(contenders.get(0), List.of());
    out.println();
    out.println(
        "| "
            + work.word()
            + " | median ms | least ms | CPU ms | over EXACT (quartiles) | by CPU |");
    out.println("|---|---|---|---|---|---|");
    all.forEach(
        (contender, theirs) ->
            out.println(
                String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f | %.0f | %s | %s |",
                    contender.name(),
                    quartile(theirs, Turn::wall, 0.5),
                    quartile(theirs, Turn::wall, 0),
                    quartile(theirs, Turn::processor, 0.5),
                    ratio(theirs, ours, Turn::wall),
                    ratio(theirs, ours, Turn::processor))));
    out.println("load " + Machine.load());
  }

  private static String ratio(List<Turn> theirs, List<Turn> ours, ToDoubleFunction<Turn> what) {
    double[] ratios = new double[ours.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = what.applyAsDouble(theirs.get(i)) / what.applyAsDouble(ours.get(i));
    }
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f)",
        quantile(ratios, 0.5),
        quantile(ratios, 0.25),
        quantile(ratios, 0.75));
  }

  private static double quartile(List<Turn> turns, ToDoubleFunction<Turn> what, double share) {
    return quantile(turns.stream().mapToDouble(what).toArray(), share);
  }

  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}
