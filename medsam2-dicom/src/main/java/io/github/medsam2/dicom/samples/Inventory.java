// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.samples;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomObject;
import io.github.medsam2.dicom.data.DicomParser;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.privacy.Pseudonyms;
import io.github.medsam2.dicom.seg.SegmentationType;
import io.github.medsam2.error.MedSam2Exception;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which of the files are images and which segmentations, by their headers. */
final class Inventory {
  private final DicomParser parser;
  private final DicomLimits limits;
  private final Pseudonyms names;
  private final Map<String, ImageHeader> images = new LinkedHashMap<>();
  private final List<Path> segmentations = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final List<Skipped> skipped = new ArrayList<>();

  Inventory(DicomParser parser, DicomLimits limits, Pseudonyms names) {
    this.parser = parser;
    this.limits = limits;
    this.names = names;
  }

  void add(Path file) {
    try (DicomObject object = parser.read(file)) {
      DataSet d = object.dataSet();
      Optional<String> instance = d.text(Tag.SOP_INSTANCE_UID);
      if (instance.isEmpty()) {
        skip(file, "no SOP Instance UID: neither an image nor a segmentation");
      } else if (!seen.add(instance.get())) {
        skip(file, "the same object as another file");
      } else if (isSegmentation(d)) {
        segmentations.add(file);
      } else if (!d.has(Tag.ROWS)) {
        skip(file, "neither an image nor a segmentation");
      } else {
        images.put(instance.get(), ImageHeader.of(file, object, limits, names));
      }
    } catch (MedSam2Exception e) {
      skip(file, "cannot be read: " + e.getMessage());
    }
  }

  private static boolean isSegmentation(DataSet d) {
    String kind = d.text(Tag.SOP_CLASS_UID).orElse("");
    return d.says(Tag.MODALITY, "SEG")
        || Arrays.stream(SegmentationType.values()).anyMatch(t -> t.sopClass().equals(kind));
  }

  void skip(Path file, String reason) {
    skipped.add(new Skipped(file, reason));
  }

  Optional<ImageHeader> image(String sopInstance) {
    return Optional.ofNullable(images.get(sopInstance));
  }

  Collection<ImageHeader> images() {
    return images.values();
  }

  List<Path> segmentations() {
    return segmentations;
  }

  List<Skipped> skipped() {
    return skipped;
  }
}
