// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.run;

import io.github.medsam2.batch.manifest.CaseRequest;
import io.github.medsam2.batch.manifest.ObjectRequest;
import io.github.medsam2.image.FrameSource;
import java.util.List;

/**
 * Finds the objects of a case that names none: the user's own. Called from the threads of the
 * batch. What it throws fails the case alone.
 */
@FunctionalInterface
public interface Detector {

  /**
   * The objects of a case; an empty list fails it as absent.
   *
   * @param request the case
   * @param frames what it shows, 8 bits or colour
   */
  List<ObjectRequest> find(CaseRequest request, FrameSource frames);

  /** Version of the detector, part of a case's key: another one does cases anew. */
  default String version() {
    return "1";
  }
}
