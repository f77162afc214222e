// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.run;

import io.github.medsam2.error.MedSam2Exception;

/** What was asked for is not there. */
public final class AbsentObjectException extends MedSam2Exception {
  private static final long serialVersionUID = 1;

  AbsentObjectException(String expected, String found) {
    super("object", expected, found, "look at the image, and prompt where the object is");
  }
}
