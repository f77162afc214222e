// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import io.github.medsam2.ModelOptions;
import io.github.medsam2.image.Window;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What one command line asks for. Coordinates are the image's, whether or not it is cropped.
 *
 * @param checkpoint the weights; none for those of xca-nano
 * @param image the picture
 * @param crop the part to segment; none for all of it
 * @param box around the object
 * @param points on the object and beside it
 * @param mask a picture of about the object
 * @param text what names the object
 * @param options how to open the model
 * @param single whether to take the decoder's single answer, however unstable
 * @param readings whether to write the decoder's three readings too
 * @param out folder of the results
 */
record SegmentRequest(
    Optional<Path> checkpoint,
    Path image,
    Optional<Region> crop,
    Optional<BoxPrompt> box,
    List<PointPrompt> points,
    Optional<Path> mask,
    Optional<CoronaryPrompt> text,
    ModelOptions options,
    boolean single,
    boolean readings,
    Path out) {

  static final Path DEFAULT_OUT = Path.of("target", "segment");

  static SegmentRequest of(Arguments a) {
    Path image = Given.file(a, Option.IMAGE);
    Given.requirePrompt(a, Option.BOX, Option.POINT, Option.MASK, Option.TEXT);
    return new SegmentRequest(
        a.path(Option.CHECKPOINT),
        image,
        a.get(Option.CROP).map(SegmentRequest::region),
        Given.box(a),
        Given.points(a),
        a.path(Option.MASK),
        a.get(Option.TEXT).map(CoronaryPrompt::parse),
        options(a),
        a.has(Option.SINGLE),
        a.has(Option.READINGS),
        out(a));
  }

  /** The folder of the results. */
  static Path out(Arguments a) {
    return a.path(Option.OUT).orElse(DEFAULT_OUT);
  }

  private static Region region(String text) {
    int[] n = Arguments.integers(Option.CROP, text);
    return new Region(n[0], n[1], n[2], n[3]);
  }

  private static ModelOptions options(Arguments a) {
    ModelOptions options = Given.model(a);
    return a.get(Option.WINDOW).map(SegmentRequest::window).map(options::intensity).orElse(options);
  }

  private static Window window(String text) {
    double[] n = Arguments.numbers(Option.WINDOW, text);
    return new Window(n[0], n[1]);
  }
}
