// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.alias;

import io.github.medsam2.error.CheckpointException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the original's names of tensors to the keys of a file. */
public final class KeyMap {
  private final Map<String, List<Origin>> origins;
  private final String description;

  /**
   * Where an original tensor, or a piece of it, comes from.
   *
   * @param key the key in the file
   * @param part which of the equal parts along the first axis, from 0
   * @param parts how many there are, 1 for the whole tensor
   */
  public record Origin(String key, int part, int parts) {}

  private KeyMap(Map<String, List<Origin>> origins, String description) {
    this.origins = Collections.unmodifiableMap(origins);
    this.description = description;
  }

  /**
   * Reads the layout off the keys of a file.
   *
   * @param source the file, for messages
   * @throws CheckpointException when two keys stand for the same tensor, or a piece of one is
   *     missing
   */
  public static KeyMap of(String source, Set<String> keys) {
    Set<String> wrappers = new LinkedHashSet<>();
    Map<String, String> bare = new LinkedHashMap<>();
    for (String key : keys) {
      String stripped = Wrappers.strip(key, wrappers);
      refuseTwo(source, stripped, bare.put(stripped, key), key);
    }
    KeyLayout layout = KeyLayout.of(bare.keySet());
    Map<String, String> inner = new LinkedHashMap<>();
    bare.forEach(
        (stripped, key) -> {
          String name = layout.inner(stripped);
          refuseTwo(source, name, inner.put(name, key), key);
        });
    Map<String, @Nullable Origin[]> found = new LinkedHashMap<>();
    inner.forEach(
        (name, key) -> {
          List<Alias.Piece> pieces = layout.toOriginal(name, inner.keySet());
          for (int i = 0; i < pieces.size(); i++) {
            put(source, found, pieces.get(i), new Origin(key, i, pieces.size()));
          }
        });
    Map<String, List<Origin>> origins = new LinkedHashMap<>();
    found.forEach((name, pieces) -> origins.put(name, whole(source, name, pieces)));
    String prefixes = wrappers.isEmpty() ? "" : ", without " + String.join(" ", wrappers);
    return new KeyMap(origins, layout.title() + " names" + prefixes);
  }

  private static void put(
      String source, Map<String, @Nullable Origin[]> found, Alias.Piece piece, Origin origin) {
    @Nullable Origin[] pieces =
        found.computeIfAbsent(piece.name(), name -> new Origin[piece.pieces()]);
    Origin other = pieces.length == piece.pieces() ? pieces[piece.piece()] : pieces[0];
    if (pieces.length != piece.pieces() || other != null) {
      String key = other == null ? "pieces of it" : other.key();
      refuseTwo(source, piece.name(), key, origin.key());
    }
    pieces[piece.piece()] = origin;
  }

  private static List<Origin> whole(String source, String name, @Nullable Origin[] pieces) {
    if (Arrays.stream(pieces).anyMatch(Objects::isNull)) {
      long there = Arrays.stream(pieces).filter(Objects::nonNull).count();
      throw new CheckpointException(
          source,
          "all " + pieces.length + " pieces of " + name,
          there + " of them",
          "get the file again: tensors are missing");
    }
    return Arrays.stream(pieces).map(Objects::requireNonNull).toList();
  }

  private static void refuseTwo(String source, String name, @Nullable String one, String two) {
    if (one != null) {
      throw new CheckpointException(
          source,
          "one tensor for " + name,
          one + " and " + two,
          "save one set of weights alone, for example those under model or ema");
    }
  }

  /**
   * By original name, in the order of the file: the pieces it is joined of along the first axis,
   * one for most.
   */
  public Map<String, List<Origin>> origins() {
    return origins;
  }

  /** What was found, for people: for example {@code original names, without module.}. */
  public String description() {
    return description;
  }
}
