// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.given;

import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.work.Cases;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.error.InvalidInputException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which cases. */
public final class CasesGiven {

  @Parameters(
      paramLabel = "CASES",
      description =
          "a folder with samples.jsonl, a folder of ARCADE, a COCO file beside its images, or a"
              + " folder of DICOM images with segmentations; see docs/samples.md")
  private Path path = Path.of("");

  @Option(
      names = "--first",
      paramLabel = "N",
      order = 20,
      description = "only the first so many; otherwise all")
  private Optional<Integer> first = Optional.empty();

  @Mixin private KeyGiven key = new KeyGiven();

  /** Reads them. */
  public SampleSet read(Console console) {
    SampleSet all = Cases.read(path, key.bytes(), console);
    int wanted = first.orElse(all.size());
    if (wanted < 1) {
      throw new InvalidInputException(
          "number of cases", "1 or more", wanted + "", "correct --first");
    }
    SampleSet some = all.part(0, Math.min(wanted, all.size()));
    console.note(some.size() + " cases");
    console.put("cases", some.size());
    return some;
  }
}
