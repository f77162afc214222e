// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.dcm4che;

import io.github.medsam2.dicom.data.ByteSource;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.Element;
import io.github.medsam2.dicom.data.Located;
import io.github.medsam2.dicom.data.Sequence;
import io.github.medsam2.dicom.data.SpecificCharacterSet;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Value;
import io.github.medsam2.dicom.data.Vr;
import io.github.medsam2.dicom.error.DicomException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.BulkData;
import org.dcm4che3.data.Fragments;
import org.dcm4che3.data.VR;

/** From attributes to a data set. */
final class AttributesReader {
  /** Values up to this length are copied, longer ones used in place, as in a file. */
  private static final int COPIED = 1 << 16;

  private static final int DEPTH = DicomLimits.defaults().depth();

  private AttributesReader() {}

  static DataSet read(Attributes attributes) {
    return read(attributes, SpecificCharacterSet.ASCII, 0);
  }

  private static DataSet read(Attributes attributes, SpecificCharacterSet inherited, int depth) {
    DataSetBuilder out = DataSet.builder(inherited);
    for (int tag : attributes.tags()) {
      out.element(element(attributes, tag, out, depth));
    }
    return out.build();
  }

  private static Element element(Attributes a, int tag, DataSetBuilder so, int depth) {
    Vr vr = Vr.valueOf(a.getVR(tag).name());
    Object value = a.getValue(tag);
    if (value instanceof org.dcm4che3.data.Sequence s) {
      return sequence(tag, s, so, depth);
    }
    if (value instanceof Fragments f) {
      return FragmentsReader.read(f);
    }
    if (value instanceof BulkData b) {
      BulkFile file = BulkFile.of(tag, b);
      return Located.of(tag, vr, file, b.offset(), b.longLength(), b.bigEndian());
    }
    byte[] bytes = bytes(a, tag);
    if (vr == Vr.SQ && bytes.length == 0) {
      return new Sequence(tag, List.of());
    }
    if (bytes.length > COPIED || tag == Tag.PIXEL_DATA.number()) {
      return Located.of(tag, vr, ByteSource.of(bytes), 0, bytes.length, a.bigEndian());
    }
    VR order = a.getVR(tag);
    return Value.of(tag, vr, a.bigEndian() ? order.toggleEndian(bytes, true) : bytes);
  }

  private static Element sequence(
      int tag, org.dcm4che3.data.Sequence s, DataSetBuilder so, int depth) {
    if (depth >= DEPTH) {
      throw new DicomException(
          Tag.describe(tag),
          "at most " + DEPTH + " nested sequences",
          "more",
          "take the data set from a source that can be trusted");
    }
    SpecificCharacterSet characters = so.characters();
    List<DataSet> items = new ArrayList<>(s.size());
    for (Attributes item : s) {
      items.add(read(item, characters, depth + 1));
    }
    return new Sequence(tag, items);
  }

  /** The bytes of a value in the byte order of the attributes; the array itself where it is one. */
  private static byte[] bytes(Attributes a, int tag) {
    try {
      byte[] bytes = a.getBytes(tag);
      if (bytes != null) {
        return bytes;
      }
    } catch (IOException e) {
      throw unreadable(tag, e.getClass().getSimpleName());
    }
    throw unreadable(tag, "a value of another kind");
  }

  private static DicomException unreadable(int tag, String found) {
    return new DicomException(
        Tag.describe(tag), "a value that can be read", found, "read the attributes anew");
  }
}
