// SPDX-License-Identifier: Apache-2.0
package org.dcm4che3.io;

import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.TransferSyntax;
import java.io.FilterOutputStream;
import java.io.OutputStream;
import org.dcm4che3.data.Attributes;

/** Stands in for the class of dcm4che: writes the file meta information and the data set. */
public final class DicomOutputStream extends FilterOutputStream {

  public DicomOutputStream(OutputStream out, String transferSyntaxUid) {
    super(out);
    if (!transferSyntaxUid.equals("1.2.840.10008.1.2.1")) {
      throw new IllegalStateException("file meta information is explicit little endian");
    }
  }

  public void writeDataset(Attributes fileMeta, Attributes dataSet) {
    DicomWriter.of(TransferSyntax.of(fileMeta.transferSyntax)).write(out, dataSet.elements);
  }
}
