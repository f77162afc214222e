// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.given;

import io.github.medsam2.cli.shell.Form;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompt;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.qca.geometry.Point2;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the object is, and what it is called. Coordinates are pixels from the upper left, 0,0. */
public final class PromptGiven {

  @Option(
      names = {"-b", "--box"},
      paramLabel = "X0,Y0,X1,Y1",
      order = 10,
      converter = Form.Box.class,
      description = "the object lies in this box")
  private Optional<BoxPrompt> box = Optional.empty();

  @Option(
      names = {"-p", "--point"},
      paramLabel = "X,Y",
      order = 11,
      converter = Form.Point.class,
      description = "the object covers this pixel; repeatable")
  private List<Point2> on = new ArrayList<>();

  @Option(
      names = "--not",
      paramLabel = "X,Y",
      order = 12,
      converter = Form.Point.class,
      description = "the object does not cover this pixel; repeatable")
  private List<Point2> beside = new ArrayList<>();

  @Option(
      names = {"-w", "--words"},
      paramLabel = "TEXT",
      order = 13,
      converter = Form.Words.class,
      description =
          "what it is and how it is seen, such as \"mid RCA, LAO 30 CRANIAL 20\"; for models with a"
              + " text encoder")
  private Optional<CoronaryPrompt> words = Optional.empty();

  /** Around the object. */
  public Optional<BoxPrompt> box() {
    return box;
  }

  /** What was said of it. */
  public Optional<CoronaryPrompt> words() {
    return words;
  }

  /** Whether anything was given that says where the object is. */
  public boolean isEmpty() {
    return box.isEmpty() && on.isEmpty() && beside.isEmpty() && words.isEmpty();
  }

  /** Box, points on the object, points beside it, words. */
  public List<Prompt> all() {
    List<Prompt> all = new ArrayList<>();
    box.ifPresent(all::add);
    on.forEach(p -> all.add(PointPrompt.positive(p.x(), p.y())));
    beside.forEach(p -> all.add(PointPrompt.negative(p.x(), p.y())));
    words.ifPresent(all::add);
    return all;
  }

  /** What is asked for when there is none. */
  public static final String NEEDED =
      "nothing says where the object is; give --box X0,Y0,X1,Y1, --point X,Y or --words TEXT";
}
