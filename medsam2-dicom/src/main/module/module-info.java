// SPDX-License-Identifier: Apache-2.0
/** DICOM in and out. What is exported to everybody is API. */
module io.github.medsam2.dicom {
  requires transitive io.github.medsam2.core;
  requires com.google.gson;
  requires java.desktop;
  requires java.net.http;
  requires static org.jspecify;

  exports io.github.medsam2.dicom;
  exports io.github.medsam2.dicom.codec;
  exports io.github.medsam2.dicom.data;
  exports io.github.medsam2.dicom.derived;
  exports io.github.medsam2.dicom.error;
  exports io.github.medsam2.dicom.pixel;
  exports io.github.medsam2.dicom.presentation;
  exports io.github.medsam2.dicom.privacy;
  exports io.github.medsam2.dicom.samples;
  exports io.github.medsam2.dicom.seg;
  exports io.github.medsam2.dicom.sr;
  exports io.github.medsam2.dicom.volume;
  exports io.github.medsam2.dicom.web;
  exports io.github.medsam2.dicom.xa;

  uses io.github.medsam2.dicom.pixel.FrameDecoder;
}
