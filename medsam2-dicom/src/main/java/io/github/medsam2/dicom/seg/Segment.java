// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.derived.Code;
import io.github.medsam2.dicom.derived.SegmentCodes;
import io.github.medsam2.error.InvalidInputException;
import java.util.Optional;

/**
 * What a segment is (PS3.3 C.8.20.4). Start from {@link #of}.
 *
 * @param label its name for people, 1 to 64 characters
 * @param category of its type, as {@link SegmentCodes#ANATOMICAL_STRUCTURE}
 * @param type what it is, as {@link SegmentCodes#CORONARY_ARTERY}
 * @param region where it is, if the type does not say
 * @param algorithm how it came about
 * @param tracking what makes it the same thing in other objects
 * @param color to show it in
 */
public record Segment(
    String label,
    Code category,
    Code type,
    Optional<Code> region,
    Algorithm algorithm,
    Optional<Tracking> tracking,
    Optional<CieLab> color) {

  /**
   * Names the same thing in several objects: the lesion followed over time.
   *
   * @param id for people; nothing about the patient
   * @param uid for programs
   */
  public record Tracking(String id, String uid) {
    /** Checks that both are there: the standard demands both or none. */
    public Tracking {
      if (id.isBlank() || uid.isBlank()) {
        throw new InvalidInputException("tracking", "an id and a UID", "a blank one", "give both");
      }
    }
  }

  /** Checks the label. */
  public Segment {
    if (label.isBlank() || label.length() > 64 || label.indexOf('\\') >= 0) {
      throw new InvalidInputException(
          "segment label",
          "1 to 64 characters without a backslash",
          label.length() + " characters",
          "shorten it");
    }
  }

  /** A segment found from prompts. */
  public static Segment of(String label, Code category, Code type) {
    return new Segment(
        label,
        category,
        type,
        Optional.empty(),
        Algorithm.prompted(),
        Optional.empty(),
        Optional.empty());
  }

  /** An anatomical structure, as an artery. */
  public static Segment anatomy(String label, Code type) {
    return of(label, SegmentCodes.ANATOMICAL_STRUCTURE, type);
  }

  /** A finding, as a stenosis, at a place. */
  public static Segment finding(String label, Code type, Code region) {
    return of(label, SegmentCodes.ABNORMAL_STRUCTURE, type).in(region);
  }

  /** The same at a place. */
  public Segment in(Code place) {
    return new Segment(label, category, type, Optional.of(place), algorithm, tracking, color);
  }

  /** The same by another algorithm. */
  public Segment by(Algorithm other) {
    return new Segment(label, category, type, region, other, tracking, color);
  }

  /** The same, known under this identifier in other objects too. */
  public Segment tracked(String id, String uid) {
    Tracking t = new Tracking(id, uid);
    return new Segment(label, category, type, region, algorithm, Optional.of(t), color);
  }

  /** The same in a colour. */
  public Segment colored(CieLab lab) {
    return new Segment(label, category, type, region, algorithm, tracking, Optional.of(lab));
  }
}
