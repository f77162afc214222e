// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.error.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the commands take: {@code --engine onnx,torch}, {@code --threads 1,2}, {@code --checkpoint
 * FILE}, {@code --model tiny}, {@code --runs N}, {@code --frames 50,1000}, {@code --objects 1,4},
 * {@code --sessions 1,8}, {@code --learn all,adapter}, {@code --activations kept}, {@code --files
 * FOLDER}, {@code --sam2 FOLDER} and {@code --task pvs,pcs,track}.
 *
 * @param given the options that were given, by name
 */
record Arguments(Map<String, String> given) {
  private static final List<String> KNOWN =
      List.of(
          "--engine",
          "--threads",
          "--checkpoint",
          "--model",
          "--runs",
          "--frames",
          "--objects",
          "--sessions",
          "--learn",
          "--activations",
          "--files",
          "--sam2",
          "--task");
  private static final List<String> LEARNS = List.of("all", "adapter");

  static Arguments parse(List<String> words) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i += 2) {
      if (!KNOWN.contains(words.get(i))) {
        throw wrong(words.get(i), "one of " + KNOWN, words.get(i));
      }
      if (i + 1 == words.size()) {
        throw wrong(words.get(i), "a value after it", "nothing");
      }
      given.put(words.get(i), words.get(i + 1));
    }
    return new Arguments(given);
  }

  private static InvalidInputException wrong(String option, String expected, String found) {
    return new InvalidInputException(option, expected, found, "see the module's README");
  }

  /** The model that is written when no file is named. */
  BenchmarkModel model() {
    return BenchmarkModel.named(given.getOrDefault("--model", BenchmarkModel.TINY.label()));
  }

  /** The file of weights; the benchmark model is written first if it is not there. */
  Path checkpoint() {
    return text("--checkpoint").map(Path::of).orElseGet(() -> Main.benchmarkModel(model()));
  }

  /** How the file of weights is called in tables. */
  String modelName() {
    return given.containsKey("--checkpoint") ? "given" : model().label();
  }

  /** Repetitions after warm-up. */
  int runs(int otherwise) {
    return text("--runs").map(v -> count("--runs", v)).orElse(otherwise);
  }

  /** Lengths of cines. */
  List<Integer> frames(Integer... otherwise) {
    return counts("--frames", otherwise);
  }

  /** What is measured of SAM 3: some of {@code pvs}, {@code pcs}, {@code track}. */
  List<String> tasks() {
    List<String> all = List.of("pvs", "pcs", "track");
    List<String> named = text("--task").map(v -> List.of(v.split(",", -1))).orElse(all);
    for (String task : named) {
      if (!all.contains(task)) {
        throw wrong("--task", "pvs, pcs or track", task);
      }
    }
    return named;
  }

  /** Sessions at once. */
  List<Integer> sessions(Integer... otherwise) {
    return counts("--sessions", otherwise);
  }

  /** Objects of a training step. */
  List<Integer> objects(Integer... otherwise) {
    return counts("--objects", otherwise);
  }

  /** What learns in a training step: {@code all} or an {@code adapter}. */
  List<String> learns() {
    List<String> named = text("--learn").map(v -> List.of(v.split(",", -1))).orElse(LEARNS);
    for (String learns : named) {
      if (!LEARNS.contains(learns)) {
        throw wrong("--learn", "all or adapter", learns);
      }
    }
    return named;
  }

  /** Whether activations of a training step are {@code kept} or computed {@code again}. */
  String activations() {
    String named = text("--activations").orElse(TrainStep.KEPT);
    if (!List.of(TrainStep.KEPT, TrainStep.AGAIN).contains(named)) {
      throw wrong("--activations", "kept or again", named);
    }
    return named;
  }

  /** The first number of threads, for what runs on one number alone. */
  int threads() {
    return setups().get(0).threads();
  }

  /** A folder of the user's own files. */
  Optional<Path> files() {
    return text("--files").map(Path::of);
  }

  /** The folder of the original's code. */
  Optional<Path> original() {
    return text("--sam2").map(Path::of);
  }

  /** Every engine with every thread count. */
  List<EngineSetup> setups() {
    List<EngineSetup> all = new ArrayList<>();
    for (String engine : given.getOrDefault("--engine", "onnx").split(",", -1)) {
      for (int threads : counts("--threads", Runtime.getRuntime().availableProcessors())) {
        all.add(new EngineSetup(EngineChoice.named(engine), threads));
      }
    }
    return all;
  }

  private Optional<String> text(String option) {
    return Optional.ofNullable(given.get(option));
  }

  private List<Integer> counts(String option, Integer... otherwise) {
    return text(option)
        .map(v -> Arrays.stream(v.split(",", -1)).map(n -> count(option, n)).toList())
        .orElse(List.of(otherwise));
  }

  private static int count(String option, String value) {
    if (!value.matches("[1-9]\\d{0,5}")) {
      throw wrong(option, "a number from 1", value);
    }
    return Integer.parseInt(value);
  }
}
