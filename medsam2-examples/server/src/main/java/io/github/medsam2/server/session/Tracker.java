// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.session;

import io.github.medsam2.FrameResult;
import io.github.medsam2.MedSam2;
import io.github.medsam2.Segmentation;
import io.github.medsam2.SessionOptions;
import io.github.medsam2.TrackedObject;
import io.github.medsam2.VideoSession;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Prompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.server.image.Picture;
import io.github.medsam2.server.image.Slicing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model at work on one image: answers a question on its prompted slices at once, then on one
 * slice more at every step, both ways in turn. Features of slices are kept between questions. Used
 * by the worker's thread only.
 */
final class Tracker implements AutoCloseable {
  private static final String OBJECT = "object";
  private static final int SUGGESTIONS = 3;

  private final MedSam2 model;
  private final Picture picture;
  private final SessionOptions options;
  private final Deque<Way> ways = new ArrayDeque<>();
  private @Nullable VideoSession session;
  private @Nullable Asked asked;
  private Slicing slicing;
  private byte[] voxels;
  private float iou;
  private boolean present;
  private int looked;

  Tracker(MedSam2 model, Picture picture, SessionOptions options) {
    this.model = model;
    this.picture = picture;
    this.options = options;
    this.slicing = picture.size();
    this.voxels = new byte[picture.voxels()];
  }

  /** Answers on the prompted slices; the same question again goes on where it was cut. */
  void begin(Asked question) {
    if (question.equals(asked)) {
      return;
    }
    asked = null;
    ways.clear();
    VideoSession open = across(question.axis());
    if (open.objects().contains(OBJECT)) {
      open.object(OBJECT).remove();
    }
    voxels = new byte[picture.voxels()];
    looked = 0;
    present = false;
    iou = 0;
    question.slices().forEach((slice, prompts) -> prompt(open, slice, prompts));
    if (question.follows()) {
      int start = question.slices().firstKey();
      ways.add(Way.forward(start, Math.min(slicing.count() - 1, Math.max(question.last(), start))));
      ways.add(Way.backward(start - 1, Math.max(0, Math.min(question.first(), start))));
    }
    asked = question;
  }

  private VideoSession across(int axis) {
    if (session == null || slicing.axis() != axis) {
      close();
      slicing = picture.across(axis);
      session = model.session(picture.frames(axis), options);
    }
    return session;
  }

  /** A mask comes first, and what else is said of the slice corrects it. */
  private void prompt(VideoSession open, int slice, Prompts prompts) {
    TrackedObject.OnFrame on = open.object(OBJECT).on(slice);
    Segmentation answer;
    if (prompts.mask().isPresent() && prompts.all().size() > 1) {
      Optional<Prompts> others =
          join(prompts.all().stream().filter(p -> !p.equals(prompts.mask().get())).toList());
      answer = on.prompt(Prompts.of(prompts.mask().get()));
      answer = others.isPresent() ? on.prompt(others.get()) : answer;
    } else {
      answer = on.prompt(prompts);
    }
    looked++;
    iou = Math.max(iou, answer.iou());
    present |= answer.isObjectPresent();
    slicing.put(voxels, slice, answer.mask());
  }

  private static Optional<Prompts> join(List<Prompt> all) {
    Prompts joined = null;
    for (Prompt p : all) {
      joined = joined == null ? Prompts.of(p) : joined.and(p);
    }
    return Optional.ofNullable(joined);
  }

  /** Whether there are slices to come. */
  boolean hasMore() {
    ways.removeIf(Way::isOver);
    return !ways.isEmpty();
  }

  /** One slice more; walks of one slice each, in turn, find what one walk both ways does. */
  void step() {
    Way way = ways.removeFirst();
    ways.addLast(way);
    int slice = way.next();
    boolean there = isPrompted(slice);
    for (FrameResult frame : opened().propagate(way.direction()).range(slice, slice)) {
      Segmentation answer = frame.objects().get(OBJECT);
      if (answer != null) {
        there |= answer.isObjectPresent();
        Mask mask = there ? answer.mask() : Mask.empty(slicing.columns(), slicing.rows());
        slicing.put(voxels, slice, mask);
      }
    }
    looked += isPrompted(slice) ? 0 : 1;
    way.passed(there);
  }

  private VideoSession opened() {
    return Objects.requireNonNull(session);
  }

  private boolean isPrompted(int slice) {
    return asked != null && asked.slices().containsKey(slice);
  }

  /** What was found so far. */
  Found found() {
    return new Found(
        voxels.clone(),
        iou,
        present,
        looked,
        !hasMore(),
        opened().suggestions(SUGGESTIONS),
        model.identity(),
        model.engine());
  }

  @Override
  public void close() {
    ways.clear();
    asked = null;
    if (session != null) {
      session.close();
      session = null;
    }
  }
}
