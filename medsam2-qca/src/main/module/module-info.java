// SPDX-License-Identifier: Apache-2.0
/** Coronary analysis. What is exported to everybody is API. */
module io.github.medsam2.qca {
  requires com.google.gson;
  requires java.desktop;
  requires org.knowm.xchart;
  requires transitive io.github.medsam2.core;
  requires transitive io.github.medsam2.dicom;
  requires static org.jspecify;

  exports io.github.medsam2.qca.anatomy;
  exports io.github.medsam2.qca.dicom;
  exports io.github.medsam2.qca.geometry;
  exports io.github.medsam2.qca.measure;
  exports io.github.medsam2.qca.phantom;
  exports io.github.medsam2.qca.reading;
  exports io.github.medsam2.qca.report;
  exports io.github.medsam2.qca.stats;
  exports io.github.medsam2.qca.study;
}
