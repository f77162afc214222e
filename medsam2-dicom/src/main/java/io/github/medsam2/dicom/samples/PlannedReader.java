// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.samples;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomObject;
import io.github.medsam2.dicom.data.DicomParser;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.dicom.pixel.Voi;
import io.github.medsam2.dicom.seg.SegFrame;
import io.github.medsam2.dicom.seg.SegReader;
import io.github.medsam2.dicom.seg.Segment;
import io.github.medsam2.dicom.seg.SegmentationType;
import io.github.medsam2.dicom.xa.CineClip;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Description;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads the pixels of samples, one file open at a time. Thread-safe.
 *
 * @param window to look through; absent for each image's own
 */
record PlannedReader(
    DicomParser parser,
    DicomLimits limits,
    Optional<Voi> window,
    Function<Segment, ? extends Optional<? extends Description>> words) {

  Sample read(Planned plan) {
    List<Image> images = new ArrayList<>();
    Optional<Description> view = Optional.empty();
    for (int from = 0; from < plan.frames().size(); from = images.size()) {
      Labelled first = plan.frames().get(from);
      try (DicomObject object = open(first.file(), first.sopInstance())) {
        CineClip clip = CineClip.of(object, limits);
        view = from > 0 ? view : clip.geometry().view(first.frame()).map(CoronaryPrompt::of);
        FrameSource shown = window.map(clip::frames).orElseGet(clip::frames);
        for (int i = from; i < plan.frames().size(); i++) {
          Labelled next = plan.frames().get(i);
          if (!next.sopInstance().equals(first.sopInstance())) {
            break;
          }
          images.add(shown.frame(next.frame()));
        }
      }
    }
    return new Sample(plan.id(), plan.group(), images, objects(plan, view));
  }

  private DicomObject open(Path file, String sopInstance) {
    DicomObject object = parser.read(file);
    if (!object.dataSet().text(Tag.SOP_INSTANCE_UID).equals(Optional.of(sopInstance))) {
      object.close();
      throw changed();
    }
    return object;
  }

  private static DicomException changed() {
    return new DicomException(
        "samples of DICOM files", "the files as they were", "another object", "read them again");
  }

  private List<SampleObject> objects(Planned plan, Optional<Description> view) {
    try (DicomObject object = parser.read(plan.segmentation())) {
      SegReader reader = SegReader.of(object, limits);
      Map<Integer, SegFrame> stored = new TreeMap<>();
      reader.frames().forEach(f -> stored.put(f.index(), f));
      List<SampleObject> out = new ArrayList<>();
      for (int number : plan.segments()) {
        Segment segment = reader.segments().get(number);
        List<Mask> masks =
            plan.frames().stream().map(f -> mask(reader, stored, number, f)).toList();
        if (segment != null && !masks.stream().allMatch(Mask::isEmpty)) {
          Optional<Description> said = described(segment, view);
          out.add(new SampleObject(masks, said, OptionalDouble.empty()));
        }
      }
      if (out.isEmpty()) {
        throw new DicomException(
            "segmentation of a sample",
            "a pixel of a segment",
            "empty frames alone",
            "leave the sample out, as by SampleSet.part");
      }
      return out;
    }
  }

  private static Mask mask(
      SegReader reader, Map<Integer, SegFrame> stored, int number, Labelled frame) {
    boolean all = reader.type() == SegmentationType.LABELMAP;
    Mask mask = Mask.empty(reader.width(), reader.height());
    for (int index : frame.stored()) {
      SegFrame f = Objects.requireNonNullElseGet(stored.get(index), PlannedReader::lost);
      mask = all || f.segment() == number ? mask.union(reader.mask(number, f)) : mask;
    }
    return mask;
  }

  private static SegFrame lost() {
    throw changed();
  }

  /** What it is, and how it is seen. */
  private Optional<Description> described(Segment segment, Optional<Description> view) {
    Optional<? extends Description> named = words.apply(segment);
    return named.isEmpty() ? view : Optional.of(view.map(named.get()::over).orElse(named.get()));
  }
}
