// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.derived;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.Fragments;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.dicom.data.TransferSyntax;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Images derived from lossy ones stay lossy, however they are written (PS3.3 C.7.6.1.1.5). */
public final class LossyHistory {

  private static final Map<TransferSyntax, String> METHODS =
      Map.of(
          TransferSyntax.JPEG_BASELINE, "ISO_10918_1",
          TransferSyntax.JPEG_EXTENDED, "ISO_10918_1",
          TransferSyntax.JPEG_LS_NEAR, "ISO_14495_1",
          TransferSyntax.JPEG_2000, "ISO_15444_1");

  private LossyHistory() {}

  /** Says whether any source was compressed with loss, and how where it says so. */
  public static void copy(DataSetBuilder b, Collection<DataSet> sources) {
    Optional<DataSet> lossy = sources.stream().filter(LossyHistory::isLossy).findFirst();
    b.text(Tag.LOSSY_IMAGE_COMPRESSION, lossy.isPresent() ? "01" : "00");
    lossy.ifPresent(
        s ->
            b.copy(s, Tag.LOSSY_IMAGE_COMPRESSION_RATIO)
                .copy(s, Tag.LOSSY_IMAGE_COMPRESSION_METHOD));
  }

  private static boolean isLossy(DataSet source) {
    String said = source.term(Tag.LOSSY_IMAGE_COMPRESSION);
    return said.equals("01") || said.equals("1") || said.equals("YES");
  }

  /**
   * The source, with the loss written down where only its transfer syntax tells of it.
   *
   * @param syntax the source's
   */
  public static DataSet told(DataSet source, TransferSyntax syntax) {
    String method = METHODS.get(syntax);
    boolean silent = !source.has(Tag.LOSSY_IMAGE_COMPRESSION);
    if (method == null
        || !silent
        || !(source.element(Tag.PIXEL_DATA).orElse(null) instanceof Fragments f)) {
      return source;
    }
    return source.toBuilder()
        .text(Tag.LOSSY_IMAGE_COMPRESSION, "01")
        .doubles(Tag.LOSSY_IMAGE_COMPRESSION_RATIO, ratio(source, f))
        .text(Tag.LOSSY_IMAGE_COMPRESSION_METHOD, method)
        .build();
  }

  private static OptionalInt number(DataSet source, Tag tag) {
    return new Tolerant(source, new Findings()).integer(tag);
  }

  /** Bytes before to bytes after, rounded to hundredths. */
  private static double ratio(DataSet source, Fragments fragments) {
    double before = number(source, Tag.BITS_ALLOCATED).orElse(8) / 8.0;
    for (Tag factor : List.of(Tag.ROWS, Tag.COLUMNS, Tag.SAMPLES_PER_PIXEL, Tag.NUMBER_OF_FRAMES)) {
      before *= number(source, factor).orElse(1);
    }
    long after = IntStream.range(0, fragments.count()).mapToLong(fragments::length).sum();
    return Math.max(1, Math.round(100 * before / Math.max(1, after)) / 100.0);
  }
}
