// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.report;

import io.github.medsam2.qca.measure.Calibration;
import io.github.medsam2.qca.measure.Length;
import io.github.medsam2.qca.measure.QcaResult;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One number with its unit and how far it may be off. The two parts of the uncertainty are standard
 * uncertainties in the same unit and independent of one another.
 *
 * @param quantity what was measured
 * @param value in the unit
 * @param unit UCUM: {@code mm}, {@code %} or {@code 1}; {@code px} for lengths without calibration
 * @param scaleUncertainty part of the calibration; only for millimetres
 * @param edgeUncertainty part of edges and reference: the standard deviation of errors on phantom
 *     lesions with edges in the image and a known blur (docs/qca-accuracy.md), whose bias was about
 *     a tenth of a pixel; larger where the flags say so. Not known for length and symmetry
 */
public record Measurement(
    Quantity quantity,
    double value,
    String unit,
    OptionalDouble scaleUncertainty,
    OptionalDouble edgeUncertainty) {

  /** Standard deviations of the study in docs/qca-accuracy.md, pixels and percentage points. */
  private static final double MLD_PIXELS = 0.6;

  private static final double RVD_PIXELS = 0.46;
  private static final double STENOSIS_POINTS = 5.8;

  /** The measurements of a result, one of every quantity in their order. */
  public static List<Measurement> of(QcaResult r) {
    double lumen = 1 - r.diameterStenosis() / 100;
    return List.of(
        length(Quantity.MINIMAL_LUMEN_DIAMETER, r.mld(), r.calibration(), MLD_PIXELS),
        length(Quantity.REFERENCE_VESSEL_DIAMETER, r.rvd(), r.calibration(), RVD_PIXELS),
        ratio(Quantity.DIAMETER_STENOSIS, r.diameterStenosis(), "%", STENOSIS_POINTS),
        // d(%AS) = 2 (MLD / RVD) d(%DS)
        ratio(Quantity.AREA_STENOSIS, r.areaStenosis(), "%", 2 * lumen * STENOSIS_POINTS),
        length(Quantity.LESION_LENGTH, r.lesionLength(), r.calibration(), Double.NaN),
        ratio(Quantity.SYMMETRY, r.symmetry(), "1", Double.NaN));
  }

  private static Measurement length(
      Quantity quantity, Length length, Calibration calibration, double edgePixels) {
    OptionalDouble edges = known(edgePixels);
    if (length.mm().isEmpty()) {
      return new Measurement(quantity, length.pixels(), "px", OptionalDouble.empty(), edges);
    }
    double mm = length.mm().getAsDouble();
    return new Measurement(
        quantity,
        mm,
        "mm",
        OptionalDouble.of(mm * calibration.relativeUncertainty()),
        edges.isEmpty()
            ? edges
            : OptionalDouble.of(edgePixels * calibration.mmPerPixel().orElseThrow()));
  }

  private static Measurement ratio(Quantity quantity, double value, String unit, double edges) {
    return new Measurement(quantity, value, unit, OptionalDouble.empty(), known(edges));
  }

  private static OptionalDouble known(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
