// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.store;

import java.util.Optional;

/**
 * How results are named, in whatever file system: {@code ab/KEY.json} is a marker, {@code
 * ab/KEY.failed.json} a failure, {@code ab/KEY-NAME} the folder of one who made the result. {@code
 * ab} are the first two digits of the key.
 */
public final class ResultNames {
  private static final String MARKER = ".json";
  private static final String FAILED = ".failed.json";
  private static final int SHELF = 2;

  private ResultNames() {}

  /**
   * Whose folder it is.
   *
   * @param key of the case
   * @param maker its staging folder's name
   */
  public record Owner(String key, String maker) {}

  /** The folder in which all of a case lies. */
  public static String shelf(String key) {
    return key.substring(0, SHELF);
  }

  /** Whether a folder may be a shelf. */
  static boolean isShelf(String name) {
    return name.length() == SHELF;
  }

  /** The file of a case's marker. */
  public static String marker(String key) {
    return key + MARKER;
  }

  /** The file of a case's failure. */
  public static String failure(String key) {
    return key + FAILED;
  }

  /** The folder of a result. */
  public static String folder(String key, String maker) {
    return key + "-" + maker;
  }

  /** Whether a file is a marker; what begins with a dot is not whole yet. */
  public static boolean isMarker(String name) {
    return name.endsWith(MARKER) && !isFailure(name) && !name.startsWith(".");
  }

  /** Whether a file is a failure. */
  public static boolean isFailure(String name) {
    return name.endsWith(FAILED) && !name.startsWith(".");
  }

  /** Whose folder a name is; none of a name that is no result's. */
  public static Optional<Owner> owner(String folder) {
    int dash = folder.lastIndexOf('-');
    return dash > 0
        ? Optional.of(new Owner(folder.substring(0, dash), folder.substring(dash + 1)))
        : Optional.empty();
  }
}
