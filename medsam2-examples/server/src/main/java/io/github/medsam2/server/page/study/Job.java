// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.study;

import io.github.medsam2.Direction;
import io.github.medsam2.FrameResult;
import io.github.medsam2.Propagation;
import io.github.medsam2.VideoSession;
import io.github.medsam2.server.compute.Work;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Objects on their way through frames, one frame a step. Cancelling is for any thread. */
final class Job implements Work<Integer> {
  private final String id;
  private final Study study;
  private final Direction direction;
  private final int first;
  private final int last;
  private volatile boolean cancelled;
  private volatile @Nullable Propagation walk;
  private @Nullable Iterator<FrameResult> frames;
  private @Nullable VideoSession video;
  private int done;

  Job(String id, Study study, Direction direction, int first, int last) {
    this.id = id;
    this.study = study;
    this.direction = direction;
    this.first = first;
    this.last = last;
  }

  String id() {
    return id;
  }

  int done() {
    return done;
  }

  boolean isCancelled() {
    return cancelled;
  }

  void cancel() {
    cancelled = true;
    Propagation open = walk;
    if (open != null) {
      open.cancel();
    }
  }

  Work<Integer> on(VideoSession session) {
    boolean whole = first == 0 && last == session.frameCount() - 1;
    Propagation open = session.propagate(direction);
    open = whole ? open : open.range(first, last); // without a range it begins at a prompt
    walk = open;
    video = session;
    frames = open.iterator();
    return this;
  }

  @Override
  public boolean step() {
    Iterator<FrameResult> open = frames;
    VideoSession session = video;
    if (open == null || session == null || cancelled || !open.hasNext()) {
      return false;
    }
    FrameResult found = open.next();
    done++;
    study.walked(this, found, session);
    return !cancelled;
  }

  @Override
  public Integer result() {
    if (video != null) {
      study.ended(this, video);
    }
    return done;
  }
}
