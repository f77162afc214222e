// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.export;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.derived.Code;
import io.github.medsam2.dicom.derived.CoronaryCodes;
import io.github.medsam2.dicom.derived.SegmentCodes;
import io.github.medsam2.dicom.seg.SegForm;
import io.github.medsam2.dicom.seg.SegWriter;
import io.github.medsam2.dicom.seg.Segment;
import io.github.medsam2.dicom.volume.SliceStack;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.server.http.PrivateFolder;
import io.github.medsam2.server.image.Received;
import io.github.medsam2.server.page.study.NamedObject;
import io.github.medsam2.server.page.study.Scene;
import io.github.medsam2.server.page.study.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All objects as one DICOM segmentation that refers to the image. */
record SegmentationExport(Source source, Scene scene) {

  Export make(PrivateFolder folder) throws IOException {
    List<NamedObject> found =
        scene.objects().values().stream().filter(o -> !scene.frames(o.key()).isEmpty()).toList();
    if (found.isEmpty()) {
      throw Export.nothing();
    }
    if (source.dicom().isPresent()) {
      DicomFile file = source.dicom().get();
      boolean coronary = file.dataSet().term(Tag.MODALITY).equals("XA");
      return written(folder, file.segment(SegForm.binary(), segments(found, coronary)), found);
    }
    if (source.kind() != Received.Kind.VOLUME || source.files().isEmpty()) {
      throw Export.noDicom("DICOM segmentation");
    }
    return volume(folder, found);
  }

  private Export volume(PrivateFolder folder, List<NamedObject> found) throws IOException {
    List<DicomFile> files = new ArrayList<>();
    try {
      for (Path path : source.files()) {
        if (!Received.isDicom(path)) {
          throw Export.noDicom("DICOM segmentation");
        }
        files.add(DicomFile.open(path));
      }
      List<SliceStack> stacks = DicomFile.volumes(files);
      SegWriter seg =
          SegWriter.of(stacks.get(0), SegForm.binary(), List.of(segments(found, false)));
      return written(folder, seg, found);
    } finally {
      files.forEach(DicomFile::close);
    }
  }

  private Export written(PrivateFolder folder, SegWriter seg, List<NamedObject> found)
      throws IOException {
    for (int i = 0; i < found.size(); i++) {
      int number = i + 1;
      scene
          .frames(found.get(i).key())
          .forEach(
              (frame, shown) ->
                  seg.mask(number, frame, shown.mask(source.width(), source.height())));
    }
    return Export.written(folder, ".dcm", "segmentation.dcm", Export.DICOM, seg::write);
  }

  private static Segment[] segments(List<NamedObject> found, boolean coronary) {
    return found.stream().map(o -> segment(o, coronary)).toArray(Segment[]::new);
  }

  private static Segment segment(NamedObject o, boolean coronary) {
    if (o.segment().isPresent()) {
      return Segment.anatomy(o.name(), code(o.segment().get()));
    }
    return coronary
        ? Segment.anatomy(o.name(), SegmentCodes.CORONARY_ARTERY)
        : Segment.of(o.name(), SegmentCodes.TISSUE, SegmentCodes.TISSUE);
  }

  private static Code code(CassSegment segment) {
    String suffix = segment.id().endsWith("a") ? "a" : "";
    return CoronaryCodes.segment(segment.number(), suffix).orElse(SegmentCodes.CORONARY_ARTERY);
  }
}
