// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.cli.inspect.Inspection;
import io.github.medsam2.cli.shell.Console;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** What a file is. */
@CommandLine.Command(
    name = "inspect",
    header = "Tells what a file or folder is, and what it may be used for.",
    description = {
      "",
      "Weights with their network, parts, numbers and licence; DICOM images, segmentations and"
          + " reports; NIfTI, NRRD, MetaImage, NPZ, PNG and JPEG; adapters, training runs, cases,"
          + " projects. Of DICOM it tells nothing of the patient.",
      ""
    },
    footer = {
      "",
      "Example: medsam2 inspect MedSAM2_latest.pt",
      "Example: medsam2 inspect xca-nano"
    })
final class Inspect extends io.github.medsam2.cli.shell.Command {

  @Parameters(
      paramLabel = "FILE",
      description = "a file or folder, or xca-nano for the built-in model and its card")
  private Path file = Path.of("");

  @Override
  protected void work(Console console) {
    new Inspection(console).tell(file);
  }
}
