// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.dcm4che;

import io.github.medsam2.dicom.data.Bytes;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Element;
import io.github.medsam2.dicom.data.FileRange;
import io.github.medsam2.dicom.data.Fragments;
import io.github.medsam2.dicom.data.Located;
import io.github.medsam2.dicom.data.Sequence;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.error.DicomException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.BulkData;
import org.dcm4che3.data.VR;

/** From a data set to attributes. */
final class AttributesWriter {

  private AttributesWriter() {}

  static Attributes write(DataSet dataSet) {
    Attributes out = new Attributes(dataSet.size());
    for (Element e : dataSet) {
      put(out, e);
    }
    return out;
  }

  private static void put(Attributes out, Element e) {
    if (e instanceof Sequence s && s.items().isEmpty()) {
      // As its own reader has it.
      out.setNull(s.tag(), VR.SQ);
    } else if (e instanceof Sequence s) {
      org.dcm4che3.data.Sequence items = out.newSequence(s.tag(), s.items().size());
      s.items().forEach(item -> items.add(write(item)));
    } else if (e instanceof Fragments f) {
      put(out, f);
    } else if (e instanceof Bytes b) {
      out.setValue(e.tag(), VR.valueOf(e.vr().name()), value(b));
    } else {
      throw new DicomException(
          Tag.describe(e.tag()),
          "pixel data that are there",
          "frames made when they are written",
          "write the data set, and open the file");
    }
  }

  private static Object value(Bytes bytes) {
    if (bytes.length() == 0) {
      return org.dcm4che3.data.Value.NULL;
    }
    FileRange file = bytes instanceof Located l ? l.inFile().orElse(null) : null;
    if (file != null) {
      return bulk(file, ((Located) bytes).isBigEndian());
    }
    if (bytes.length() > Integer.MAX_VALUE - 8) {
      throw new DicomException(
          Tag.describe(bytes.tag()),
          "less than 2 GB in memory",
          bytes.length() + " bytes",
          "open the data set from a file, where its values stay");
    }
    byte[] out = new byte[(int) bytes.length()];
    bytes.read(0, out, 0, out.length);
    return out;
  }

  private static void put(Attributes out, Fragments f) {
    VR vr = VR.valueOf(f.vr().name());
    org.dcm4che3.data.Fragments to = out.newFragments(f.tag(), vr, f.count() + 1);
    to.add(table(f.offsetTable()));
    for (int i = 0; i < f.count(); i++) {
      FileRange file = f.inFile(i).orElse(null);
      to.add(file == null ? bytes(f, i) : bulk(file, false));
    }
  }

  private static BulkData bulk(FileRange file, boolean bigEndian) {
    String uri = file.file().toUri().toString();
    return new BulkData(uri, file.offset(), file.length(), bigEndian);
  }

  private static byte[] bytes(Fragments f, int fragment) {
    byte[] out = new byte[f.length(fragment)];
    f.read(fragment, out, 0, out.length);
    return out;
  }

  /** An offset that 32 bits do not hold makes the table empty, which is allowed. */
  private static byte[] table(long[] offsets) {
    if (offsets.length > 0 && offsets[offsets.length - 1] > 0xffff_ffffL) {
      return new byte[0];
    }
    ByteBuffer out = ByteBuffer.allocate(4 * offsets.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long offset : offsets) {
      out.putInt((int) offset);
    }
    return out.array();
  }
}
