// SPDX-License-Identifier: Apache-2.0
package org.dcm4che3.data;

import io.github.medsam2.dicom.data.DataSet;

/** Stands in for the class of dcm4che, so that the bridge of docs/dicom.md compiles and runs. */
public final class Attributes {
  public final DataSet elements;
  public final String transferSyntax;

  public Attributes(DataSet elements, String transferSyntax) {
    this.elements = elements;
    this.transferSyntax = transferSyntax;
  }

  public Attributes createFileMetaInformation(String transferSyntaxUid) {
    return new Attributes(DataSet.empty(), transferSyntaxUid);
  }
}
