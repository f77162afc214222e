// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import io.github.medsam2.ModelOptions;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What one command line asks for.
 *
 * @param checkpoint the weights; none for those of xca-nano
 * @param cine the DICOM file
 * @param frame on which the object is shown, from 1; none for the middle one
 * @param box around the object
 * @param points on the object and beside it
 * @param options how to open the model
 * @param out folder of the results
 */
record CineRequest(
    Optional<Path> checkpoint,
    Path cine,
    Optional<Integer> frame,
    Optional<BoxPrompt> box,
    List<PointPrompt> points,
    ModelOptions options,
    Path out) {

  static final Path DEFAULT_OUT = Path.of("target", "cine");

  static CineRequest of(Arguments a) {
    Path cine = Given.file(a, Option.CINE);
    Given.requirePrompt(a, Option.BOX, Option.POINT);
    return new CineRequest(
        a.path(Option.CHECKPOINT),
        cine,
        a.integer(Option.FRAME),
        Given.box(a),
        Given.points(a),
        Given.model(a),
        out(a));
  }

  /** The folder of the results. */
  static Path out(Arguments a) {
    return a.path(Option.OUT).orElse(DEFAULT_OUT);
  }
}
