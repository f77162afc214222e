module application {
  requires io.github.medsam2.core;
  requires io.github.medsam2.dicom;
  requires io.github.medsam2.qca;
}
