// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.concept;

import io.github.medsam2.error.InvalidInputException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the instances of a concept are found and followed by through frames. {@link #DEFAULT} is the
 * original's. Scores and shares are 0 to 1; areas count cells of the network's own masks, a quarter
 * of whose input they are. Immutable and thread-safe; methods with an argument return changed
 * rules.
 *
 * <table>
 * <caption>Frame by frame</caption>
 * <tr><th>step</th><th>rule</th></tr>
 * <tr><td>detect</td><td>what scores above {@link #detected}; of two whose masks have an IoU above
 *     {@link #duplicate} the better one</td></tr>
 * <tr><td>follow</td><td>every instance; holes and islands up to {@link #speck} cells go</td></tr>
 * <tr><td>match</td><td>a detection that scores {@link #begins} or more and has an IoU of {@link
 *     #known} with no instance begins one, as long as there are fewer than {@link #most}; of the
 *     first there are, all do. An instance without a detection of an IoU of {@link #confirmed} is
 *     unmatched there</td></tr>
 * <tr><td>renew</td><td>on every {@link #renewedEvery}th frame an instance remembers the mask of a
 *     detection of a score, with an IoU and at a presence of {@link #sure}</td></tr>
 * <tr><td>tell apart</td><td>of two that share {@link #same} and were both hidden before, the one
 *     hidden later is blanked</td></tr>
 * <tr><td>remember</td><td>one that would keep less than {@link #shrunk} of its pixels if pixels
 *     were given to the highest logit is remembered as not there</td></tr>
 * <tr><td>hot start</td><td>results come {@link #delay} frames late; one younger than that goes
 *     when it was unmatched, or shared a detection with an elder one, on {@link #doubts} frames;
 *     then it never was</td></tr>
 * </table>
 */
public final class ConceptRules {
  /** The original's, but for {@link #most}, which is 10000 there. */
  public static final ConceptRules DEFAULT = new ConceptRules();

  private double detected = 0.5;
  private double duplicate = 0.1;
  private double begins = 0.7;
  private double known = 0.1;
  private double confirmed = 0.5;
  private int most = 64;
  private int speck = 16;
  private int renewedEvery = 16;
  private double sure = 0.8;
  private double same = 0.7;
  private double shrunk = 0.3;
  private int delay = 15;
  private int doubts = 8;
  private boolean selective = true;
  private boolean nonOverlapping;

  private ConceptRules() {}

  private interface Change {
    void apply(ConceptRules rules);
  }

  private ConceptRules with(Change change) {
    ConceptRules copy = new ConceptRules();
    copy.detected = detected;
    copy.duplicate = duplicate;
    copy.begins = begins;
    copy.known = known;
    copy.confirmed = confirmed;
    copy.most = most;
    copy.speck = speck;
    copy.renewedEvery = renewedEvery;
    copy.sure = sure;
    copy.same = same;
    copy.shrunk = shrunk;
    copy.delay = delay;
    copy.doubts = doubts;
    copy.selective = selective;
    copy.nonOverlapping = nonOverlapping;
    change.apply(copy);
    return copy;
  }

  private static double share(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new InvalidInputException(
          "rule of concepts: " + what, "0 to 1", Double.toString(value), "give a share");
    }
    return value;
  }

  private static int atLeast(int least, String what, int value) {
    if (value < least) {
      throw new InvalidInputException(
          "rule of concepts: " + what, least + " or more", value + "", "correct the number");
    }
    return value;
  }

  /** A detection scores more than this. */
  public double detected() {
    return detected;
  }

  /** With another score that detections are above. */
  public ConceptRules detected(double score) {
    return with(r -> r.detected = share("score of detections", score));
  }

  /** Two detections whose masks have an IoU above this are one. */
  public double duplicate() {
    return duplicate;
  }

  /** With another IoU above which two detections are one; 1 keeps all. */
  public ConceptRules duplicate(double iou) {
    return with(r -> r.duplicate = share("IoU of one detection twice", iou));
  }

  /** A detection of this score may begin an instance. */
  public double begins() {
    return begins;
  }

  /** With another score that begins an instance. */
  public ConceptRules begins(double score) {
    return with(r -> r.begins = share("score that begins an instance", score));
  }

  /** A detection of this IoU with an instance is not new. */
  public double known() {
    return known;
  }

  /** With another IoU by which a detection is of an instance. */
  public ConceptRules known(double iou) {
    return with(r -> r.known = share("IoU of a known instance", iou));
  }

  /** An instance without a detection of this IoU is unmatched. */
  public double confirmed() {
    return confirmed;
  }

  /** With another IoU by which an instance is matched. */
  public ConceptRules confirmed(double iou) {
    return with(r -> r.confirmed = share("IoU of a matched instance", iou));
  }

  /** The most instances that are followed at once; further ones wait until others go. */
  public int most() {
    return most;
  }

  /**
   * With another number of instances at most: each takes up to 22 MB of heap at 1008 pixels.
   *
   * @param instances at least 1
   */
  public ConceptRules most(int instances) {
    return with(r -> r.most = atLeast(1, "instances at once", instances));
  }

  /** Holes and islands up to this many cells are mended. */
  public int speck() {
    return speck;
  }

  /** With holes and islands of another size mended; 0 for none. */
  public ConceptRules speck(int cells) {
    return with(r -> r.speck = atLeast(0, "cells of a speck", cells));
  }

  /** On frames whose index is a multiple of this, sure detections renew instances; 0 for never. */
  public int renewedEvery() {
    return renewedEvery;
  }

  /** With instances renewed on other frames; 0 for never. */
  public ConceptRules renewedEvery(int frames) {
    return with(r -> r.renewedEvery = atLeast(0, "frames between renewals", frames));
  }

  /** The score, IoU and logit of presence that renew an instance. */
  public double sure() {
    return sure;
  }

  /** With another score, IoU and logit of presence that renew an instance. */
  public ConceptRules sure(double value) {
    return with(r -> r.sure = share("what is sure", value));
  }

  /** Two instances whose masks have this IoU may be one; 0 to look at none. */
  public double same() {
    return same;
  }

  /** With another IoU by which two instances may be one; 0 to look at none. */
  public ConceptRules same(double iou) {
    return with(r -> r.same = share("IoU of two instances that may be one", iou));
  }

  /** An instance that keeps less than this share of its pixels is remembered as not there. */
  public double shrunk() {
    return shrunk;
  }

  /** With another share of its pixels that an instance has to keep. */
  public ConceptRules shrunk(double share) {
    return with(r -> r.shrunk = share("share of pixels kept", share));
  }

  /** Frames by which results come late, and in which an instance may be taken back. */
  public int delay() {
    return delay;
  }

  /** With results so many frames late; 0 takes nothing back. */
  public ConceptRules delay(int frames) {
    return with(r -> r.delay = atLeast(0, "frames of delay", frames));
  }

  /** Frames of doubt after which a young instance is taken back. */
  public int doubts() {
    return doubts;
  }

  /** With instances taken back after so many frames of doubt. */
  public ConceptRules doubts(int frames) {
    return with(r -> r.doubts = atLeast(1, "frames of doubt", frames));
  }

  /** Whether frames that were tracked badly are passed over in memory. */
  public boolean selective() {
    return selective;
  }

  /** With memories selected by what they are worth, or by their age alone. */
  public ConceptRules selective(boolean select) {
    return with(r -> r.selective = select);
  }

  /**
   * Whether each pixel that is shown belongs to one instance at most: the one whose presence is
   * surest on the frame, the first of equals.
   */
  public boolean nonOverlapping() {
    return nonOverlapping;
  }

  /** With instances that share no pixel that is shown, or may. */
  public ConceptRules nonOverlapping(boolean on) {
    return with(r -> r.nonOverlapping = on);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ConceptRules r && toString().equals(r.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** All rules by name. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "ConceptRules[detected %s, duplicate %s, begins %s, known %s, confirmed %s, most %d, speck"
            + " %d, renewedEvery %d, sure %s, same %s, shrunk %s, delay %d, doubts %d, selective"
            + " %s, nonOverlapping %s]",
        detected,
        duplicate,
        begins,
        known,
        confirmed,
        most,
        speck,
        renewedEvery,
        sure,
        same,
        shrunk,
        delay,
        doubts,
        selective,
        nonOverlapping);
  }
}
