//# # QCA and its agreement with a reference
//# Three phantoms with stenoses of known severity are measured from their true masks, and the percent stenoses are
//# compared with the truth as Bland and Altman do.

import io.github.medsam2.qca.stats.*;

double[] truth = {30, 50, 70};
double[] measured = new double[3];
List<Image> pictures = new ArrayList<>();
for (int i = 0; i < 3; i++) {
  LesionSpec lesion = LesionSpec.stenosis(CassSegment.MID_RCA, 0.5, truth[i] / 100, 10);
  PhantomConfig config = PhantomConfig.of(11, TreeSide.RIGHT, 35, -4.5).withMatrix(256).withFrames(18, 5);
  Phantom cine = new Phantom(config.withLesions(lesion));
  Mask vessel = cine.truth(9).segment(CassSegment.MID_RCA).orElseThrow().mask();
  Calibration scale = Calibration.Isocentre.of(cine.arm().pitch(), cine.arm().magnification());
  QcaResult found = new Qca(QcaOptions.standard()).measure(cine.frame(9), vessel, scale);
  measured[i] = found.diameterStenosis();
  pictures.add(QcaPicture.of(QcaReport.of(QcaOptions.standard(), 9, found), cine.frame(9)));
  double mld = found.mld().mm().orElse(Double.NaN);
  System.out.printf(Locale.ROOT, "%.0f %% made, %.1f %% measured, MLD %.2f mm%n", truth[i], measured[i], mld);
}
show(pictures.get(1));

//# Bias and limits of agreement, in percent stenosis.

BlandAltman b = BlandAltman.of(truth, measured);
System.out.printf(Locale.ROOT, "bias %.1f, limits of agreement %.1f to %.1f%n", b.bias(), b.lower(), b.upper());
