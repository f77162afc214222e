// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** An archive. */
@CommandLine.Command(
    name = "pacs",
    header = "Finds, gets and puts DICOM objects in an archive, over DICOMweb.",
    description = {
      "",
      "Objects come as the archive keeps them, whole or not at all. Only put sends images, and only"
          + " the files you name; of patients nothing is printed.",
      ""
    },
    synopsisSubcommandLabel = "WHAT",
    footer = {
      "",
      "Example: medsam2 pacs find http://localhost:8042/dicom-web --where MODALITY=XA",
      "         medsam2 pacs get http://localhost:8042/dicom-web STUDY SERIES --out series",
      "         medsam2 pacs put http://localhost:8042/dicom-web segmentation.dcm report.dcm"
    },
    subcommands = {PacsFind.class, PacsGet.class, PacsPut.class})
final class Pacs implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "nothing to do; expected find, get or put");
  }
}
