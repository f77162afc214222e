// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import io.github.medsam2.error.MedSam2Exception;

/** A command line that does not say what to do. */
final class UsageException extends MedSam2Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String where, String expected, String found, String fix) {
    super(where, expected, found, fix);
  }
}
