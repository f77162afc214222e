// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.run;

import io.github.medsam2.batch.manifest.CaseRequest;
import io.github.medsam2.batch.manifest.ObjectRequest;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.file.Sha256;
import io.github.medsam2.image.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What tells one case from all others: its id, its input, what is asked, the model, the settings.
 */
final class CaseKey {
  private static final String FORMAT = "medsam2 batch 1";

  private CaseKey() {}

  /**
   * The key of a case.
   *
   * @param content of {@link #content} or as the manifest declares it
   */
  static String of(CaseRequest request, String content, String model, Settings settings) {
    Sha256 sum =
        Sha256.begin()
            .and(FORMAT)
            .and(request.id())
            .and(content)
            .and(request.window().map(Window::toString).orElse(""))
            .and(request.direction().name())
            .and(model)
            .and(settings.inKey());
    for (ObjectRequest object : request.objects()) {
      sum.and(object.canonical().toString());
    }
    return sum.hex();
  }

  /** The key of a case of which nothing can be read. */
  static String unreadable(String id) {
    return Sha256.begin().and(FORMAT).and("unreadable").and(id).hex();
  }

  /** Stands for the bytes of a file, or of all files of a folder with their names. */
  static String content(Path path) {
    if (!Files.isDirectory(path)) {
      return Sha256.of(path);
    }
    Sha256 sum = Sha256.begin();
    for (Path file : files(path)) {
      sum.and(path.relativize(file).toString()).and(Sha256.of(file));
    }
    return sum.hex();
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new MedSam2Exception(
          "input", "a readable folder", e.getClass().getSimpleName(), "check path and rights");
    }
  }
}
