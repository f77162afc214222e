// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.batch.input.FileType;
import io.github.medsam2.cli.given.KeyGiven;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.shell.Form;
import io.github.medsam2.cli.shell.OutputFolder;
import io.github.medsam2.cli.shell.Progress;
import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.privacy.Redaction;
import io.github.medsam2.dicom.privacy.Redactor;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Bounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies of DICOM files with identity masked. */
@CommandLine.Command(
    name = "redact",
    header = "Copies DICOM files with identity masked, for training export.",
    description = {
      "",
      "A helper, not a de-identification: what it leaves, above all text burned into pixels, is for"
          + " a person to judge. Copies are numbered, as file names may tell of patients.",
      ""
    },
    footer = {"", "Example: medsam2 redact study --out for-training --key key --blank 0,0,300,40"})
final class Redact extends io.github.medsam2.cli.shell.Command {

  @Parameters(paramLabel = "FILE", description = "a DICOM file, or a folder of them")
  private Path file = Path.of("");

  @Mixin private KeyGiven key = new KeyGiven();

  @Option(
      names = "--shift-dates",
      order = 10,
      description = "move dates by one number of days a patient, instead of removing them")
  private boolean shift;

  @Option(
      names = "--blank",
      paramLabel = "X,Y,WIDTH,HEIGHT",
      order = 11,
      converter = Form.Rectangle.class,
      description = "make this part of all frames black; repeatable")
  private List<Bounds> blank = new ArrayList<>();

  @Option(
      names = "--keep-burned-in",
      order = 12,
      description = "take files that say they hold burned-in text, though nothing is made black")
  private boolean keepBurnedIn;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      required = true,
      order = 50,
      description = "where the copies go")
  private Path out = Path.of("");

  @Override
  protected void work(Console console) {
    List<Path> files = files();
    OutputFolder.create(out);
    Redactor redactor = redactor();
    Map<String, Integer> changes = new LinkedHashMap<>();
    Set<String> left = new LinkedHashSet<>();
    Progress progress = new Progress(console, "redact");
    for (int i = 0; i < files.size(); i++) {
      Path target = out.resolve(String.format(Locale.ROOT, "%06d.dcm", i + 1));
      try (DicomFile dicom = DicomFile.open(files.get(i))) {
        Redaction redaction = dicom.writeRedacted(redactor, target);
        for (Redaction.Change c : redaction.changes()) {
          changes.merge(c.treatment().name().toLowerCase(Locale.ROOT), c.count(), Integer::sum);
        }
        left.addAll(redaction.left());
      }
      console.wrote(target);
      progress.at(i + 1, files.size(), "");
    }
    console.say("attributes " + changes);
    left.forEach(l -> console.say("left: " + l));
    console.say("This is no de-identification: look at what is left before you give it away.");
    console.put("changes", changes);
    console.put("left", left);
  }

  private Redactor redactor() {
    Redactor redactor = key.bytes().map(Redactor::withKey).orElseGet(Redactor::withRandomKey);
    redactor = shift ? redactor.shiftingDates() : redactor;
    redactor = keepBurnedIn ? redactor.keepingBurnedIn() : redactor;
    return blank.isEmpty() ? redactor : redactor.blanking(blank.toArray(Bounds[]::new));
  }

  private List<Path> files() {
    if (!Files.isDirectory(file)) {
      return List.of(file);
    }
    try (Stream<Path> all = Files.walk(file)) {
      List<Path> dicom =
          all.filter(Files::isRegularFile)
              .filter(f -> FileType.of(f) == FileType.DICOM)
              .sorted()
              .toList();
      if (dicom.isEmpty()) {
        throw new InvalidInputException(
            "folder to redact", "DICOM files", "none", "give another folder");
      }
      return dicom;
    } catch (IOException | UncheckedIOException e) {
      throw new MedSam2Exception(
          "folder to redact",
          "a readable folder",
          e.getClass().getSimpleName(),
          "check path and rights",
          e);
    }
  }
}
