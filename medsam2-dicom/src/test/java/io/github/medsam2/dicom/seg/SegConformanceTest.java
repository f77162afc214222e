// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.Validator;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.volume.SliceStack;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.MaskVolume;
import io.github.medsam2.testing.SharedData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An independent validator finds nothing to complain about. Label maps are too new for it. */
class SegConformanceTest {
  static List<SegForm> forms() {
    List<SegForm> out = new ArrayList<>();
    // It does not read deflated data sets.
    for (SegForm.Compression c :
        List.of(SegForm.Compression.NONE, SegForm.Compression.RUN_LENGTH)) {
      out.add(SegForm.binary().compressed(c));
      out.add(SegForm.fractional().compressed(c));
    }
    return out;
  }

  private static void check(SegForm form, DataSet object) {
    Validator.DCIODVFY.praises(form.writer().toBytes(object));
  }

  private static DataSet filled(SegWriter writer, int width, int height, int frames) {
    for (int f = 0; f < frames; f++) {
      Mask vessel = SegFixtures.disc(width, height, width / 2.0 + f, height / 2.0, width / 4.0);
      writer.mask(1, f, vessel);
      if (f % 2 == 0) {
        writer.mask(2, f, SegFixtures.disc(width, height, width / 2.0 + f, height / 2.0, 3));
      }
    }
    return writer.creation(SegFixtures.creation()).build();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void cine(SegForm form) {
    DataSet source = SegFixtures.cine(33, 21, 5);
    check(form, filled(SegWriter.of(source, form, SegFixtures.THREE), 33, 21, 5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"phantom_IM1", "phantom_IM5"})
  void realCine(String name) {
    try (DicomFile file = DicomFile.open(SharedData.require("data/dicom-xa/" + name + ".dcm"))) {
      for (SegForm form : List.of(SegForm.binary(), SegForm.fractional())) {
        SegWriter writer = file.segment(form, SegFixtures.VESSEL, SegFixtures.STENOSIS);
        check(form, filled(writer, 512, 512, file.frames().count()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BINARY", "FRACTIONAL"})
  void volume(SegmentationType type) {
    SegForm form = type == SegmentationType.BINARY ? SegForm.binary() : SegForm.fractional();
    SliceStack stack = SegFixtures.stack(12, 10, 0, 0, 2.5, 5, 7.5);
    check(form, filled(SegWriter.of(stack, form, SegFixtures.THREE), 12, 10, 4));
  }

  @Test
  void aGappedVolumeAndAnEmptySegmentation() {
    SliceStack stack = SegFixtures.stack(12, 10, 0, 0, 2.5, 10, 12.5);
    List<Mask> empty = Collections.nCopies(4, Mask.empty(12, 10));
    MaskVolume nothing = MaskVolume.of(empty, stack.geometry());
    SegWriter writer = SegWriter.of(stack, SegForm.binary(), SegFixtures.THREE);
    check(SegForm.binary(), writer.volume(3, nothing).build());
  }

  /** The validator does see: a planted mistake is found. */
  @Test
  void findsAMistake() {
    DataSet source = SegFixtures.cine(8, 8, 2);
    DataSet object = filled(SegWriter.of(source, SegForm.binary(), SegFixtures.THREE), 8, 8, 2);
    DataSet broken = object.toBuilder().remove(Tag.CONTENT_LABEL).build();
    Validator.DCIODVFY.rejects(SegForm.binary().writer().toBytes(broken));
  }
}
