// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a data set is laid out as bytes, and in which codec its pixel data are (PS3.5 section 10).
 *
 * @param uid the registered UID, or a private one
 * @param label its plain name
 * @param layout how the elements are written
 */
public record TransferSyntax(String uid, String label, Layout layout) {

  /** How elements are laid out. */
  public enum Layout {
    IMPLICIT_LITTLE,
    EXPLICIT_LITTLE,
    EXPLICIT_BIG,
    DEFLATED,
    /** Explicit little endian, pixel data as fragments. */
    ENCAPSULATED
  }

  private static final String ROOT = "1.2.840.10008.1.2";

  public static final TransferSyntax IMPLICIT_LITTLE =
      known("", "Implicit VR Little Endian", Layout.IMPLICIT_LITTLE);
  public static final TransferSyntax EXPLICIT_LITTLE =
      known(".1", "Explicit VR Little Endian", Layout.EXPLICIT_LITTLE);
  public static final TransferSyntax EXPLICIT_BIG =
      known(".2", "Explicit VR Big Endian", Layout.EXPLICIT_BIG);
  public static final TransferSyntax DEFLATED =
      known(".1.99", "Deflated Explicit VR Little Endian", Layout.DEFLATED);
  public static final TransferSyntax RLE = encapsulated(".5", "RLE Lossless");
  public static final TransferSyntax JPEG_BASELINE = encapsulated(".4.50", "JPEG Baseline");
  public static final TransferSyntax JPEG_EXTENDED = encapsulated(".4.51", "JPEG Extended");
  public static final TransferSyntax JPEG_LOSSLESS = encapsulated(".4.57", "JPEG Lossless");
  public static final TransferSyntax JPEG_LOSSLESS_SV1 =
      encapsulated(".4.70", "JPEG Lossless, First-Order Prediction");
  public static final TransferSyntax JPEG_LS = encapsulated(".4.80", "JPEG-LS Lossless");
  public static final TransferSyntax JPEG_LS_NEAR = encapsulated(".4.81", "JPEG-LS Near-Lossless");
  public static final TransferSyntax JPEG_2000_LOSSLESS =
      encapsulated(".4.90", "JPEG 2000 Lossless");
  public static final TransferSyntax JPEG_2000 = encapsulated(".4.91", "JPEG 2000");

  public static final TransferSyntax DEFLATED_FRAME = encapsulated(".8.1", "Deflated Image Frame");

  private static final List<TransferSyntax> KNOWN =
      List.of(
          IMPLICIT_LITTLE,
          EXPLICIT_LITTLE,
          EXPLICIT_BIG,
          DEFLATED,
          RLE,
          JPEG_BASELINE,
          JPEG_EXTENDED,
          JPEG_LOSSLESS,
          JPEG_LOSSLESS_SV1,
          JPEG_LS,
          JPEG_LS_NEAR,
          JPEG_2000_LOSSLESS,
          JPEG_2000,
          encapsulated(".4.53", "JPEG Spectral Selection (retired)"),
          encapsulated(".4.55", "JPEG Full Progression (retired)"),
          encapsulated(".4.92", "JPEG 2000 Part 2 Lossless"),
          encapsulated(".4.93", "JPEG 2000 Part 2"),
          encapsulated(".4.94", "JPIP Referenced"),
          encapsulated(".4.100", "MPEG2 Main Level"),
          encapsulated(".4.101", "MPEG2 High Level"),
          encapsulated(".4.102", "H.264 High Profile"),
          encapsulated(".4.103", "H.264 BD-compatible"),
          encapsulated(".4.107", "HEVC Main Profile"),
          encapsulated(".4.108", "HEVC Main 10 Profile"),
          encapsulated(".4.110", "JPEG XL Lossless"),
          encapsulated(".4.111", "JPEG XL JPEG Recompression"),
          encapsulated(".4.112", "JPEG XL"),
          encapsulated(".4.201", "High-Throughput JPEG 2000 Lossless"),
          encapsulated(".4.202", "High-Throughput JPEG 2000 RPCL Lossless"),
          encapsulated(".4.203", "High-Throughput JPEG 2000"),
          DEFLATED_FRAME);

  private static TransferSyntax known(String suffix, String label, Layout layout) {
    return new TransferSyntax(ROOT + suffix, label, layout);
  }

  private static TransferSyntax encapsulated(String suffix, String label) {
    return known(suffix, label, Layout.ENCAPSULATED);
  }

  /** The registered syntax of a UID, if this library knows its name. */
  public static Optional<TransferSyntax> known(String uid) {
    return KNOWN.stream().filter(t -> t.uid.equals(uid)).findFirst();
  }

  /**
   * The syntax of a UID. One that is not known is read as explicit little endian with fragments,
   * which is how every syntax added since 1993 is laid out.
   */
  public static TransferSyntax of(String uid) {
    return known(uid).orElseGet(() -> new TransferSyntax(uid, "unknown", Layout.ENCAPSULATED));
  }

  /** Whether this is one of the given syntaxes. */
  public boolean in(TransferSyntax... others) {
    return Arrays.asList(others).contains(this);
  }

  /** Whether elements carry their VR. */
  public boolean explicitVr() {
    return layout != Layout.IMPLICIT_LITTLE;
  }

  /** Whether numbers are big endian. */
  public boolean bigEndian() {
    return layout == Layout.EXPLICIT_BIG;
  }

  /** Whether pixel data are fragments of a codestream. */
  public boolean isEncapsulated() {
    return layout == Layout.ENCAPSULATED;
  }

  /** The name with a UID that holds only digits and dots; safe in messages. */
  @Override
  public String toString() {
    boolean wellFormed = uid.length() <= 64 && uid.matches("[0-9.]*");
    return label + " (" + (wellFormed ? uid : "malformed UID") + ")";
  }
}
