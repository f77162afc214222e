// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.cli.given.ArchiveGiven;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.dicom.web.DicomWeb;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gets a series or an object. */
@CommandLine.Command(
    name = "get",
    header = "Writes the objects of a series, or one of them, into a folder.",
    description = {
      "",
      "Files are called as their objects are, UID.dcm. What track, segment, volume and qca read is"
          + " such a file or the folder.",
      ""
    })
final class PacsGet extends io.github.medsam2.cli.shell.Command {

  @Mixin private ArchiveGiven archive = new ArchiveGiven();

  @Parameters(index = "1", paramLabel = "STUDY", description = "its UID, as find tells it")
  private String study = "";

  @Parameters(index = "2", paramLabel = "SERIES", description = "its UID")
  private String series = "";

  @Parameters(
      index = "3",
      arity = "0..1",
      paramLabel = "OBJECT",
      description = "its UID; otherwise the whole series")
  private Optional<String> instance = Optional.empty();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      required = true,
      order = 10,
      description = "where the files go")
  private Path out = Path.of("");

  @Override
  protected void work(Console console) {
    try (DicomWeb pacs = archive.open()) {
      if (instance.isPresent()) {
        Path file = out.resolve(instance.orElseThrow().replaceAll("[^0-9.]", "_") + ".dcm");
        pacs.fetch(study, series, instance.orElseThrow(), file);
        console.wrote(file);
      } else {
        List<Path> files = pacs.fetchSeries(study, series, out, progress -> true);
        files.forEach(console::wrote);
      }
    }
  }
}
