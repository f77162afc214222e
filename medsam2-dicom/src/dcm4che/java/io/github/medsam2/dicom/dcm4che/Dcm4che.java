// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.dcm4che;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.error.DicomException;
import org.dcm4che3.data.Attributes;

/**
 * The way from dcm4che's attributes to this library's data sets and back.
 *
 * <p>Every element is kept: private ones with their creators, sequences, fragments, empty values,
 * text as the bytes it has in the character set that goes along. Pixel data are neither read nor
 * copied where that can be avoided: arrays of attributes are used in place, and bulk data in a file
 * stay there, in both directions. So the arrays must not be written to, and the file must stay,
 * until the result is no longer used. Thread-safe as long as nobody changes the attributes.
 *
 * <pre>{@code
 * try (DicomFile file = Dcm4che.file(attributes, in.getTransferSyntax())) {
 *   CineClip cine = file.cine();
 * }
 * }</pre>
 */
public final class Dcm4che {

  private Dcm4che() {}

  /**
   * The elements of attributes.
   *
   * @param attributes a data set or file meta information, in either byte order
   * @throws DicomException for sequences nested deeper than 64, and for bulk data that are not in a
   *     file: nothing is fetched from elsewhere
   */
  public static DataSet dataSet(Attributes attributes) {
    return AttributesReader.read(attributes);
  }

  /**
   * Attributes as an open file, from which frames, cines and volumes can be had. Nothing needs
   * closing but may be closed.
   *
   * @param attributes a data set with an image
   * @param transferSyntaxUid the syntax of its pixel data, as in (0002,0010)
   */
  public static DicomFile file(Attributes attributes, String transferSyntaxUid) {
    return DicomFile.of(dataSet(attributes), TransferSyntax.of(transferSyntaxUid));
  }

  /**
   * The elements of a data set as attributes, little endian. Values that were left in a file become
   * bulk data with its address.
   *
   * @param dataSet a data set whose file, if it was read from one, is still open
   * @throws DicomException for values of 2 GB or more that are not in a file
   */
  public static Attributes attributes(DataSet dataSet) {
    return AttributesWriter.write(dataSet);
  }
}
