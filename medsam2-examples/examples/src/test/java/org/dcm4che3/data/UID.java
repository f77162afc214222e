// SPDX-License-Identifier: Apache-2.0
package org.dcm4che3.data;

/** Stands in for the class of dcm4che. */
public final class UID {
  public static final String ExplicitVRLittleEndian = "1.2.840.10008.1.2.1";

  private UID() {}
}
