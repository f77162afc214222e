// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.given;

import io.github.medsam2.dicom.web.DicomWeb;
import io.github.medsam2.error.InvalidInputException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which archive. */
public final class ArchiveGiven {
  private static final long LONGEST = 1 << 16;

  @Parameters(
      index = "0",
      paramLabel = "ROOT",
      description = "where its DICOMweb lies, such as http://localhost:8042/dicom-web")
  private URI root = URI.create("");

  @Option(
      names = "--header-file",
      paramLabel = "FILE",
      order = 80,
      description =
          "lines \"Name: value\" that go with every request, such as Authorization; to this root's"
              + " host and port only")
  private Optional<Path> headers = Optional.empty();

  /** A client; to be closed. */
  public DicomWeb open() {
    return open(root, headers);
  }

  /** A client of a root, whose requests have the headers of a file; to be closed. */
  static DicomWeb open(URI root, Optional<Path> headers) {
    Map<String, String> all = headers.map(ArchiveGiven::read).orElse(Map.of());
    return DicomWeb.at(root).headers(() -> all).build();
  }

  private static Map<String, String> read(Path file) {
    Map<String, String> all = new LinkedHashMap<>();
    try {
      if (Files.size(file) <= LONGEST) {
        for (String line : Files.readAllLines(file)) {
          int colon = line.indexOf(':');
          if (colon > 0) {
            all.put(line.substring(0, colon).trim(), line.substring(colon + 1).trim());
          }
        }
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          "file of headers", "a readable one", e.getClass().getSimpleName(), "check path, rights");
    }
    if (all.isEmpty()) {
      throw new InvalidInputException(
          "file of headers", "lines \"Name: value\"", "none", "write Authorization: and the rest");
    }
    return all;
  }
}
