// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.dicom;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Sequence;
import io.github.medsam2.dicom.error.DicomException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The elements of one private creator in one group of a data set: the creator reserves a block
 * (PS3.5 7.8.1), and element {@code xx} of it may stand at any of 240 places.
 */
final class PrivateBlock {
  private static final int FIRST = 0x10;
  private static final int LAST = 0xff;

  private final DataSet data;
  private final int base;

  private PrivateBlock(DataSet data, int base) {
    this.data = data;
    this.base = base;
  }

  /** The block of a creator, if it reserved one. */
  static Optional<PrivateBlock> of(DataSet data, int group, String creator) {
    for (int block = FIRST; block <= LAST; block++) {
      String name = data.wholeText(group << 16 | block).orElse("").strip();
      if (name.equals(creator)) {
        return Optional.of(new PrivateBlock(data, group << 16 | block << 8));
      }
    }
    return Optional.empty();
  }

  /** The items of a sequence; none when it is absent. */
  List<DataSet> items(int element, int most) {
    if (data.element(base | element).orElse(null) instanceof Sequence s) {
      if (s.items().size() > most) {
        throw wrong(element, "at most " + most + " items", s.items().size() + "");
      }
      return s.items();
    }
    return List.of();
  }

  String text(int element) {
    return data.wholeText(base | element).orElse("").strip();
  }

  /** Numbers of any VR that holds some; none when it is absent. */
  double[] numbers(int element, int most) {
    double[] all =
        data.value(base | element)
            .map(v -> PrivateNumbers.of(v, wrong(element, "numbers", "other bytes")))
            .orElseGet(() -> new double[0]);
    if (all.length > most) {
      throw wrong(element, "at most " + most + " numbers", all.length + "");
    }
    return all;
  }

  DicomException wrong(int element, String expected, String found) {
    int tag = base | element;
    return new DicomException(
        String.format(Locale.ROOT, "(%04X,%04X)", tag >>> 16, tag & 0xffff),
        expected,
        found,
        "export the analysis again");
  }
}
