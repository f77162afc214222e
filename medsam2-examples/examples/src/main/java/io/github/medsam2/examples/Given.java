// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.model.xca.XcaNano;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the command lines of the programs have in common. */
final class Given {

  private Given() {}

  /** A file that must be named. */
  static Path file(Arguments a, Option option) {
    return a.path(option)
        .orElseThrow(
            () ->
                new UsageException(
                    "command line",
                    option + " " + option.form(),
                    "none",
                    "add it, or give no option at all for a demonstration"));
  }

  /** Refuses a line that does not say where the object is. */
  static void requirePrompt(Arguments a, Option... prompts) {
    List<Option> all = Arrays.asList(prompts);
    if (all.stream().noneMatch(a::has)) {
      throw new UsageException(
          "command line", "at least one of " + all, "none", "say where the object is");
    }
  }

  static Optional<BoxPrompt> box(Arguments a) {
    return a.get(Option.BOX)
        .map(text -> Arguments.numbers(Option.BOX, text))
        .map(n -> new BoxPrompt(n[0], n[1], n[2], n[3]));
  }

  /** Points on the object, then those beside it. */
  static List<PointPrompt> points(Arguments a) {
    return Stream.concat(points(a, Option.POINT), points(a, Option.NOT)).toList();
  }

  private static Stream<PointPrompt> points(Arguments a, Option option) {
    return a.all(option).stream()
        .map(text -> Arguments.numbers(option, text))
        .map(n -> new PointPrompt(n[0], n[1], option == Option.POINT));
  }

  /** The model of a checkpoint, or the one that comes with these programs. */
  static MedSam2 model(Optional<Path> checkpoint, ModelOptions options) {
    return checkpoint.isPresent() ? MedSam2.load(checkpoint.get(), options) : XcaNano.load(options);
  }

  /** How to open the model. */
  static ModelOptions model(Arguments a) {
    ModelOptions options = ModelOptions.defaults();
    options = a.integer(Option.IMAGE_SIZE).map(options::imageSize).orElse(options);
    options = a.integer(Option.THREADS).map(options::threads).orElse(options);
    return a.get(Option.ENGINE).map(options::engine).orElse(options);
  }
}
