// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.sr;

import io.github.medsam2.dicom.derived.Code;
import io.github.medsam2.dicom.derived.Polyline;
import java.util.List;

/** The value of a content item (PS3.3 C.17.3). */
sealed interface Content {

  /**
   * Items that belong together.
   *
   * @param template the number of the template they follow; may be empty
   */
  record Container(String template) implements Content {}

  /** A coded value. */
  record Coded(Code code) implements Content {}

  /** Text. */
  record Text(String text) implements Content {}

  /** A unique identifier. */
  record Uid(String uid) implements Content {}

  /** A number with its unit. */
  record Numeric(double value, Code unit) implements Content {}

  /**
   * A reference to an image: to all of it, to frames, or to segments; never to frames and segments.
   *
   * @param sopClass its kind
   * @param sopInstance its identifier
   * @param frames 1-based
   * @param segments their numbers
   */
  record Image(String sopClass, String sopInstance, List<Integer> frames, List<Integer> segments)
      implements Content {}

  /** A line on the image it is selected from. */
  record Line(Polyline line) implements Content {}

  /** What this library does not read. */
  record Other() implements Content {}
}
