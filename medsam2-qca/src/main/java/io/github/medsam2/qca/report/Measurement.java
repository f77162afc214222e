// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.report;

import io.github.medsam2.qca.measure.Calibration;
import io.github.medsam2.qca.measure.Length;
import io.github.medsam2.qca.measure.Lesion;
import io.github.medsam2.qca.measure.QcaResult;
import io.github.medsam2.qca.measure.Stenosis;
import io.github.medsam2.qca.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One number with its unit and how far it may be off. The two parts are independent of one another.
 *
 * @param quantity what was measured
 * @param value in the unit
 * @param unit UCUM: {@code mm}, {@code %} or {@code 1}; {@code px} for lengths without calibration
 * @param scaleUncertainty standard uncertainty of the calibration, in the unit; only for
 *     millimetres
 * @param interval where the true value lies in 95 of 100 cases as far as edges and reference go, in
 *     the unit, measured on phantoms (docs/qca-accuracy.md); wider where flags stand. Not known for
 *     symmetry
 */
public record Measurement(
    Quantity quantity,
    double value,
    String unit,
    OptionalDouble scaleUncertainty,
    Optional<Interval> interval) {

  /** The measurements of the most severe lesion of a result, one of every quantity in order. */
  public static List<Measurement> of(QcaResult r) {
    return of(r.lesion(), r.calibration());
  }

  /** The measurements of a lesion, one of every quantity in their order. */
  public static List<Measurement> of(Lesion l, Calibration c) {
    Interval ds = l.doubt().diameterStenosis();
    Interval as = new Interval(area(ds.low()), area(ds.high()));
    return List.of(
        length(Quantity.MINIMAL_LUMEN_DIAMETER, l.mld(), c, l.doubt().mld()),
        length(Quantity.REFERENCE_VESSEL_DIAMETER, l.rvd(), c, l.doubt().rvd()),
        ratio(Quantity.DIAMETER_STENOSIS, l.diameterStenosis(), "%", Optional.of(ds)),
        ratio(Quantity.AREA_STENOSIS, l.areaStenosis(), "%", Optional.of(as)),
        length(Quantity.LESION_LENGTH, l.length(), c, l.doubt().length()),
        ratio(Quantity.SYMMETRY, l.symmetry(), "1", Optional.empty()));
  }

  private static double area(double diameterPercent) {
    return Stenosis.areaFromDiameter(diameterPercent);
  }

  private static Measurement length(
      Quantity quantity, Length length, Calibration calibration, Interval pixels) {
    if (length.mm().isEmpty()) {
      return new Measurement(
          quantity, length.pixels(), "px", OptionalDouble.empty(), Optional.of(pixels));
    }
    double mm = length.mm().getAsDouble();
    double scale = calibration.mmPerPixel().orElseThrow();
    return new Measurement(
        quantity,
        mm,
        "mm",
        OptionalDouble.of(mm * calibration.relativeUncertainty()),
        Optional.of(new Interval(scale * pixels.low(), scale * pixels.high())));
  }

  private static Measurement ratio(
      Quantity quantity, double value, String unit, Optional<Interval> interval) {
    return new Measurement(quantity, value, unit, OptionalDouble.empty(), interval);
  }
}
