// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session;

/**
 * How a tracker is used where the authors of SAM 2 and of SAM 3 differ, with the same network.
 *
 * <table>
 * <caption>Difference by difference</caption>
 * <tr><th></th><th>{@link #SAM_2}</th><th>{@link #SAM_3}</th></tr>
 * <tr><td>a prompt on a tracked frame</td><td>is answered with the object's memory</td><td>is
 *     answered by the frame and what was found on it</td></tr>
 * <tr><td>memories of frames prompted for several objects</td><td>do not depend on each
 *     other</td><td>share no pixel: it belongs to the object of the highest logit</td></tr>
 * <tr><td>conditioning frames seen at once, unless another number is asked for</td><td>all</td><td>4
 *     </td></tr>
 * <tr><td>a given mask</td><td>is remembered with the logits -10 and 10 of a sharp edge</td><td>-1024
 *     and 1024; its pointer sees a soft edge</td></tr>
 * </table>
 */
public enum Habits {
  /** Those of the network at hand. */
  AS_TRAINED,
  /** SAM 2's and MedSAM2's. */
  SAM_2,
  /** SAM 3's. */
  SAM_3
}
