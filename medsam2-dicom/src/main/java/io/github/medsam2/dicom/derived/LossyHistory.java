package io.github.medsam2.dicom.derived;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Tag;
import java.util.Collection;
import java.util.Optional;

/** Images derived from lossy ones stay lossy, however they are written (PS3.3 C.7.6.1.1.5). */
public final class LossyHistory {

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
    return source.text(Tag.LOSSY_IMAGE_COMPRESSION).orElse("").equals("01");
  }
}
