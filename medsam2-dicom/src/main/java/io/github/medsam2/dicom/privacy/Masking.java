// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.privacy;

import io.github.medsam2.dicom.data.Bytes;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Element;
import io.github.medsam2.dicom.data.Sequence;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Value;
import io.github.medsam2.dicom.data.Vr;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Masks one object by the rules, at every depth.
 *
 * @param pseudonyms makes values from originals
 * @param patient the Patient ID of the object, or empty
 * @param days to move dates back, 0 to remove them
 * @param changes where it is written down what was done
 */
record Masking(Pseudonyms pseudonyms, String patient, int days, Changes changes) {
  private static final String DUMMY = "REDACTED";
  private static final String STANDARD = "1.2.840.10008.";
  private static final String NUMBERS = "[0-9eE+. \\\\-]*";

  /** A builder with what is left. */
  DataSetBuilder mask(DataSet d) {
    DataSetBuilder out = d.toBuilder();
    for (Element e : d) {
      switch (Rules.of(e)) {
        case KEEP -> keep(out, d, e);
        case ENTER -> out.element(enter((Sequence) e));
        case EMPTY -> empty(out, e);
        case DUMMY -> dummy(out, e);
        case PATIENT -> patient(out, d, e);
        case UID -> uid(out, d, e);
        case DATE -> date(out, d, e);
        case REMOVE -> remove(out, e);
      }
    }
    return out;
  }

  private DataSet maskItem(DataSet item) {
    return mask(item).build();
  }

  private Sequence enter(Sequence s) {
    return new Sequence(s.tag(), s.items().stream().map(this::maskItem).toList());
  }

  /** Text that should be a number and is none may be anything. */
  private void keep(DataSetBuilder out, DataSet d, Element e) {
    Vr vr = vr(e);
    boolean number = vr == Vr.IS || vr == Vr.DS;
    if (number && !d.wholeText(e.tag()).orElse("").matches(NUMBERS)) {
      remove(out, e);
    }
  }

  private static Vr vr(Element e) {
    Tag known = Tag.of(e.tag());
    return known == null ? e.vr() : known.vr();
  }

  private void remove(DataSetBuilder out, Element e) {
    out.remove(e.tag());
    changes.add(e.tag(), Treatment.REMOVED);
  }

  private void empty(DataSetBuilder out, Element e) {
    out.element(Value.of(e.tag(), vr(e), new byte[0]));
    note(e, Treatment.EMPTIED);
  }

  /** What had no value to begin with is not worth a line in the report. */
  private void note(Element e, Treatment treatment) {
    if (!(e instanceof Bytes b) || b.length() > 0) {
      changes.add(e.tag(), treatment);
    }
  }

  private void dummy(DataSetBuilder out, Element e) {
    String value =
        switch (vr(e)) {
          case DA -> "19000101";
          case TM -> "000000";
          case DT -> "19000101000000";
          default -> DUMMY;
        };
    out.element(ascii(e, value));
    note(e, Treatment.REPLACED);
  }

  private static Value ascii(Element e, String text) {
    return Value.of(e.tag(), vr(e), text.getBytes(StandardCharsets.US_ASCII));
  }

  private void patient(DataSetBuilder out, DataSet d, Element e) {
    // A name without an ID makes no pseudonym: two patients may share one.
    String own = e.tag() == Tag.PATIENT_ID.number() ? d.text(Tag.PATIENT_ID).orElse("") : patient;
    out.element(ascii(e, pseudonyms.patient(own)));
    note(e, Treatment.PSEUDONYMISED);
  }

  private void uid(DataSetBuilder out, DataSet d, Element e) {
    List<String> mapped = new ArrayList<>();
    boolean changed = false;
    for (String uid : d.wholeText(e.tag()).orElse("").split("\\\\", -1)) {
      boolean keep = uid.isBlank() || standard(uid.strip());
      changed |= !keep;
      mapped.add(keep ? uid.strip() : pseudonyms.uid(uid.strip()));
    }
    if (changed) {
      out.element(ascii(e, String.join("\\", mapped)));
      changes.add(e.tag(), Treatment.PSEUDONYMISED);
    }
  }

  /** Registered by the standard itself: classes, syntaxes, well-known frames of reference. */
  private static boolean standard(String uid) {
    return uid.startsWith(STANDARD) && uid.matches("[0-9.]*");
  }

  private void date(DataSetBuilder out, DataSet d, Element e) {
    Optional<String> moved = days == 0 ? Optional.empty() : moved(d, e);
    Tag tag = Tag.of(e.tag());
    if (moved.isPresent()) {
      out.element(ascii(e, moved.get()));
      note(e, Treatment.SHIFTED);
    } else if (tag != null && Rules.mustSaySomething(tag)) {
      dummy(out, e);
    } else if (tag != null && Rules.mayBeEmpty(tag)) {
      empty(out, e);
    } else {
      remove(out, e);
    }
  }

  /** Nothing where a value cannot be moved. Times of the day stay where days are moved. */
  private Optional<String> moved(DataSet d, Element e) {
    List<String> out = new ArrayList<>();
    for (String value : d.wholeText(e.tag()).orElse("").split("\\\\", -1)) {
      String v = value.strip();
      Optional<String> moved =
          vr(e) == Vr.TM
              ? Optional.of(v).filter(t -> t.matches("[0-9:.]*"))
              : v.isEmpty() ? Optional.of(v) : Dates.earlier(v, days);
      if (moved.isEmpty()) {
        return Optional.empty();
      }
      out.add(moved.get());
    }
    return Optional.of(String.join("\\", out));
  }
}
