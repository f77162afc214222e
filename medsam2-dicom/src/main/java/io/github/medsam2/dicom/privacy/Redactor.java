// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.privacy;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomObject;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.derived.LossyHistory;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Bounds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Masks identity in objects that are exported for training, after the Basic Application Level
 * Confidentiality Profile (PS3.15 annex E) as far as this library knows attributes. A helper, not a
 * de-identification: what is left is for a person to judge, above all text burned into pixels.
 *
 * <ul>
 *   <li>The patient's attributes, names, institutions, free text, private groups, curves, overlays,
 *       icons, original attributes and signatures go, at every depth; so does any text, sequence or
 *       bytes in an attribute the library does not know.
 *   <li>Patient ID and name become one pseudonym; UIDs are mapped. Both are made from the original
 *       and the key: one key keeps the references of a set of objects, and its split by patients,
 *       right.
 *   <li>Dates and times go, or are moved by one number of days a patient.
 *   <li>Coded values, numbers, code strings and names of equipment stay.
 * </ul>
 *
 * Immutable and thread-safe. Keep the key as you would keep the names.
 */
public final class Redactor {
  private final Pseudonyms pseudonyms;
  private final boolean shiftDates;
  private final boolean keepBurnedIn;
  private final boolean keepFeatures;
  private final List<Bounds> blanked;

  private Redactor(
      Pseudonyms pseudonyms,
      boolean shiftDates,
      boolean keepBurnedIn,
      boolean keepFeatures,
      List<Bounds> blanked) {
    this.pseudonyms = pseudonyms;
    this.shiftDates = shiftDates;
    this.keepBurnedIn = keepBurnedIn;
    this.keepFeatures = keepFeatures;
    this.blanked = List.copyOf(blanked);
  }

  /**
   * A redactor that removes dates and leaves pixels as they are.
   *
   * @param key at least 16 random bytes; the same key maps the same originals to the same values
   */
  public static Redactor withKey(byte[] key) {
    return with(Pseudonyms.withKey(key));
  }

  /** A redactor whose key nobody knows: its values match only among its own objects. */
  public static Redactor withRandomKey() {
    return with(Pseudonyms.withRandomKey());
  }

  private static Redactor with(Pseudonyms pseudonyms) {
    return new Redactor(pseudonyms, false, false, false, List.of());
  }

  /**
   * Moves dates 1 to 3650 days back, one number for all objects of a patient, and keeps times of
   * the day: intervals stay right.
   */
  public Redactor shiftingDates() {
    return new Redactor(pseudonyms, true, keepBurnedIn, keepFeatures, blanked);
  }

  /**
   * Makes rectangles of all frames black. Pixel data are then written uncompressed, colour as RGB.
   */
  public Redactor blanking(Bounds... rectangles) {
    List<Bounds> all = new ArrayList<>(blanked);
    all.addAll(List.of(rectangles));
    return new Redactor(pseudonyms, shiftDates, keepBurnedIn, keepFeatures, all);
  }

  /** Takes objects that say they hold burned-in text, though no rectangle is made black. */
  public Redactor keepingBurnedIn() {
    return new Redactor(pseudonyms, shiftDates, true, keepFeatures, blanked);
  }

  /** Takes objects that say a person can be recognised by what they show. */
  public Redactor keepingVisualFeatures() {
    return new Redactor(pseudonyms, shiftDates, keepBurnedIn, true, blanked);
  }

  /**
   * Writes a masked copy, whole or not at all; an existing file is replaced.
   *
   * @param source stays open and as it is
   * @param limits to decode pixels within, where they change
   */
  public Redaction write(DicomObject source, DicomLimits limits, Path target) {
    Changes changes = new Changes();
    DataSet d = LossyHistory.told(source.dataSet(), source.transferSyntax());
    checkBurnedIn(d);
    String patient = d.text(Tag.PATIENT_ID).orElse("");
    int days = shiftDates ? pseudonyms.days(patient) : 0;
    DataSetBuilder out = new Masking(pseudonyms, patient, days, changes).mask(d);
    if (d.has(Tag.VERIFYING_OBSERVER_SEQUENCE)) {
      // Nobody is left who verified it.
      out.text(Tag.VERIFICATION_FLAG, "UNVERIFIED");
    }
    boolean rewritten = PixelMasking.needed(d, blanked);
    if (rewritten) {
      PixelMasking.apply(out, source, limits, blanked);
      changes.add(Tag.PIXEL_DATA.number(), Treatment.BLANKED);
    }
    statement(out);
    boolean encapsulated = source.transferSyntax().isEncapsulated() && !rewritten;
    TransferSyntax syntax = encapsulated ? source.transferSyntax() : TransferSyntax.EXPLICIT_LITTLE;
    DicomWriter.of(syntax).write(target, out.build());
    return new Redaction(changes.list(), left(d, encapsulated));
  }

  /** Whatever an object says but a plain no may mean that there is something. */
  private static boolean mayHold(DataSet d, Tag tag) {
    return d.has(tag) && !d.terms(tag).stream().allMatch(said -> said.equals("NO"));
  }

  private void checkBurnedIn(DataSet d) {
    if (mayHold(d, Tag.BURNED_IN_ANNOTATION) && blanked.isEmpty() && !keepBurnedIn) {
      throw new InvalidInputException(
          Tag.BURNED_IN_ANNOTATION.toString(),
          "rectangles to blank",
          "an object that says it holds burned-in text, and none",
          "give rectangles, or keep the text knowingly");
    }
    if (mayHold(d, Tag.RECOGNIZABLE_VISUAL_FEATURES) && !keepFeatures) {
      throw new InvalidInputException(
          Tag.RECOGNIZABLE_VISUAL_FEATURES.toString(),
          "an object nobody is recognised by",
          "one that says a face or the like can be seen or put together from it",
          "leave it out, deface it with another tool, or keep it knowingly");
    }
  }

  private void statement(DataSetBuilder out) {
    List<DataSet> codes = new ArrayList<>();
    codes.add(Statement.BASIC_PROFILE.item());
    if (!blanked.isEmpty()) {
      codes.add(Statement.CLEAN_PIXELS.item());
    }
    if (shiftDates) {
      codes.add(Statement.MODIFIED_DATES.item());
    }
    out.text(Tag.PATIENT_IDENTITY_REMOVED, "YES")
        .text(Tag.DEIDENTIFICATION_METHOD, Statement.METHOD)
        .items(Tag.DEIDENTIFICATION_METHOD_CODE_SEQUENCE, codes)
        .text(Tag.LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED, shiftDates ? "MODIFIED" : "REMOVED");
  }

  private List<String> left(DataSet d, boolean encapsulated) {
    List<String> left = new ArrayList<>();
    left.add("coded values, code strings and numbers are as they were");
    if (d.has(Tag.PIXEL_DATA)) {
      left.add(
          blanked.isEmpty()
              ? "pixels are as they were: text may be burned in"
              : "pixels outside the rectangles are as they were: text may be burned in");
    }
    if (encapsulated) {
      left.add("codestreams are as they were: comments may be inside");
    }
    return left;
  }
}
