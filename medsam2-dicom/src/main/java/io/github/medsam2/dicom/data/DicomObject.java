// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import java.util.List;

/**
 * A DICOM object as it was read. Owns the open file where there is one; pixel data and long values
 * can be read until it is closed. Thread-safe.
 */
public final class DicomObject implements AutoCloseable {
  private final DataSet fileMeta;
  private final TransferSyntax transferSyntax;
  private final DataSet dataSet;
  private final List<Finding> findings;
  private final ByteSource source;
  private final DicomLimits limits;

  DicomObject(
      DataSet fileMeta,
      TransferSyntax transferSyntax,
      DataSet dataSet,
      List<Finding> findings,
      ByteSource source,
      DicomLimits limits) {
    this.fileMeta = fileMeta;
    this.transferSyntax = transferSyntax;
    this.dataSet = dataSet;
    this.findings = findings;
    this.source = source;
    this.limits = limits;
  }

  /**
   * An object of a data set that was made or read elsewhere.
   *
   * @param dataSet all its elements, without groups 0 to 2
   * @param transferSyntax the syntax of its pixel data
   */
  public static DicomObject of(DataSet dataSet, TransferSyntax transferSyntax) {
    ByteSource nothing = ByteSource.of(new byte[0]);
    return new DicomObject(
        DataSet.empty(), transferSyntax, dataSet, List.of(), nothing, DicomLimits.defaults());
  }

  /** The file meta information, group 0002; empty where the file has none. */
  public DataSet fileMeta() {
    return fileMeta;
  }

  /** How the data set was written. */
  public TransferSyntax transferSyntax() {
    return transferSyntax;
  }

  /** All elements after the file meta information. */
  public DataSet dataSet() {
    return dataSet;
  }

  /** What was wrong with the file and worked around; empty in a strict reading. */
  public List<Finding> findings() {
    return findings;
  }

  /** The limits it was read within, which hold for its pixel data, too. */
  public DicomLimits limits() {
    return limits;
  }

  /** Closes the file. Closing twice does nothing. */
  @Override
  public void close() {
    source.close();
  }
}
