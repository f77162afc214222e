// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.hub;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Named weights in a folder that its user names, each with a card and the hash of its file:
 *
 * <pre>
 * models/medsam2-latest/weights.pt
 * models/medsam2-latest/card.json     written last: without it a folder holds no model
 * </pre>
 *
 * <p>Nothing is downloaded; files are copied in. Programs that use one folder at the same time see
 * models whole or not at all.
 */
public final class ModelStore {
  private static final String CARD = "card.json";

  private final Path folder;

  private ModelStore(Path folder) {
    this.folder = folder;
  }

  /**
   * A store in a folder, which is made with the first model.
   *
   * @param folder anywhere; no other place is ever used
   */
  public static ModelStore in(Path folder) {
    return new ModelStore(InvalidInputException.requireGiven(folder, "a folder"));
  }

  /**
   * Copies a file of weights in, after looking into it.
   *
   * @param name to find it by; see {@link ModelCard}
   * @param file a {@code .pt} or safetensors
   * @param terms those it was got under
   * @return the model in the store; where the same bytes have that name already, that one
   * @throws InvalidInputException when other weights have that name
   * @throws io.github.medsam2.error.CheckpointException when it holds no weights of this family
   */
  public StoredModel add(String name, Path file, Terms terms) {
    return add(name, file, terms.licence(), terms.weights(), terms.use());
  }

  /**
   * Copies a file of weights in, under terms of other words; see {@link #add(String, Path, Terms)}.
   */
  public StoredModel add(String name, Path file, String licence, String origin, String use) {
    ModelCard.requireName(name);
    WeightsInfo info = WeightsInfo.of(file);
    String sha256 = Sha256.of(file);
    Path card = folder.resolve(name).resolve(CARD);
    if (Files.exists(card)) {
      return known(get(name), sha256);
    }
    boolean zip = startsAsZip(file);
    String stored = zip ? "weights.pt" : "weights.safetensors";
    Path weights = folder.resolve(name).resolve(stored);
    try {
      Files.createDirectories(folder.resolve(name));
      AtomicFiles.write(weights, "weights", out -> Files.copy(file, out));
      ModelCard made =
          new ModelCard(
              name, info.network(), licence, origin, use, stored, Files.size(weights), sha256);
      made.write(card);
      return new StoredModel(made, weights);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static StoredModel known(StoredModel there, String sha256) {
    if (!there.card().sha256().equals(sha256)) {
      throw new InvalidInputException(
          "store of models",
          "a name that is free",
          there.card().name() + ", which other weights have",
          "choose another name, or remove that one first");
    }
    return there;
  }

  private static boolean startsAsZip(Path file) {
    try (var in = Files.newInputStream(file)) {
      return in.read() == 'P' && in.read() == 'K';
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** All models, by name. */
  public List<StoredModel> list() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(f -> Files.isRegularFile(f.resolve(CARD)))
          .map(StoredModel::read)
          .sorted(Comparator.comparing(m -> m.card().name()))
          .toList();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /**
   * A model by its name.
   *
   * @throws InvalidInputException when there is none, naming those there are
   */
  public StoredModel get(String name) {
    ModelCard.requireName(name);
    Path at = folder.resolve(name);
    if (!Files.isRegularFile(at.resolve(CARD))) {
      List<String> names = list().stream().map(m -> m.card().name()).toList();
      throw new InvalidInputException(
          "store of models", names.isEmpty() ? "a model" : "one of " + names, name, "add it first");
    }
    return StoredModel.read(at);
  }

  /** Removes a model: its card first, so that no half of it is ever found. */
  public void remove(String name) {
    StoredModel model = get(name);
    try {
      Files.delete(folder.resolve(name).resolve(CARD));
      Files.deleteIfExists(model.weights());
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  static MedSam2Exception unusable(IOException e) {
    // Without the cause: its message names folders, and these may name people.
    return new MedSam2Exception(
        "store of models",
        "a folder that can be read and written",
        e.getClass().getSimpleName(),
        "check path, rights and free space");
  }

  static String cardName() {
    return CARD;
  }
}
