// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.receipt;

import io.github.medsam2.image.Mask;
import io.github.medsam2.json.JsonText;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What made a mask: model, image, prompts and program, each by numbers that can be checked. {@code
 * MedSam2.verify} makes the mask again and compares. Immutable and thread-safe.
 *
 * <p>It holds the mask and no other picture, no name of a file and nothing of a patient; the hash
 * of the image lets those who have the image recognise it. It is no signature: whoever can write
 * the file can write another.
 *
 * @param model whose answer it is
 * @param environment what ran the model
 * @param input the image
 * @param steps what was asked, in order; at least one
 * @param mask what was found, on the image's grid, above a logit of 0
 * @param iou the predicted IoU
 * @param objectScore the logit of the object's presence
 */
public record Receipt(
    ModelIdentity model,
    Environment environment,
    InputIdentity input,
    List<ReceiptStep> steps,
    Mask mask,
    float iou,
    float objectScore) {

  /** Checks that there is a step, and copies the list. */
  public Receipt {
    steps = List.copyOf(steps);
    ReceiptJson.requireSteps(steps.size());
    ReceiptJson.requireGrid(mask, input);
  }

  /** As JSON, for people to read as well. */
  public String toJson() {
    return JsonText.of(ReceiptJson.of(this));
  }

  /**
   * Reads what {@link #toJson} wrote; every field, and no other.
   *
   * @throws io.github.medsam2.error.FormatException when it is anything else, naming the field
   */
  public static Receipt ofJson(String text) {
    return JsonText.read(ReceiptJson.WHAT, text, ReceiptJson::read);
  }

  /** Writes a file in UTF-8, whole or not at all; one that was there is replaced. */
  public void write(Path file) {
    JsonText.write(file, ReceiptJson.WHAT, toJson());
  }

  /**
   * Reads a file.
   *
   * @throws io.github.medsam2.error.FormatException when it is damaged, cut, of another version, or
   *     longer than 64 MiB
   */
  public static Receipt read(Path file) {
    return ofJson(JsonText.readFile(file, ReceiptJson.WHAT, ReceiptJson.LONGEST));
  }

  /**
   * Holds a mask that was made again to this receipt.
   *
   * @param again on the image's grid
   * @param there what made it again
   */
  public Verification compare(Mask again, Environment there) {
    String different = environment.differences(there);
    long pixels = (long) mask.union(again).area() - mask.intersection(again).area();
    return pixels == 0
        ? new Verification.Same(different)
        : new Verification.Differs(pixels, (long) mask.width() * mask.height(), different);
  }

  /** The model, the image and the mask in one line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Receipt[%s %s on %s, image %s, %d steps, %d pixels]",
        model.network(),
        model.weights().substring(0, 12),
        environment.engine(),
        input.sha256().substring(0, 12),
        steps.size(),
        mask.area());
  }
}
