// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.store;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where results lie. A result is its files and a marker, which comes last: what has no marker is
 * not there. Several processes may use one store; of two that do the same case one wins and the
 * other's files go. Thread-safe. What cannot be read or written is a {@link
 * io.github.medsam2.error.MedSam2Exception}.
 */
public interface ResultStore {

  /** The marker of a case, where it is done. */
  Optional<Marker> marker(String key);

  /** Whether all files of a result are as they were written. */
  boolean holds(Marker marker);

  /** Takes back a result that does not hold. */
  void remove(Marker marker);

  /** A private folder for the files of a case. */
  Staging begin();

  /**
   * Makes the files of a folder the result of a case.
   *
   * @return the marker; that of another process, if it was first
   */
  Marker commit(Staging staging, Done done);

  /** Why a case failed, where it did. */
  Optional<Failure> failure(String key);

  /** Notes a failure in place of an earlier one of the case. */
  void fail(Failure failure);

  /** Every marker, in any order; those that cannot be read are passed over. */
  void markers(Consumer<Marker> each);

  /** Every failure, in any order. */
  void failures(Consumer<Failure> each);

  /**
   * Removes what processes that have ended left behind.
   *
   * @return how many folders and files
   */
  int sweep();

  /**
   * What is known of a case when it is done.
   *
   * @param key of the case
   * @param id of the case
   * @param seconds it took
   * @param model whose answer it is
   */
  record Done(String key, String id, double seconds, String model) {}
}
