// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.desk;

import java.time.Duration;
import java.util.List;

/**
 * What is said and done the same way in all dialects.
 *
 * @param version of the server
 * @param labels names that a viewer offers for objects, at least one
 * @param licence what a user is shown of the model's card and licence
 * @param window how grey values are chosen where the viewer says nothing
 * @param expired what is answered for a session of MONAI Label that is over
 * @param patience how long a click may take before what was found so far is returned
 * @param card what is known of the model, how good it is and where it fails; may be empty
 */
public record Settings(
    String version,
    List<String> labels,
    String licence,
    String window,
    ExpiredSession expired,
    Duration patience,
    String card) {

  /** What is answered for a session of MONAI Label that is over. */
  public enum ExpiredSession {
    /** 200 and {@code null}: 3D Slicer sends the image again by itself. */
    NULL_BODY,
    /** 404: for clients that treat it as an error. 3D Slicer then fails at every click. */
    NOT_FOUND
  }
}
