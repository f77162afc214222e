// SPDX-License-Identifier: Apache-2.0
package org.dcm4che3.io;

import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomObject;
import io.github.medsam2.dicom.data.DicomParser;
import io.github.medsam2.dicom.data.Strictness;
import java.io.FilterInputStream;
import java.io.InputStream;
import org.dcm4che3.data.Attributes;

/** Stands in for the class of dcm4che. */
public final class DicomInputStream extends FilterInputStream {

  public DicomInputStream(InputStream in) {
    super(in);
  }

  public Attributes readDataset() {
    DicomObject read = new DicomParser(DicomLimits.defaults(), Strictness.STRICT).read(in);
    return new Attributes(read.dataSet(), read.transferSyntax().uid());
  }
}
