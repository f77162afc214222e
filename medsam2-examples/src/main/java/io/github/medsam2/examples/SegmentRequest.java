package io.github.medsam2.examples;

import io.github.medsam2.ModelOptions;
import io.github.medsam2.image.Window;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.TextPrompt;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one command line asks for. Coordinates are the image's, whether or not it is cropped.
 *
 * @param checkpoint the weights
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
    Path checkpoint,
    Path image,
    Optional<Region> crop,
    Optional<BoxPrompt> box,
    List<PointPrompt> points,
    Optional<Path> mask,
    Optional<TextPrompt> text,
    ModelOptions options,
    boolean single,
    boolean readings,
    Path out) {

  static final Path DEFAULT_OUT = Path.of("target", "segment");

  static SegmentRequest of(Arguments a) {
    Path checkpoint = require(a, Option.CHECKPOINT);
    Path image = require(a, Option.IMAGE);
    requirePrompt(a);
    return new SegmentRequest(
        checkpoint,
        image,
        a.get(Option.CROP).map(SegmentRequest::region),
        a.get(Option.BOX).map(SegmentRequest::box),
        Stream.concat(points(a, Option.POINT), points(a, Option.NOT)).toList(),
        a.path(Option.MASK),
        a.get(Option.TEXT).map(TextPrompt::parse),
        options(a),
        a.has(Option.SINGLE),
        a.has(Option.READINGS),
        out(a));
  }

  /** The folder of the results. */
  static Path out(Arguments a) {
    return a.path(Option.OUT).orElse(DEFAULT_OUT);
  }

  private static void requirePrompt(Arguments a) {
    List<Option> prompts = List.of(Option.BOX, Option.POINT, Option.MASK, Option.TEXT);
    if (prompts.stream().noneMatch(a::has)) {
      throw new UsageException(
          "command line", "at least one of " + prompts, "none", "say where the object is");
    }
  }

  private static Path require(Arguments a, Option option) {
    return a.path(option)
        .orElseThrow(
            () ->
                new UsageException(
                    "command line",
                    option + " " + option.form(),
                    "none",
                    "add it, or give no option at all for a demonstration"));
  }

  private static Region region(String text) {
    int[] n = Arguments.integers(Option.CROP, text);
    return new Region(n[0], n[1], n[2], n[3]);
  }

  private static BoxPrompt box(String text) {
    double[] n = Arguments.numbers(Option.BOX, text);
    return new BoxPrompt(n[0], n[1], n[2], n[3]);
  }

  private static Stream<PointPrompt> points(Arguments a, Option option) {
    return a.all(option).stream()
        .map(text -> Arguments.numbers(option, text))
        .map(n -> new PointPrompt(n[0], n[1], option == Option.POINT));
  }

  private static ModelOptions options(Arguments a) {
    ModelOptions options = ModelOptions.defaults();
    options = a.integer(Option.IMAGE_SIZE).map(options::imageSize).orElse(options);
    options = a.integer(Option.THREADS).map(options::threads).orElse(options);
    options = a.get(Option.ENGINE).map(options::engine).orElse(options);
    return a.get(Option.WINDOW).map(SegmentRequest::window).map(options::intensity).orElse(options);
  }

  private static Window window(String text) {
    double[] n = Arguments.numbers(Option.WINDOW, text);
    return new Window(n[0], n[1]);
  }
}
