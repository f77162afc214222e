// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.dicom;

import io.github.medsam2.dicom.xa.CineWriter;
import io.github.medsam2.dicom.xa.PixelIntensity;
import io.github.medsam2.dicom.xa.PixelSpacing;
import io.github.medsam2.dicom.xa.SpacingSource;
import io.github.medsam2.dicom.xa.XaGeometry;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.geometry.CArm;
import io.github.medsam2.qca.phantom.Phantom;
import io.github.medsam2.qca.phantom.TruthJson;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Phantoms as DICOM: a multi-frame X-ray angiographic image as a C-arm would send it, with angles,
 * distances, imager pixel spacing, frame time and R waves. Frames are rendered one at a time.
 */
public final class PhantomDicom {
  private PhantomDicom() {}

  /**
   * Writes a phantom as a cine and its truth as JSON, each file whole or not at all.
   *
   * @param cine the DICOM file, uncompressed
   * @param truth the file of {@link TruthJson}
   */
  public static void write(Phantom phantom, Path cine, Path truth) {
    writer(phantom).write(cine);
    TruthJson.write(phantom, truth);
  }

  /** A writer of the cine, for another transfer syntax or more attributes. */
  public static CineWriter writer(Phantom phantom) {
    CArm arm = phantom.arm();
    XaGeometry geometry =
        new XaGeometry(
            List.of(ViewAngle.of(arm.primary(), arm.secondary())),
            OptionalDouble.of(arm.sid()),
            OptionalDouble.of(arm.sod()),
            OptionalDouble.empty());
    return CineWriter.xa(phantom, 1000 / phantom.config().framesPerSecond())
        .bitsStored(phantom.config().bits())
        .intensity(PixelIntensity.DISP)
        .geometry(geometry)
        .spacing(new PixelSpacing(arm.pitch(), arm.pitch(), SpacingSource.DETECTOR))
        .rWaves(rWaves(phantom));
  }

  /**
   * The frames nearest to the R waves, which fall between the frames where the phase begins anew.
   */
  private static int[] rWaves(Phantom phantom) {
    return IntStream.range(1, phantom.count())
        .filter(i -> phantom.phase(i) < phantom.phase(i - 1))
        .map(i -> 1 - phantom.phase(i - 1) < phantom.phase(i) ? i - 1 : i)
        .toArray();
  }
}
