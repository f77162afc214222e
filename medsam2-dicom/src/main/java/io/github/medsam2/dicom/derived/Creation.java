// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.derived;

import java.time.Clock;

/**
 * When objects are made, by what, and where their identifiers come from. Thread-safe.
 *
 * @param clock tells date and time; its zone counts where the source names none
 * @param uids makes the identifiers
 * @param equipment what the objects say made them
 */
public record Creation(Clock clock, UidGenerator uids, Equipment equipment) {

  /** Now, by this library, with random identifiers. */
  public static Creation now() {
    return new Creation(Clock.systemDefaultZone(), UidGenerator.random(), Equipment.library());
  }

  /** The same by other equipment. */
  public Creation by(Equipment other) {
    return new Creation(clock, uids, other);
  }
}
