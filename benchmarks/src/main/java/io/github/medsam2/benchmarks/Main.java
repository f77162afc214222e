// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.error.InvalidInputException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The entry to all benchmarks: a command and its options. See the module's README. */
public final class Main {
  private static final String WRITE = "write-model";

  private Main() {}

  /** Runs a command. */
  public static void main(String[] words) throws IOException {
    String command = words.length == 0 ? "" : words[0];
    List<String> rest = List.of(words).subList(Math.min(1, words.length), words.length);
    PrintStream out = System.out;
    switch (command) {
      case "jmh" -> {
        benchmarkModel(BenchmarkModel.TINY);
        org.openjdk.jmh.Main.main(rest.toArray(String[]::new));
      }
      case "report" -> Report.run(Arguments.parse(rest), out);
      case "open" -> OpenModel.run(Arguments.parse(rest), out);
      case OpenModel.ONCE -> OpenModel.once(Arguments.parse(rest), out);
      case "embed" -> EmbedAndPrompt.run(Arguments.parse(rest), out);
      case "clicks" -> Clicks.run(Arguments.parse(rest), out);
      case "sessions" -> Sessions.run(Arguments.parse(rest), out);
      case "soak" -> Soak.run(Arguments.parse(rest), out);
      case Soak.ONCE -> Soak.once(Arguments.parse(rest), out);
      case "cine" -> CineMemory.run(Arguments.parse(rest), out);
      case CineMemory.ONCE -> CineMemory.once(Arguments.parse(rest), out);
      case "decode" -> DecodeFrames.run(Arguments.parse(rest), out);
      case "track" -> TrackedFrames.run(Arguments.parse(rest), out);
      case "race" -> Race.run(Arguments.parse(rest), out);
      case "train" -> TrainStep.run(Arguments.parse(rest), out);
      case TrainStep.ONCE -> TrainStep.once(Arguments.parse(rest), out);
      case "sam3" -> Sam3Benchmark.run(Arguments.parse(rest), out);
      case Sam3Benchmark.ONCE -> Sam3Benchmark.once(Arguments.parse(rest), out);
      case Sam3File.WRITE -> Sam3File.write(Path.of(rest.get(0)));
      case WRITE -> {
        BenchmarkModel model = BenchmarkModel.named(rest.get(0));
        BenchmarkModel.write(model.defaultFile(), model.config());
      }
      default ->
          throw new InvalidInputException(
              "command",
              "jmh, report, open, embed, clicks, sessions, soak, cine, track, race, train, sam3 or"
                  + " decode",
              command,
              "see the module's README");
    }
  }

  /**
   * A benchmark model's file. A process of its own writes it if it is not there: the numbers would
   * otherwise leave their traces in the memory that is measured.
   */
  static Path benchmarkModel(BenchmarkModel model) {
    Path file = model.defaultFile();
    if (Files.notExists(file)) {
      ChildJvm.run(WRITE, model.label());
    }
    return file;
  }
}
