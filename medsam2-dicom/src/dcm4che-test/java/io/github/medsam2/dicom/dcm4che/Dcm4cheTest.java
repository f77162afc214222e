// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.dcm4che;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Located;
import io.github.medsam2.dicom.error.DicomException;
import java.io.IOException;
import java.nio.file.Path;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.BulkData;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.UID;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Dcm4cheTest {

  /** An element of every kind, among them all that libraries like to lose. */
  static Attributes everything(boolean bigEndian) {
    Attributes a = new Attributes(bigEndian);
    a.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
    a.setString(Tag.SOPClassUID, VR.UI, UID.XRayAngiographicImageStorage);
    a.setString(Tag.SOPInstanceUID, VR.UI, "2.25.7");
    a.setString(Tag.PatientName, VR.PN, "Buc^Jérôme", "Люкceмбypг");
    a.setString(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY", "", "X");
    a.setNull(Tag.PatientID, VR.LO);
    a.setDouble(Tag.FrameTime, VR.DS, 66.5);
    a.setInt(Tag.NumberOfFrames, VR.IS, 3);
    a.setInt(Tag.Rows, VR.US, 40_000);
    a.setInt(Tag.PixelPaddingValue, VR.SS, -2000);
    a.setInt(Tag.FrameIncrementPointer, VR.AT, Tag.FrameTime);
    a.setFloat(Tag.GraphicData, VR.FL, 1.5f, -2);
    a.setDouble(Tag.PhysicalDeltaX, VR.FD, 0.1);
    a.setInt(Tag.ReferencePixelX0, VR.SL, -70_000);
    a.setLong(Tag.ExtendedOffsetTable, VR.OV, 0, 1L << 40);
    a.setString(Tag.TextValue, VR.UT, "a\\b");
    a.setBytes(Tag.RedPaletteColorLookupTableData, VR.OW, new byte[] {1, 2, 3, 4});
    a.setString("MAKER 1", 0x00091001, VR.SH, "own");
    a.setBytes("MAKER 2", 0x00091001, VR.UN, new byte[] {9, 8});
    a.setNull(Tag.ReferencedImageSequence, VR.SQ);
    Attributes deep = new Attributes(bigEndian);
    deep.setString(Tag.CodeMeaning, VR.LO, "tief größer");
    Attributes other = new Attributes(bigEndian);
    other.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 144");
    other.setString(Tag.CodeMeaning, VR.LO, "Люкс");
    Attributes item = new Attributes(bigEndian);
    a.newSequence(Tag.AnatomicRegionSequence, 2).add(item);
    a.getSequence(Tag.AnatomicRegionSequence).add(other);
    item.newSequence(Tag.AnatomicRegionModifierSequence, 1).add(deep);
    return a;
  }

  @Test
  void everyElementComesBack() {
    Attributes a = everything(false);
    assertThat(Dcm4che.attributes(Dcm4che.dataSet(a))).isEqualTo(a);
  }

  @Test
  void valuesAreThoseOfTheAttributes() {
    for (boolean bigEndian : new boolean[] {false, true}) {
      DataSet d = Dcm4che.dataSet(everything(bigEndian));
      assertThat(d.size()).isEqualTo(everything(bigEndian).size());
      assertThat(d.texts(io.github.medsam2.dicom.data.Tag.PATIENT_NAME))
          .containsExactly("Buc^Jérôme", "Люкceмбypг");
      assertThat(d.integer(io.github.medsam2.dicom.data.Tag.ROWS)).hasValue(40_000);
      assertThat(d.doubles(io.github.medsam2.dicom.data.Tag.GRAPHIC_DATA)).containsExactly(1.5, -2);
      assertThat(d.longs(io.github.medsam2.dicom.data.Tag.EXTENDED_OFFSET_TABLE))
          .containsExactly(0, 1L << 40);
      assertThat(d.ints(io.github.medsam2.dicom.data.Tag.FRAME_INCREMENT_POINTER))
          .containsExactly(Tag.FrameTime);
      assertThat(d.wholeText(0x00090010)).contains("MAKER 1");
      assertThat(d.value(0x00091101).orElseThrow().bytes()).containsExactly(9, 8);
      assertThat(d.element(io.github.medsam2.dicom.data.Tag.PATIENT_ID)).isPresent();
      var items = d.items(io.github.medsam2.dicom.data.Tag.ANATOMIC_REGION_SEQUENCE);
      var meaning = io.github.medsam2.dicom.data.Tag.CODE_MEANING;
      DataSet deep =
          items.get(0).item(io.github.medsam2.dicom.data.Tag.ANATOMIC_REGION_MODIFIER_SEQUENCE);
      assertThat(deep.text(meaning)).contains("tief größer");
      assertThat(items.get(1).text(meaning)).contains("Люкс");
    }
  }

  /** What one writes, the other reads to the same: the text's bytes and its set went along. */
  @Test
  void bothWriteTheSame() throws IOException {
    Attributes a = everything(false);
    byte[] ours = DicomWriter.explicit().toBytes(Dcm4che.dataSet(a));
    assertThat(Streams.read(ours)).isEqualTo(a);
    try (DicomFile theirs = DicomFile.read(Streams.write(a, UID.ExplicitVRLittleEndian))) {
      assertThat(theirs.findings()).isEmpty();
      assertThat(Dcm4che.attributes(theirs.dataSet())).isEqualTo(a);
    }
  }

  @Test
  void longValuesAreUsedInPlace() {
    byte[] pixels = new byte[1 << 17];
    Attributes a = new Attributes();
    a.setBytes(Tag.PixelData, VR.OW, pixels);
    Located located = (Located) Dcm4che.dataSet(a).element(Tag.PixelData).orElseThrow();
    pixels[5] = 77;
    byte[] one = new byte[1];
    located.read(5, one, 0, 1);
    assertThat(one).containsExactly(77);
  }

  @Test
  void refusesWhatIsNoFileOrNotThere(@TempDir Path folder) {
    Path absent = folder.resolve("Doe^John.dcm");
    for (BulkData bulk :
        new BulkData[] {
          new BulkData("http://127.0.0.1:9/wado", 0, 10, false),
          new BulkData(null, absent.toUri().toString(), false),
          new BulkData(absent.toUri().toString(), 0, 10, false)
        }) {
      Attributes a = new Attributes();
      a.setValue(Tag.PixelData, VR.OW, bulk);
      assertThatThrownBy(() -> Dcm4che.dataSet(a))
          .isInstanceOf(DicomException.class)
          .hasMessageContaining("(7FE0,0010)")
          .hasMessageNotContaining("Doe");
    }
  }

  @Test
  void refusesAnAbyss() {
    Attributes a = new Attributes();
    for (int i = 0; i < 70; i++) {
      Attributes around = new Attributes();
      around.newSequence(Tag.AnatomicRegionSequence, 1).add(a);
      a = around;
    }
    Attributes abyss = a;
    assertThatThrownBy(() -> Dcm4che.dataSet(abyss))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("64 nested sequences");
  }
}
