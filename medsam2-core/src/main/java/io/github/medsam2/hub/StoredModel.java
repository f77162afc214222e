// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.hub;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Weights in a store: {@code MedSam2.load(store.get("medsam2-latest").weights())}.
 *
 * @param card what is to be known of them
 * @param weights the file
 */
public record StoredModel(ModelCard card, Path weights) {

  /** Reads a card and checks that the file is there and as long as it says. */
  static StoredModel read(Path folder) {
    ModelCard card = ModelCard.read(folder.resolve(ModelStore.cardName()));
    Path weights = folder.resolve(card.file());
    try {
      long bytes = Files.isRegularFile(weights) ? Files.size(weights) : -1;
      if (bytes != card.bytes()) {
        throw changed(card, bytes < 0 ? "no file" : bytes + " bytes");
      }
      return new StoredModel(card, weights);
    } catch (IOException e) {
      throw ModelStore.unusable(e);
    }
  }

  /**
   * Reads the whole file and compares its hash with the card.
   *
   * @return this model
   * @throws FormatException when they differ
   */
  public StoredModel verified() {
    if (!Sha256.of(weights).equals(card.sha256())) {
      throw changed(card, "other bytes of that length");
    }
    return this;
  }

  private static FormatException changed(ModelCard card, String found) {
    return new FormatException(
        "stored model " + card.name(),
        card.bytes() + " bytes of SHA-256 " + card.sha256().substring(0, 12),
        found,
        "remove it and add the file again");
  }
}
