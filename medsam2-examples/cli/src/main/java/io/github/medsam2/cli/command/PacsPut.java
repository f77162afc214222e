// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.cli.given.ArchiveGiven;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.dicom.web.DicomWeb;
import io.github.medsam2.dicom.web.StoreReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stores files. */
@CommandLine.Command(
    name = "put",
    header = "Stores DICOM files in an archive, and tells what became of each.",
    description = {"", "Ends with 3 where the archive refused some, or did not say.", ""})
final class PacsPut extends io.github.medsam2.cli.shell.Command {
  private static final int SOME_FAILED = 3;

  @Mixin private ArchiveGiven archive = new ArchiveGiven();

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "DICOM files")
  private List<Path> files = new ArrayList<>();

  @Override
  protected void work(Console console) {
    try (DicomWeb pacs = archive.open()) {
      StoreReport report = pacs.store(files);
      List<Map<String, String>> all = new ArrayList<>();
      for (int i = 0; i < files.size(); i++) {
        StoreReport.Entry entry = report.entries().get(i);
        String state = entry.state().name().toLowerCase(Locale.ROOT);
        Map<String, String> told = new LinkedHashMap<>();
        told.put("instance", entry.sopInstance());
        told.put("state", state);
        told.put("reason", entry.reasonText());
        all.add(told);
        console.say(files.get(i) + ": " + state + " " + entry.reasonText());
      }
      console.put("stored", all);
      if (!report.allStored()) {
        console.endWith(SOME_FAILED);
      }
    }
  }
}
