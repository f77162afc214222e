// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.session;

import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.MaskPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.image.Slicing;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gestures as a question. They lie on slices across one axis: that of the latest box or area, z
 * without one. Clicks have a place in any; boxes and areas across another axis are left out.
 */
public final class Gestures {

  private Gestures() {}

  /**
   * The question.
   *
   * @param follow whether the object is followed to all slices
   */
  public static Asked asked(List<Gesture> gestures, Slicing size, boolean follow) {
    int axis = axis(gestures);
    Slicing slicing = new Slicing(size.width(), size.height(), size.depth(), axis);
    SortedMap<Integer, Prompts> slices = new TreeMap<>();
    boolean positive = false;
    for (Gesture gesture : gestures) {
      positive |= !(gesture instanceof Gesture.Click c) || c.positive();
      add(slices, slicing, gesture);
    }
    if (!positive) {
      throw Refusal.wrong(
          "prompts", "a click on the object, a box or an area first", "clicks beside it only");
    }
    dropHopeless(slices);
    return follow && slicing.count() > 1
        ? Asked.through(axis, slices, 0, slicing.count() - 1)
        : Asked.there(axis, slices);
  }

  private static int axis(List<Gesture> gestures) {
    int axis = 2;
    for (Gesture gesture : gestures) {
      if (gesture instanceof Gesture.Box b) {
        axis = b.axis();
      } else if (gesture instanceof Gesture.Area a) {
        axis = a.axis();
      }
    }
    return axis;
  }

  private static void add(SortedMap<Integer, Prompts> slices, Slicing slicing, Gesture gesture) {
    if (gesture instanceof Gesture.Click c) {
      int slice = (int) Math.rint(c.along(slicing.axis()));
      require(slice, slicing);
      double x = c.along(slicing.right());
      double y = c.along(slicing.down());
      add(slices, slice, new PointPrompt(x, y, c.positive()));
    } else if (gesture instanceof Gesture.Box b && b.axis() == slicing.axis()) {
      require(b.slice(), slicing);
      replace(slices, b.slice(), new BoxPrompt(b.x0(), b.y0(), b.x1(), b.y1()));
    } else if (gesture instanceof Gesture.Area a && a.axis() == slicing.axis()) {
      require(a.slice(), slicing);
      replace(slices, a.slice(), new MaskPrompt(a.mask()));
    }
  }

  private static void require(int slice, Slicing slicing) {
    if (slice < 0 || slice >= slicing.count()) {
      throw Refusal.wrong(
          "prompt", "a place within the image's " + slicing.count() + " slices", "one outside");
    }
  }

  private static void add(SortedMap<Integer, Prompts> slices, int slice, Prompt prompt) {
    Prompts there = slices.get(slice);
    slices.put(slice, there == null ? Prompts.of(prompt) : there.and(prompt));
  }

  /** A box or mask takes the place of an earlier one; clicks stay. */
  private static void replace(SortedMap<Integer, Prompts> slices, int slice, Prompt prompt) {
    Prompts there = slices.get(slice);
    List<Prompt> points = new ArrayList<>(there == null ? List.of() : there.points());
    Prompts joined = Prompts.of(prompt);
    for (Prompt point : points) {
      joined = joined.and(point);
    }
    slices.put(slice, joined);
  }

  /** Slices with nothing but clicks beside the object say nothing of where it is. */
  private static void dropHopeless(SortedMap<Integer, Prompts> slices) {
    slices.values().removeIf(p -> p.box().isEmpty() && p.mask().isEmpty() && !isShown(p));
  }

  private static boolean isShown(Prompts prompts) {
    return prompts.points().stream().anyMatch(PointPrompt::positive);
  }

  /** The gestures of a question that was kept. */
  static List<Gesture> of(Asked asked, Slicing size) {
    Slicing slicing = new Slicing(size.width(), size.height(), size.depth(), asked.axis());
    List<Gesture> all = new ArrayList<>();
    asked.slices().forEach((slice, prompts) -> add(all, slicing, slice, prompts));
    return all;
  }

  private static void add(List<Gesture> all, Slicing slicing, int slice, Prompts prompts) {
    for (Prompt prompt : prompts.all()) {
      Gesture gesture = gesture(slicing, slice, prompt);
      if (gesture != null) {
        all.add(gesture);
      }
    }
  }

  private static @Nullable Gesture gesture(Slicing slicing, int slice, Prompt prompt) {
    if (prompt instanceof BoxPrompt b) {
      return new Gesture.Box(slicing.axis(), slice, b.x0(), b.y0(), b.x1(), b.y1());
    } else if (prompt instanceof MaskPrompt m) {
      return new Gesture.Area(slicing.axis(), slice, m.mask());
    } else if (prompt instanceof PointPrompt p) {
      double[] at = new double[3];
      at[slicing.axis()] = slice;
      at[slicing.right()] = p.x();
      at[slicing.down()] = p.y();
      return new Gesture.Click(at[0], at[1], at[2], p.positive());
    }
    return null;
  }
}
