package io.github.medsam2.benchmarks;

import io.github.medsam2.error.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every command takes.
 *
 * @param engines {@code --engine onnx,torch}: one or more of {@link EngineChoice}
 * @param threads {@code --threads 1,2}: one or more counts
 * @param given {@code --checkpoint FILE}; none for the benchmark model
 * @param runs {@code --runs N}: repetitions, after warm-up; 0 for the command's own number
 */
record Arguments(
    List<EngineChoice> engines, List<Integer> threads, @Nullable Path given, int runs) {

  static Arguments parse(List<String> words) {
    int processors = Runtime.getRuntime().availableProcessors();
    Arguments a = new Arguments(List.of(EngineChoice.ONNX), List.of(processors), null, 0);
    for (int i = 0; i < words.size(); i += 2) {
      if (i + 1 == words.size()) {
        throw wrong(words.get(i), "a value after it", "nothing");
      }
      a = a.with(words.get(i), words.get(i + 1));
    }
    return a;
  }

  private Arguments with(String option, String value) {
    return switch (option) {
      case "--engine" ->
          new Arguments(
              Arrays.stream(value.split(",", -1)).map(EngineChoice::named).toList(),
              threads,
              given,
              runs);
      case "--threads" ->
          new Arguments(
              engines,
              Arrays.stream(value.split(",", -1)).map(v -> count(option, v)).toList(),
              given,
              runs);
      case "--checkpoint" -> new Arguments(engines, threads, Path.of(value), runs);
      case "--runs" -> new Arguments(engines, threads, given, count(option, value));
      default -> throw wrong(option, "--engine, --threads, --checkpoint or --runs", option);
    };
  }

  private static int count(String option, String value) {
    if (!value.matches("[1-9]\\d{0,5}")) {
      throw wrong(option, "a number from 1", value);
    }
    return Integer.parseInt(value);
  }

  private static InvalidInputException wrong(String option, String expected, String found) {
    return new InvalidInputException(option, expected, found, "see the module's README");
  }

  /** The file of weights; the benchmark model is written first if it is not there. */
  Path checkpoint() {
    return given != null ? given : Main.benchmarkModel();
  }

  int runs(int otherwise) {
    return runs == 0 ? otherwise : runs;
  }

  /** Every engine with every thread count. */
  List<EngineSetup> setups() {
    List<EngineSetup> all = new ArrayList<>();
    for (EngineChoice engine : engines) {
      threads.forEach(n -> all.add(new EngineSetup(engine, n)));
    }
    return all;
  }
}
