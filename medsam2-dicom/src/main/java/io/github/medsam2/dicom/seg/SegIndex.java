// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.FunctionalGroups;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.dicom.pixel.DicomFrames;
import io.github.medsam2.dicom.pixel.Tiles;
import io.github.medsam2.dicom.volume.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what every frame of a segmentation shows from its functional groups. */
final class SegIndex {
  private static final int REFERENCES_PER_FRAME = 4;

  private final FunctionalGroups groups;
  private final boolean bySegment;
  private final Optional<Tiles> tiles;
  private final DicomLimits limits;
  private final Findings findings;
  private final boolean oneInstance;
  private long references;

  private SegIndex(
      DataSet d, DicomFrames frames, boolean bySegment, DicomLimits limits, Findings findings) {
    this.groups = new FunctionalGroups(d);
    this.bySegment = bySegment;
    this.tiles = frames.tiles();
    this.limits = limits;
    this.findings = findings;
    this.oneInstance = instances(d) == 1;
  }

  private static long instances(DataSet d) {
    return d.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE).stream()
        .flatMap(g -> g.items(Tag.DERIVATION_IMAGE_SEQUENCE).stream())
        .flatMap(g -> g.items(Tag.SOURCE_IMAGE_SEQUENCE).stream())
        .map(g -> g.texts(Tag.REFERENCED_SOP_INSTANCE_UID))
        .distinct()
        .limit(2)
        .count();
  }

  /**
   * The frames that say what they show; others are findings.
   *
   * @param frames the stored frames
   * @param bySegment whether each is of one segment: not in label maps
   */
  static List<SegFrame> of(
      DataSet d, DicomFrames frames, boolean bySegment, DicomLimits limits, Findings findings) {
    SegIndex index = new SegIndex(d, frames, bySegment, limits, findings);
    List<SegFrame> out = new ArrayList<>();
    for (int i = 0; i < frames.count(); i++) {
      int segment = index.segment(i);
      if (segment >= 0) {
        out.add(new SegFrame(i, segment, index.sources(i), Place.of(index.groups, i, findings)));
      }
    }
    return out;
  }

  /** The number of the segment, 0 in label maps, -1 where the frame does not say. */
  private int segment(int frame) {
    if (!bySegment) {
      return 0;
    }
    DataSet d = groups.of(frame, Tag.SEGMENT_IDENTIFICATION_SEQUENCE);
    int number =
        new Tolerant(d, findings)
            .integer(Tag.REFERENCED_SEGMENT_NUMBER)
            .orElseGet(() -> ofTile(frame));
    if (number < 1) {
      findings.add(Tag.REFERENCED_SEGMENT_NUMBER, "a frame of no segment; left out");
      return -1;
    }
    return number;
  }

  /** Where all tiles of every segment are stored, their order says which is whose. */
  private int ofTile(int frame) {
    OptionalInt channel = tiles.map(t -> t.tile(frame).channel()).orElse(OptionalInt.empty());
    List<DataSet> segments = groups.dataSet().items(Tag.SEGMENT_SEQUENCE);
    if (channel.isEmpty() || channel.getAsInt() >= segments.size()) {
      return -1;
    }
    DataSet segment = segments.get(channel.getAsInt());
    return new Tolerant(segment, findings).integer(Tag.SEGMENT_NUMBER).orElse(-1);
  }

  private List<SegFrame.Source> sources(int frame) {
    List<SegFrame.Source> out = new ArrayList<>();
    int time = time(frame);
    for (DataSet image : images(frame)) {
      String instance = image.text(Tag.REFERENCED_SOP_INSTANCE_UID).orElse("");
      int[] numbers = new Tolerant(image, findings).ints(Tag.REFERENCED_FRAME_NUMBER);
      count(Math.max(1, numbers.length));
      for (int n : numbers) {
        out.add(new SegFrame.Source(instance, n - 1));
      }
      // Without a number: the frame of a single-frame object, or that of the time.
      if (numbers.length == 0) {
        out.add(new SegFrame.Source(instance, oneInstance ? Math.max(0, time) : 0));
      }
    }
    if (out.isEmpty() && time >= 0) {
      out.add(new SegFrame.Source("", time));
    }
    return out;
  }

  private List<DataSet> images(int frame) {
    DataSet derivation = groups.of(frame, Tag.DERIVATION_IMAGE_SEQUENCE);
    // A classic object's own source images are not those of a frame.
    return derivation == groups.dataSet() ? List.of() : derivation.items(Tag.SOURCE_IMAGE_SEQUENCE);
  }

  /** The source frame by its place in time, 0-based, or -1; some writers give nothing else. */
  private int time(int frame) {
    DataSet content = groups.of(frame, Tag.FRAME_CONTENT_SEQUENCE);
    return new Tolerant(content, findings).integer(Tag.TEMPORAL_POSITION_INDEX).orElse(0) - 1;
  }

  private void count(int more) {
    references += more;
    long most = (long) REFERENCES_PER_FRAME * limits.frames();
    if (references > most) {
      throw new DicomException(
          Tag.REFERENCED_FRAME_NUMBER.toString(),
          "at most " + most + " references to source frames",
          "more",
          "raise the limit by DicomLimits.withFrames if the object is sound");
    }
  }
}
