// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.dcm4che;

import io.github.medsam2.dicom.data.ByteSource;
import io.github.medsam2.dicom.data.Fragments;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Vr;
import io.github.medsam2.dicom.error.DicomException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dcm4che3.data.BulkData;

/** From dcm4che's fragments, the first of which is the basic offset table, to this library's. */
final class FragmentsReader {
  private static final int PIXEL_DATA = Tag.PIXEL_DATA.number();

  private FragmentsReader() {}

  static Fragments read(org.dcm4che3.data.Fragments all) {
    List<JoinedSource.Piece> pieces = new ArrayList<>(all.size());
    for (Object fragment : all) {
      pieces.add(piece(fragment));
    }
    long[] table = pieces.isEmpty() ? new long[0] : table(pieces.get(0));
    JoinedSource joined = new JoinedSource(pieces.subList(Math.min(1, pieces.size()), all.size()));
    int[] lengths = new int[joined.count()];
    Arrays.setAll(lengths, joined::length);
    long[] positions = new long[lengths.length];
    Arrays.setAll(positions, joined::start);
    return Fragments.of(Vr.valueOf(all.vr().name()), joined, positions, lengths, table);
  }

  private static JoinedSource.Piece piece(Object fragment) {
    if (fragment instanceof BulkData b) {
      BulkFile file = BulkFile.of(PIXEL_DATA, b);
      return new JoinedSource.Piece(file, b.offset(), Math.toIntExact(b.longLength()));
    }
    if (fragment instanceof byte[] bytes) {
      // A codestream just made may be odd; items are even, and the offset table counts them so.
      byte[] even = bytes.length % 2 == 0 ? bytes : Arrays.copyOf(bytes, bytes.length + 1);
      return new JoinedSource.Piece(ByteSource.of(even), 0, even.length);
    }
    if (fragment instanceof org.dcm4che3.data.Value v && v.isEmpty()) {
      return new JoinedSource.Piece(ByteSource.of(new byte[0]), 0, 0);
    }
    throw new DicomException(
        Tag.describe(PIXEL_DATA),
        "fragments that are bytes or bulk data",
        "another kind",
        "read the attributes anew");
  }

  private static long[] table(JoinedSource.Piece first) {
    byte[] bytes = new byte[first.length()];
    first.source().read(first.position(), bytes, 0, bytes.length);
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long[] out = new long[bytes.length / 4];
    Arrays.setAll(out, i -> in.getInt(4 * i) & 0xffff_ffffL);
    return out;
  }
}
