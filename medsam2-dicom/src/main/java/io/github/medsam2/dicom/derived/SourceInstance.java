// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.derived;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;

/**
 * An object that others are derived from and refer to.
 *
 * @param sopClass its kind
 * @param sopInstance its identifier
 * @param series the series it belongs to
 * @param study the study it belongs to
 * @param frames its frames
 * @param multiFrame whether its frames have numbers: its class has them, and it says how many
 */
public record SourceInstance(
    String sopClass,
    String sopInstance,
    String series,
    String study,
    int frames,
    boolean multiFrame) {

  /** The identifiers of an object. */
  public static SourceInstance of(DataSet source) {
    String sopClass = required(source, Tag.SOP_CLASS_UID);
    int said = new Tolerant(source, new Findings()).integer(Tag.NUMBER_OF_FRAMES).orElse(1);
    int frames = Math.max(1, said);
    boolean numbered = source.has(Tag.NUMBER_OF_FRAMES);
    return new SourceInstance(
        sopClass,
        required(source, Tag.SOP_INSTANCE_UID),
        required(source, Tag.SERIES_INSTANCE_UID),
        required(source, Tag.STUDY_INSTANCE_UID),
        frames,
        numbered && (frames > 1 || !ImageClasses.isSingleFrame(sopClass)));
  }

  private static String required(DataSet source, Tag tag) {
    return source
        .text(tag)
        .orElseThrow(
            () ->
                new DicomException(
                    tag.toString(),
                    "a source with this identifier",
                    "none",
                    "set the attribute in the source"));
  }

  /** A reference to the whole object: the item of a sequence. */
  public DataSet reference() {
    return DataSet.builder()
        .text(Tag.REFERENCED_SOP_CLASS_UID, sopClass)
        .text(Tag.REFERENCED_SOP_INSTANCE_UID, sopInstance)
        .build();
  }

  /**
   * A reference to some of its frames, which become 1-based numbers; to the object where its frames
   * have none.
   *
   * @param indices 0-based, at least one
   */
  public DataSet reference(int... indices) {
    for (int i : indices) {
      checkFrame(i);
    }
    if (!multiFrame) {
      return reference();
    }
    int[] numbers = Arrays.stream(indices).map(i -> i + 1).toArray();
    return reference().toBuilder().ints(Tag.REFERENCED_FRAME_NUMBER, numbers).build();
  }

  /** Refuses a frame the object does not have, and returns it otherwise; 0-based. */
  public int checkFrame(int index) {
    if (index < 0 || index >= frames) {
      throw new InvalidInputException(
          "source frame",
          "0 to " + (frames - 1) + ", the frames of the source",
          Integer.toString(index),
          "count from 0, or give the right source");
    }
    return index;
  }
}
