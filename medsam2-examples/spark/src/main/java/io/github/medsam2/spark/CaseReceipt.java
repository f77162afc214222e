// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.spark;

import io.github.medsam2.batch.manifest.Manifest;
import io.github.medsam2.batch.run.Outcome;
import io.github.medsam2.batch.store.Failure;
import io.github.medsam2.batch.store.Marker;
import java.io.Serializable;

/**
 * What became of a case, as the driver hears it.
 *
 * @param line of the list, from 1
 * @param id of the case
 * @param key of the case, under which its result lies
 * @param state {@code DONE}, {@code ALREADY} or {@code FAILED}
 * @param seconds the case took, when it was done
 * @param reason why it failed; empty otherwise
 */
public record CaseReceipt(
    long line, String id, String key, State state, double seconds, String reason)
    implements Serializable {

  /** What became of it. */
  public enum State {
    /** Done by this batch. */
    DONE,
    /** Done before, or by another task. */
    ALREADY,
    /** Not done. */
    FAILED
  }

  static CaseReceipt of(Manifest.Line line, Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      Failure f = failed.failure();
      return new CaseReceipt(line.number(), f.id(), f.key(), State.FAILED, 0, f.reason());
    }
    boolean now = outcome instanceof Outcome.Done;
    Marker m = now ? ((Outcome.Done) outcome).marker() : ((Outcome.Already) outcome).marker();
    State state = now ? State.DONE : State.ALREADY;
    return new CaseReceipt(line.number(), line.id(), m.key(), state, m.seconds(), "");
  }
}
