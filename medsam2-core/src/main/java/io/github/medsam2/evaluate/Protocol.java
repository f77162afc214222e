// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.error.InvalidInputException;
import java.util.List;
import java.util.Optional;

/**
 * How candidates are prompted. Clicks are those of a robot: the first in the middle of the object,
 * each further one in the middle of the largest error of the last answer, which is fed back ({@link
 * io.github.medsam2.sampling.CentreClicks}). Robots flatter: people click less well.
 */
public sealed interface Protocol {

  /** A short name, as tables and files show it. */
  String name();

  /** How often each object is asked for. */
  default int repeats() {
    return 1;
  }

  /** Whether it is one of clips; the others are of images, that is samples of one frame. */
  default boolean ofClips() {
    return false;
  }

  /** All that there are of images and clips, the exact box first. */
  static List<Protocol> standard() {
    return List.of(
        box(BoxDrawing.EXACT),
        box(BoxDrawing.JITTERED),
        box(BoxDrawing.LOOSE),
        box(BoxDrawing.SHIFTED),
        boxAndClicks(1),
        clicks(1),
        clicks(3),
        clicks(5),
        clicksTo(0.85),
        clicksTo(0.90),
        boxAndClicksTo(0.85),
        boxAndClicksTo(0.90),
        union(),
        trackedFromMask(),
        trackedFromBox());
  }

  /** One answer to a box. */
  static Prompted box(BoxDrawing drawing) {
    return new Prompted(Optional.of(drawing), 0);
  }

  /** The answer after an exact box and clicks that correct. */
  static Prompted boxAndClicks(int clicks) {
    return new Prompted(Optional.of(BoxDrawing.EXACT), clicks);
  }

  /** The answer after some clicks. */
  static Prompted clicks(int clicks) {
    return new Prompted(Optional.empty(), clicks);
  }

  /** Clicks until the IoU is reached, 20 at most: NoC. */
  static ClicksTo clicksTo(double iou) {
    return new ClicksTo(iou, false, 20);
  }

  /** An exact box, which counts as two clicks, and clicks until the IoU is reached. */
  static ClicksTo boxAndClicksTo(double iou) {
    return new ClicksTo(iou, true, 20);
  }

  /** All objects of an image by their exact boxes, judged together as one mask. */
  static Union union() {
    return new Union();
  }

  /**
   * By the words that the sample says of an object, and nothing else: of objects that are named and
   * share their name with no other of their image. Candidates that know no words fail on them.
   */
  static Described words() {
    return new Described(false);
  }

  /** By an exact box and the words that the sample says of an object, of objects that are named. */
  static Described boxAndWords() {
    return new Described(true);
  }

  /** Tracked from the true mask on the first frame on which the object is seen. */
  static Tracked trackedFromMask() {
    return new Tracked(true);
  }

  /** Tracked from an exact box on the first frame on which the object is seen. */
  static Tracked trackedFromBox() {
    return new Tracked(false);
  }

  /**
   * One answer after a box, if any, and clicks.
   *
   * @param box how it is drawn
   * @param clicks 0 to 100; at least 1 without a box
   */
  record Prompted(Optional<BoxDrawing> box, int clicks) implements Protocol {
    /** Checks the number of clicks. */
    public Prompted {
      requireClicks(clicks, box.isPresent() ? 0 : 1);
    }

    @Override
    public String name() {
      return box.map(b -> b.label() + (clicks == 0 ? "" : "+" + clicks)).orElse("clicks-" + clicks);
    }

    @Override
    public int repeats() {
      return box.map(BoxDrawing::repeats).orElse(1);
    }
  }

  /**
   * How many clicks an IoU takes. Objects that do not reach it count with the budget, and their
   * share is told.
   *
   * @param iou above 0 to 1
   * @param box whether an exact box comes first, which counts as two
   * @param budget most clicks, 2 to 100
   */
  record ClicksTo(double iou, boolean box, int budget) implements Protocol {
    /** Checks the numbers. */
    public ClicksTo {
      requireClicks(budget, 2);
      if (!(iou > 0 && iou <= 1)) {
        throw new InvalidInputException(
            "clicks to an IoU", "above 0 to 1", iou + "", "0.85 and 0.90 are usual");
      }
    }

    @Override
    public String name() {
      return "noc" + Math.round(100 * iou) + (box ? "-box" : "");
    }
  }

  /** See {@link #union()}. */
  record Union() implements Protocol {
    @Override
    public String name() {
      return "union-box";
    }
  }

  /**
   * One answer to words.
   *
   * @param box whether an exact box stands beside them
   */
  record Described(boolean box) implements Protocol {
    @Override
    public String name() {
      return box ? "box-words" : "words";
    }
  }

  /**
   * An object followed through a clip, without corrections.
   *
   * @param mask whether it starts from the true mask, not a box
   */
  record Tracked(boolean mask) implements Protocol {
    @Override
    public String name() {
      return mask ? "tracked-mask" : "tracked-box";
    }

    @Override
    public boolean ofClips() {
      return true;
    }
  }

  private static void requireClicks(int clicks, int least) {
    if (clicks < least || clicks > 100) {
      throw new InvalidInputException(
          "clicks of a protocol", least + " to 100", clicks + "", "correct the number");
    }
  }
}
