// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.sr;

import io.github.medsam2.dicom.derived.Code;

/** Concepts of measurement reports (PS3.16 TIDs 1500, 1501, 1410 and 300, and annex D). */
final class SrCodes {
  static final Code REPORT = Code.dcm("126000", "Imaging Measurement Report");
  static final Code LANGUAGE = Code.dcm("121049", "Language of Content Item and Descendants");
  static final Code OBSERVER_TYPE = Code.dcm("121005", "Observer Type");
  static final Code DEVICE = Code.dcm("121007", "Device");
  static final Code DEVICE_UID = Code.dcm("121012", "Device Observer UID");
  static final Code DEVICE_NAME = Code.dcm("121013", "Device Observer Name");
  static final Code DEVICE_MANUFACTURER = Code.dcm("121014", "Device Observer Manufacturer");
  static final Code DEVICE_MODEL = Code.dcm("121015", "Device Observer Model Name");
  static final Code PROCEDURE = Code.dcm("121058", "Procedure reported");
  static final Code COMMENT = Code.dcm("121106", "Comment");
  static final Code MEASUREMENTS = Code.dcm("126010", "Imaging Measurements");

  static final Code GROUP = Code.dcm("125007", "Measurement Group");
  static final Code TRACKING_ID = Code.dcm("112039", "Tracking Identifier");
  static final Code TRACKING_UID = Code.dcm("112040", "Tracking Unique Identifier");
  static final Code FINDING_CATEGORY = Code.sct("276214006", "Finding category");
  static final Code FINDING = Code.dcm("121071", "Finding");
  static final Code FINDING_SITE = Code.sct("363698007", "Finding Site");
  static final Code SOURCE = Code.dcm("121112", "Source of Measurement");
  static final Code SEGMENTATION_FRAME = Code.dcm("121214", "Referenced Segmentation Frame");
  static final Code SEGMENT = Code.dcm("121191", "Referenced Segment");
  static final Code SEGMENTATION_SOURCE = Code.dcm("121233", "Source image for segmentation");
  static final Code IMAGE_REGION = Code.dcm("111030", "Image Region");
  static final Code LEFT_CONTOUR = Code.dcm("122507", "Left Contour");
  static final Code RIGHT_CONTOUR = Code.dcm("122508", "Right Contour");

  static final Code DIAMETER_STENOSIS = Code.sct("408715008", "Lumen Diameter Stenosis");
  static final Code AREA_STENOSIS = Code.sct("408714007", "Lumen Area Stenosis");
  static final Code LUMEN_DIAMETER = Code.sct("397413000", "Vessel lumen diameter");
  static final Code LESION_LENGTH = Code.dcm("122510", "Length Luminal Segment");
  static final Code DERIVATION = Code.dcm("121401", "Derivation");
  static final Code MINIMUM = Code.sct("255605001", "Minimum");
  static final Code METHOD = Code.sct("370129005", "Measurement Method");
  static final Code DIAMETER_METHOD = Code.dcm("122651", "Diameter Based Method");
  static final Code REFERENCE_METHOD = Code.dcm("122430", "Reference Method");
  static final Code CALIBRATION_METHOD = Code.dcm("122422", "Calibration Method");
  static final Code CALIBRATION_OBJECT = Code.dcm("122421", "Calibration Object");
  static final Code CALIBRATION_OBJECT_SIZE = Code.dcm("122423", "Calibration Object Size");
  static final Code CALIBRATION_FACTOR = Code.dcm("122322", "Calibration Factor");

  static final Code PERCENT = Code.ucum("%", "percent");
  static final Code MILLIMETRE = Code.ucum("mm", "millimeter");
  static final Code PIXELS = Code.ucum("{pixels}", "pixels");
  static final Code MM_PER_PIXEL = Code.ucum("mm/{pixel}", "millimeter per pixel");

  private SrCodes() {}
}
