// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.dcm4che;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.UID;
import org.dcm4che3.io.DicomInputStream;
import org.dcm4che3.io.DicomOutputStream;

/** Files read and written by dcm4che. */
final class Streams {

  private Streams() {}

  static Attributes read(byte[] file) throws IOException {
    try (DicomInputStream in = new DicomInputStream(new ByteArrayInputStream(file))) {
      return in.readDataset();
    }
  }

  /** Bulk data stay in the file. */
  static Attributes open(Path file) throws IOException {
    try (DicomInputStream in = new DicomInputStream(file.toFile())) {
      in.setIncludeBulkData(DicomInputStream.IncludeBulkData.URI);
      return in.readDataset();
    }
  }

  static byte[] write(Attributes attributes, String transferSyntax) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DicomOutputStream out = new DicomOutputStream(bytes, UID.ExplicitVRLittleEndian)) {
      out.writeDataset(attributes.createFileMetaInformation(transferSyntax), attributes);
    }
    return bytes.toByteArray();
  }
}
