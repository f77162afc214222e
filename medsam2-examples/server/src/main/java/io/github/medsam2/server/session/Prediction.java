// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.session;

import java.time.Duration;
import java.util.List;

/**
 * One gesture more, and what is shown after it.
 *
 * @param before what was shown; not to be written to
 * @param after what is shown now; not to be written to
 * @param unsure whether the client may show something else than {@code before}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Prediction(byte[] before, byte[] after, boolean unsure) {

  /** Adds gestures and asks the model. What is refused leaves the drawing as it was. */
  public static Prediction of(Session session, List<Gesture> more, Duration patience) {
    Drawing drawing = session.drawing();
    recover(session, patience);
    Asked asked;
    synchronized (session) {
      drawing.add(more);
      asked = asked(session);
    }
    Found found = null;
    try {
      found = session.ask(asked, patience);
    } finally {
      if (found == null) {
        synchronized (session) {
          drawing.undo();
        }
      }
    }
    synchronized (session) {
      byte[] before = drawing.shown();
      boolean unsure = drawing.show(found.voxels());
      return new Prediction(before, found.voxels(), unsure);
    }
  }

  /** After a restart, what was shown is found again, so that the gesture can be taken back. */
  private static void recover(Session session, Duration patience) {
    Asked before;
    synchronized (session) {
      if (!session.drawing().isUnsure()) {
        return;
      }
      before =
          Gestures.asked(
              session.drawing().gestures(), session.picture().size(), session.drawing().follows());
    }
    Found found = session.ask(before, patience);
    synchronized (session) {
      session.drawing().recover(found.voxels());
    }
  }

  private static Asked asked(Session session) {
    Drawing drawing = session.drawing();
    try {
      return Gestures.asked(drawing.gestures(), session.picture().size(), drawing.follows());
    } catch (RuntimeException e) {
      drawing.undo();
      throw e;
    }
  }
}
