// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.image;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.derived.SegmentCodes;
import io.github.medsam2.dicom.seg.SegForm;
import io.github.medsam2.dicom.seg.SegReader;
import io.github.medsam2.dicom.seg.SegWriter;
import io.github.medsam2.dicom.seg.Segment;
import io.github.medsam2.dicom.volume.SliceStack;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.MaskVolume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Masks as DICOM segmentations, which refer to the image they lie on. */
final class SegLabels {

  private SegLabels() {}

  /** The masks of a segmentation on the frames of a cine, or on the slices of a volume. */
  static List<LabelFile.Named> read(Path file, Slicing size) throws IOException {
    List<LabelFile.Named> all = new ArrayList<>();
    SegReader seg = DicomFile.read(Files.readAllBytes(file)).segmentation();
    Last last = new Last(seg, size);
    boolean frames = size.depth() == 1 || seg.sources().size() == 1;
    for (Map.Entry<Integer, Segment> segment : seg.segments().entrySet()) {
      int number = segment.getKey();
      String name = segment.getValue().label();
      if (frames) {
        LabelFile.requireSize(seg.width(), seg.height(), size.depth(), size);
        all.add(new LabelFile.Named(name, slice -> seg.mask(number, slice)));
      } else {
        if (all.isEmpty()) {
          last.of(number); // looked at now; the grid is that of all
        }
        all.add(new LabelFile.Named(name, slice -> last.of(number).slice(slice)));
      }
    }
    return all;
  }

  /** One segment's volume at a time: many of them are more than memory holds. */
  private static final class Last {
    private final SegReader seg;
    private final Slicing size;
    private int number;
    private @Nullable MaskVolume volume;

    Last(SegReader seg, Slicing size) {
      this.seg = seg;
      this.size = size;
    }

    synchronized MaskVolume of(int wanted) {
      MaskVolume now = volume;
      if (now == null || number != wanted) {
        now = seg.volume(wanted);
        LabelFile.requireSize(now.width(), now.height(), now.depth(), size);
        volume = now;
        number = wanted;
      }
      return now;
    }
  }

  /**
   * Writes one.
   *
   * @param sources the files of the image, in DICOM
   * @param voxels of the mask, slice after slice
   */
  static void write(
      Path target, List<Path> sources, String label, ByteBuffer voxels, Slicing size) {
    Segment segment = Segment.of(label, SegmentCodes.TISSUE, SegmentCodes.TISSUE);
    List<DicomFile> files = new ArrayList<>();
    try {
      sources.forEach(source -> files.add(DicomFile.open(source)));
      List<SliceStack> stacks = Received.volumes(files);
      if (!stacks.isEmpty()) {
        MaskVolume mask =
            MaskVolume.of(
                size.width(), size.height(), size.depth(), voxels, stacks.get(0).geometry());
        SegWriter.of(stacks.get(0), SegForm.binary(), List.of(segment))
            .volume(1, mask)
            .write(target);
        return;
      }
      SegWriter seg = files.get(0).segment(SegForm.binary(), segment);
      for (int slice = 0; slice < size.depth(); slice++) {
        seg.mask(1, slice, slice(voxels, size, slice));
      }
      seg.write(target);
    } finally {
      files.forEach(DicomFile::close);
    }
  }

  private static Mask slice(ByteBuffer voxels, Slicing size, int slice) {
    int area = size.width() * size.height();
    return Mask.of(size.width(), size.height(), voxels.slice(slice * area, area));
  }
}
