// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.samples;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleSet;
import java.util.List;

/**
 * Samples of DICOM files, made by {@link DicomSampleReader}. Files are opened when a sample is
 * asked for, and closed again; they must not change meanwhile. Thread-safe.
 */
public final class DicomSamples implements SampleSet {
  private final List<Planned> plans;
  private final List<Skipped> skipped;
  private final PlannedReader reader;

  DicomSamples(List<Planned> plans, List<Skipped> skipped, PlannedReader reader) {
    this.plans = List.copyOf(plans);
    this.skipped = List.copyOf(skipped);
    this.reader = reader;
  }

  /** The files no sample is made of, each with the reason. */
  public List<Skipped> skipped() {
    return skipped;
  }

  @Override
  public int size() {
    return plans.size();
  }

  /** A pseudonym of the segmentation and its frames. */
  @Override
  public String id(int index) {
    return plans.get(index).id();
  }

  /** A pseudonym of the patient. */
  @Override
  public String group(int index) {
    return plans.get(index).group();
  }

  /**
   * A sample.
   *
   * @throws io.github.medsam2.dicom.error.DicomException where pixels cannot be decoded, or all
   *     masks turn out to be empty
   */
  @Override
  public Sample get(int index) {
    return reader.read(plans.get(index));
  }

  /** How many there are. */
  @Override
  public String toString() {
    return "DicomSamples[" + size() + " samples, " + skipped.size() + " files skipped]";
  }
}
