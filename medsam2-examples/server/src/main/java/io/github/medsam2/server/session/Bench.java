// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.session;

import io.github.medsam2.MedSam2;
import io.github.medsam2.SessionOptions;
import io.github.medsam2.VideoSession;
import io.github.medsam2.receipt.ModelIdentity;
import io.github.medsam2.server.compute.Work;
import io.github.medsam2.server.image.Picture;
import io.github.medsam2.session.SessionEvent;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The model at work on all objects of an image together, across z; opened when it is first needed.
 * Used by the worker's thread only.
 */
final class Bench implements AutoCloseable {
  private final MedSam2 model;
  private final Picture picture;
  private final SessionOptions options;
  private @Nullable VideoSession video;

  Bench(MedSam2 model, Picture picture, SessionOptions options) {
    this.model = model;
    this.picture = picture;
    this.options = options;
  }

  private VideoSession open() {
    VideoSession open = video == null ? model.session(picture.frames(2), options) : video;
    video = open;
    return open;
  }

  ModelIdentity identity() {
    return model.identity();
  }

  /** Work whose first step begins it; what was asked is told after every step that asked. */
  <T> Work<T> work(Function<VideoSession, Work<T>> begin, Asking told) {
    return new Work<>() {
      private @Nullable Work<T> begun;
      private int known = -1;

      @Override
      public boolean step() {
        VideoSession open = open();
        Work<T> work = begun == null ? begin.apply(open) : begun;
        begun = work;
        boolean more = work.step();
        int events = open.journal().size();
        if (events != known || !more) {
          known = events;
          told.asked(open.journal());
        }
        return more;
      }

      @Override
      public T result() {
        return Objects.requireNonNull(begun).result();
      }
    };
  }

  /** Is told what was asked so far. */
  interface Asking {
    void asked(List<SessionEvent> events);
  }

  @Override
  public void close() {
    if (video != null) {
      video.close();
      video = null;
    }
  }
}
