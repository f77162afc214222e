// SPDX-License-Identifier: Apache-2.0
module application {
  requires io.github.medsam2.core;
  requires io.github.medsam2.dicom;
  requires io.github.medsam2.qca;
}
