// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.cli.given.ArchiveGiven;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.web.DicomQuery;
import io.github.medsam2.dicom.web.DicomWeb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Searches an archive. */
@CommandLine.Command(
    name = "find",
    header = "Lists studies, series of a study, or objects of a series.",
    description = {
      "",
      "A search may name a patient; what is printed are identifiers of objects, dates, modalities"
          + " and numbers.",
      ""
    })
final class PacsFind extends io.github.medsam2.cli.shell.Command {
  private static final int USUAL = 100;

  /** What is told, by the names in JSON. */
  private static final Map<String, Tag> TOLD = new LinkedHashMap<>();

  static {
    TOLD.put("study", Tag.STUDY_INSTANCE_UID);
    TOLD.put("series", Tag.SERIES_INSTANCE_UID);
    TOLD.put("instance", Tag.SOP_INSTANCE_UID);
    TOLD.put("date", Tag.STUDY_DATE);
    TOLD.put("modality", Tag.MODALITY);
    TOLD.put("modalities", Tag.MODALITIES_IN_STUDY);
    TOLD.put("objects", Tag.NUMBER_OF_STUDY_RELATED_INSTANCES);
    TOLD.put("seriesObjects", Tag.NUMBER_OF_SERIES_RELATED_INSTANCES);
    TOLD.put("frames", Tag.NUMBER_OF_FRAMES);
  }

  @Mixin private ArchiveGiven archive = new ArchiveGiven();

  @Option(
      names = "--study",
      paramLabel = "UID",
      order = 10,
      description = "its series, instead of studies")
  private Optional<String> study = Optional.empty();

  @Option(
      names = "--series",
      paramLabel = "UID",
      order = 11,
      description = "with --study: the objects of this series")
  private Optional<String> series = Optional.empty();

  @Option(
      names = "--where",
      paramLabel = "NAME=VALUE",
      order = 12,
      description =
          "an attribute by its keyword, such as PatientID=7, StudyDate=20260101-20260131,"
              + " ModalitiesInStudy=XA; repeatable")
  private List<String> where = new ArrayList<>();

  @Option(
      names = "--limit",
      paramLabel = "N",
      order = 13,
      defaultValue = "" + USUAL,
      description = "the first so many; otherwise " + USUAL)
  private int limit = USUAL;

  @Override
  protected void work(Console console) {
    if (series.isPresent() && study.isEmpty()) {
      throw misused("--series goes with --study");
    }
    DicomQuery query = query();
    try (DicomWeb pacs = archive.open()) {
      List<DataSet> found =
          series.isPresent()
              ? pacs.instances(study.orElseThrow(), series.orElseThrow(), query)
              : study.isPresent() ? pacs.series(study.orElseThrow(), query) : pacs.studies(query);
      List<Map<String, String>> all = found.stream().map(PacsFind::told).toList();
      all.forEach(one -> console.say(String.join("  ", one.values())));
      console.note(all.size() + " found");
      console.put("found", all);
    }
  }

  private static Map<String, String> told(DataSet match) {
    Map<String, String> told = new LinkedHashMap<>();
    TOLD.forEach(
        (name, tag) -> {
          List<String> values = match.texts(tag);
          if (!values.isEmpty()) {
            told.put(name, String.join("/", values));
          }
        });
    return told;
  }

  private DicomQuery query() {
    DicomQuery query =
        DicomQuery.all().limit(limit).include(Tag.MODALITIES_IN_STUDY, Tag.NUMBER_OF_FRAMES);
    for (String pair : where) {
      int equals = pair.indexOf('=');
      Optional<Tag> tag = tag(pair.substring(0, Math.max(0, equals)));
      if (tag.isEmpty() || equals == pair.length() - 1) {
        throw misused("--where: expected NAME=VALUE with a keyword of DICOM, such as PatientID=7");
      }
      query = query.where(tag.orElseThrow(), pair.substring(equals + 1));
    }
    return query;
  }

  private static Optional<Tag> tag(String keyword) {
    String plain = keyword.replace("_", "").toUpperCase(Locale.ROOT);
    for (Tag tag : Tag.values()) {
      if (tag.name().replace("_", "").equals(plain)) {
        return Optional.of(tag);
      }
    }
    return Optional.empty();
  }
}
