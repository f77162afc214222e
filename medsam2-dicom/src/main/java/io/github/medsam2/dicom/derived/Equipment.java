// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.derived;

import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.error.InvalidInputException;

/**
 * What made an object (Enhanced General Equipment, PS3.3 C.7.5.2). All four are demanded by the
 * standard; do not put the names of users or computers here.
 *
 * @param manufacturer who makes the software
 * @param model its name
 * @param serialNumber of this installation
 * @param softwareVersions its version
 */
public record Equipment(
    String manufacturer, String model, String serialNumber, String softwareVersions) {

  /** Checks that none is blank or longer than 64 characters. */
  public Equipment {
    check("manufacturer", manufacturer);
    check("manufacturer's model name", model);
    check("device serial number", serialNumber);
    check("software versions", softwareVersions);
  }

  private static void check(String what, String text) {
    if (text.isBlank() || text.length() > 64 || text.indexOf('\\') >= 0) {
      throw new InvalidInputException(
          what,
          "1 to 64 characters without a backslash",
          text.length() + " characters",
          "name the software");
    }
  }

  /** This library, without a word about the machine it runs on. */
  public static Equipment library() {
    String version = Equipment.class.getPackage().getImplementationVersion();
    return new Equipment(
        "MedSAM2 for Java", "MedSAM2", "none", version == null ? "unreleased" : version);
  }

  void addTo(DataSetBuilder b) {
    b.text(Tag.MANUFACTURER, manufacturer)
        .text(Tag.MANUFACTURER_MODEL_NAME, model)
        .text(Tag.DEVICE_SERIAL_NUMBER, serialNumber)
        .text(Tag.SOFTWARE_VERSIONS, softwareVersions);
  }
}
