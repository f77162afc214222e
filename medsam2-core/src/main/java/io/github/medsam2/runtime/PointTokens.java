// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.BoxFit;
import io.github.medsam2.net.tracker.PromptEncoder.Kind;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.tensor.HostTensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Points and box corners of B objects in the form the prompt encoder takes: every set padded to the
 * same length with "not a point", at least once.
 *
 * @param positions (B, P, 2) in [0, 1] of the model's input, half a pixel added
 * @param kinds (B, P) ordinals of {@link Kind}
 */
public record PointTokens(HostTensor positions, HostTensor kinds) {

  private record Token(double x, double y, Kind kind) {}

  /** What a frame without a prompt is decoded with: an empty point and the padding. */
  public static PointTokens none() {
    return of(1, Map.of(), 1);
  }

  /**
   * Points and boxes on one image.
   *
   * @param prompts one per object; each with a point or a box, which may lie beyond the image by
   *     its size at most: the original takes any number, but answers large ones with NaN
   * @param width columns of the image the coordinates are of
   * @param height rows of it
   * @param imageSize side of the model's input
   */
  public static PointTokens of(List<Prompts> prompts, int width, int height, int imageSize) {
    List<List<Token>> sets = new ArrayList<>();
    for (Prompts p : prompts) {
      List<Token> tokens = tokens(p);
      if (tokens.isEmpty()) {
        throw new InvalidInputException(
            "prompt " + sets.size(), "a point or a box", p.toString(), "add a point or a box");
      }
      sets.add(tokens);
    }
    return ofSets(sets, width, height, imageSize);
  }

  /**
   * Points and boxes on one image, of some objects only; the others are decoded as on a frame
   * without a prompt.
   *
   * @param objects how many, at least 1
   * @param prompts by object, in pixels of the model's input
   * @param imageSize side of the model's input
   */
  public static PointTokens of(int objects, Map<Integer, Prompts> prompts, int imageSize) {
    List<List<Token>> sets = new ArrayList<>();
    for (int i = 0; i < objects; i++) {
      Prompts p = prompts.get(i);
      sets.add(p == null ? List.of() : tokens(p));
    }
    return ofSets(sets, imageSize, imageSize, imageSize);
  }

  private static PointTokens ofSets(List<List<Token>> sets, int width, int height, int imageSize) {
    int longest = sets.stream().mapToInt(List::size).max().orElse(0);
    // No prompt is an empty point, and one padding token always follows, as in the original;
    // shorter
    // sets get more of them.
    int length = Math.max(1, longest) + 1;
    float[] positions = new float[sets.size() * length * 2];
    long[] kinds = new long[sets.size() * length];
    for (int b = 0; b < sets.size(); b++) {
      for (int i = 0; i < sets.get(b).size(); i++) {
        Token t = sets.get(b).get(i);
        int at = b * length + i;
        positions[2 * at] = place("x", t.x, width, imageSize);
        positions[2 * at + 1] = place("y", t.y, height, imageSize);
        kinds[at] = t.kind.ordinal();
      }
    }
    return new PointTokens(
        HostTensor.of(positions, sets.size(), length, 2),
        HostTensor.of(kinds, sets.size(), length));
  }

  /**
   * The original's order of roundings: to the model's pixels in float, plus a half, over the size.
   */
  private static float place(String axis, double at, int size, int imageSize) {
    if (at < -size || at > 2.0 * size) {
      throw new InvalidInputException(
          "prompt",
          axis + " from " + -size + " to " + 2L * size + " on an image of " + size + " pixels",
          Double.toString(at),
          "give pixel coordinates of this image");
    }
    float scaled = (float) at / size * imageSize;
    return (scaled + 0.5f) / imageSize;
  }

  /** The box of an object on a grid of so many cells a side, outer edge to outer edge. */
  Optional<BoxFit.Box> box(int object, int cells, int imageSize) {
    int at = object * Math.toIntExact(kinds.shape().dim(1));
    if (kinds.longs().get(at) != Kind.BOX_TOP_LEFT.ordinal()) {
      return Optional.empty();
    }
    FloatBuffer p = positions.floats();
    double half = 0.5 / imageSize;
    return Optional.of(
        new BoxFit.Box(
            (p.get(2 * at) - half) * cells,
            (p.get(2 * at + 1) - half) * cells,
            (p.get(2 * at + 2) + half) * cells,
            (p.get(2 * at + 3) + half) * cells));
  }

  /** How many tokens the points and the box of a prompt become, without padding. */
  public static int count(Prompts prompts) {
    return prompts.points().size() + (prompts.box().isPresent() ? 2 : 0);
  }

  /** Box corners first, then the points in their order. */
  private static List<Token> tokens(Prompts prompts) {
    List<Token> out = new ArrayList<>();
    if (prompts.box().isPresent()) {
      BoxPrompt box = prompts.box().get();
      out.add(new Token(box.x0(), box.y0(), Kind.BOX_TOP_LEFT));
      out.add(new Token(box.x1(), box.y1(), Kind.BOX_BOTTOM_RIGHT));
    }
    for (PointPrompt p : prompts.points()) {
      out.add(new Token(p.x(), p.y(), p.positive() ? Kind.POSITIVE : Kind.NEGATIVE));
    }
    return out;
  }
}
