// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.derived.CoronaryCodes;
import io.github.medsam2.dicom.samples.DicomSampleReader;
import io.github.medsam2.dicom.samples.DicomSamples;
import io.github.medsam2.dicom.seg.SegForm;
import io.github.medsam2.dicom.seg.SegWriter;
import io.github.medsam2.dicom.seg.Segment;
import io.github.medsam2.image.Mask;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.TreeSide;
import io.github.medsam2.qca.phantom.Phantom;
import io.github.medsam2.qca.phantom.PhantomConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A phantom as a cine with a segmentation, as a laboratory would hand them over. */
class PhantomSegmentationTest {
  @TempDir Path folder;

  @Test
  void itsTruthComesBackAsSamples() {
    PhantomConfig config =
        PhantomConfig.of(2, TreeSide.RIGHT, 35, 5).withMatrix(128).withFrames(4, 2);
    Phantom phantom = new Phantom(config);
    Path cine = folder.resolve("cine.dcm");
    PhantomDicom.writer(phantom).write(cine);
    List<Mask> truth =
        IntStream.range(0, 4)
            .mapToObj(i -> phantom.truth(i).segment(CassSegment.MID_RCA).orElseThrow().mask())
            .toList();
    try (DicomFile file = DicomFile.open(cine)) {
      Segment vessel = Segment.anatomy("mRCA", CoronaryCodes.segment(2, "").orElseThrow());
      SegWriter seg = file.segment(SegForm.binary(), vessel);
      IntStream.range(0, 4).forEach(i -> seg.mask(1, i, truth.get(i)));
      seg.write(folder.resolve("seg.dcm"));
    }
    DicomSamples samples = DicomSampleReader.withRandomKey().read(folder);
    assertThat(samples.skipped()).isEmpty();
    Sample s = samples.get(0);
    for (int i = 0; i < 4; i++) {
      assertThat(s.frames().get(i).pixels()).isEqualTo(phantom.frame(i).pixels());
    }
    SampleObject o = s.objects().get(0);
    assertThat(o.masks()).isEqualTo(truth);
    assertThat(o.description().orElseThrow().render()).isEqualTo("CASS 2, LAO 35 CRANIAL 5");
  }
}
