// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.coronary;

import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.tensor.HostTensor;
import java.util.List;

/**
 * A view as numbers a network can tell apart: {@code sin p, cos p, sin s, cos s} of the primary and
 * secondary angle, then the direction of the beam from source to detector in the patient's frame (x
 * left, y posterior, z head), {@code (sin p cos s, -cos p cos s, sin s)}.
 *
 * <p>The angles enter at full scale and no norm follows at once: an encoder of tiny frequencies
 * behind a layer norm has been seen to give 0 and 90 degrees one embedding.
 */
public final class ViewFeatures {

  private ViewFeatures() {}

  /** Views as rows of a table (B, 7). */
  static HostTensor of(List<ViewAngle> views) {
    float[] all = new float[views.size() * CoronaryConfig.VIEW_FEATURES];
    for (int i = 0; i < views.size(); i++) {
      System.arraycopy(
          of(views.get(i)), 0, all, i * CoronaryConfig.VIEW_FEATURES, CoronaryConfig.VIEW_FEATURES);
    }
    return HostTensor.of(all, views.size(), CoronaryConfig.VIEW_FEATURES);
  }

  /** The seven numbers of a view, each in -1..1. */
  public static float[] of(ViewAngle view) {
    double p = Math.toRadians(view.primary());
    double s = Math.toRadians(view.secondary());
    float[] out = new float[CoronaryConfig.VIEW_FEATURES];
    out[0] = (float) Math.sin(p);
    out[1] = (float) Math.cos(p);
    out[2] = (float) Math.sin(s);
    out[3] = (float) Math.cos(s);
    out[4] = (float) (Math.sin(p) * Math.cos(s));
    out[5] = (float) (-Math.cos(p) * Math.cos(s));
    out[6] = (float) Math.sin(s);
    return out;
  }
}
