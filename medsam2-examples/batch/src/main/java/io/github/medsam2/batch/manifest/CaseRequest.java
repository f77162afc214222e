// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.manifest;

import io.github.medsam2.Direction;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Window;
import java.util.List;
import java.util.Optional;

/**
 * A case: what to look at, and for what. Immutable and thread-safe.
 *
 * @param id of the case, 1 to 200 characters; it is written into results, so let it name no patient
 * @param input a path, or what the {@link io.github.medsam2.batch.run.Inputs} understand
 * @param content what stands for the bytes of the input, such as their hash; none to hash them
 * @param window grey values to tell apart, of images with more than 8 bits; none for the batch's
 *     rule
 * @param direction of frames that follow the one on which an object is shown
 * @param objects at most 100; none to ask the {@link io.github.medsam2.batch.run.Detector}
 */
public record CaseRequest(
    String id,
    String input,
    Optional<String> content,
    Optional<Window> window,
    Direction direction,
    List<ObjectRequest> objects) {
  static final int MOST_OBJECTS = 100;
  private static final int LONGEST_ID = 200;

  /** Checks the lengths, and copies the list. */
  public CaseRequest {
    if (id.isBlank() || id.length() > LONGEST_ID) {
      throw new InvalidInputException(
          "id", "1 to " + LONGEST_ID + " characters", id.length() + "", "name the case");
    }
    if (input.isBlank()) {
      throw new InvalidInputException("input", "a path", "none", "name the file of the case");
    }
    if (objects.size() > MOST_OBJECTS) {
      throw new InvalidInputException(
          "objects", "at most " + MOST_OBJECTS, objects.size() + "", "make several cases of it");
    }
    objects = List.copyOf(objects);
  }

  /** The case with these objects in place of its own. */
  public CaseRequest withObjects(List<ObjectRequest> others) {
    return new CaseRequest(id, input, content, window, direction, others);
  }
}
