// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.dicom.error.DicomException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * A data set read for what is optional: a malformed value is a finding and counts as absent.
 *
 * @param dataSet what is read
 * @param findings where malformed values are reported
 */
public record Tolerant(DataSet dataSet, Findings findings) {

  /** All values as real numbers. */
  public double[] doubles(Tag tag) {
    double[] all = guarded(tag, () -> dataSet.doubles(tag), new double[0]);
    if (Arrays.stream(all).allMatch(Double::isFinite)) {
      return all;
    }
    findings.add(tag, "not finite; not used");
    return new double[0];
  }

  /** All values as real numbers, each by itself: empty where one is absent or no number. */
  public List<OptionalDouble> each(Tag tag) {
    List<OptionalDouble> all =
        guarded(
            tag, () -> dataSet.value(tag.number()).map(Value::each).orElse(List.of()), List.of());
    if (all.stream().anyMatch(OptionalDouble::isEmpty)) {
      findings.add(tag, "a value that is no number; left out");
    }
    return all;
  }

  /** The first value as a real number. */
  public OptionalDouble number(Tag tag) {
    double[] all = doubles(tag);
    return all.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(all[0]);
  }

  /** The first value as a number above 0; zero, as some writers put for unknown, is absent. */
  public OptionalDouble positive(Tag tag) {
    OptionalDouble v = number(tag);
    if (v.isPresent() && v.getAsDouble() <= 0) {
      findings.add(tag, "not above 0; not used");
      return OptionalDouble.empty();
    }
    return v;
  }

  /** All values as whole numbers of 64 bits. */
  public long[] longs(Tag tag) {
    return guarded(tag, () -> dataSet.longs(tag), new long[0]);
  }

  /** All values as whole numbers. */
  public int[] ints(Tag tag) {
    return guarded(tag, () -> dataSet.ints(tag), new int[0]);
  }

  /** The first value as a whole number. */
  public OptionalInt integer(Tag tag) {
    int[] all = ints(tag);
    return all.length == 0 ? OptionalInt.empty() : OptionalInt.of(all[0]);
  }

  /**
   * The first value within a range; anything else is a finding and counts as absent.
   *
   * @param low least, itself allowed
   * @param high greatest, itself allowed
   * @param why what a value outside cannot be
   */
  public OptionalDouble within(Tag tag, double low, double high, String why) {
    OptionalDouble v = positive(tag);
    if (v.isPresent() && (v.getAsDouble() < low || v.getAsDouble() > high)) {
      findings.add(tag, why + "; not used");
      return OptionalDouble.empty();
    }
    return v;
  }

  /** The same for the first item of a sequence. */
  public Tolerant item(Tag sequence) {
    return new Tolerant(dataSet.item(sequence), findings);
  }

  private <T> T guarded(Tag tag, Supplier<T> value, T absent) {
    try {
      return value.get();
    } catch (DicomException e) {
      findings.add(tag, "malformed; not used");
      return absent;
    }
  }
}
