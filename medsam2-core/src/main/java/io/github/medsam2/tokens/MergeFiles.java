// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.tokens;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.json.JsonFields;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Vocabularies in files: the one that is shipped, and those beside a user's checkpoint. */
public final class MergeFiles {
  /** What comes of the list of merges; the rest of the file was never used. */
  private static final int MERGES = 48894;

  private static final String MERGES_FILE = "merges.txt";
  private static final String JSON_FILE = "tokenizer.json";
  private static final long LARGEST = 32L << 20;

  private MergeFiles() {}

  /** Read when first asked for. */
  static final class Shipped {
    static final Vocabulary CLIP = read();

    private Shipped() {}

    private static Vocabulary read() {
      String name = "bpe_simple_vocab_16e6.txt.gz";
      try (InputStream file =
              Objects.requireNonNull(Shipped.class.getResourceAsStream(name), name);
          BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
        return Vocabulary.of(name, lines.lines().skip(1).limit(MERGES).toList());
      } catch (IOException e) {
        throw new UncheckedIOException("the vocabulary in the library cannot be read", e);
      }
    }
  }

  /**
   * The vocabulary beside a file of weights; nothing where there is none.
   *
   * @throws FormatException as {@link #in}
   */
  public static Optional<Vocabulary> beside(Path weights) {
    Path folder = weights.toAbsolutePath().getParent();
    if (folder == null) {
      return Optional.empty();
    }
    boolean there =
        Files.isRegularFile(folder.resolve(MERGES_FILE))
            || Files.isRegularFile(folder.resolve(JSON_FILE));
    return there ? Optional.of(in(folder)) : Optional.empty();
  }

  /**
   * The vocabulary of a folder as Hugging Face writes it.
   *
   * @param folder with a {@code merges.txt} or a {@code tokenizer.json}
   * @throws FormatException when neither is there, or it is no list of merges
   */
  public static Vocabulary in(Path folder) {
    Path merges = folder.resolve(MERGES_FILE);
    Path json = folder.resolve(JSON_FILE);
    try {
      if (Files.isRegularFile(merges)) {
        return Vocabulary.of("merges.txt", lines(merges));
      }
      if (Files.isRegularFile(json)) {
        return Vocabulary.of("tokenizer.json", merges(text(json)));
      }
    } catch (IOException e) {
      throw new FormatException(
          "vocabulary", "a file that can be read", e.toString(), "check the folder", e);
    }
    throw new FormatException(
        "folder of a vocabulary",
        "merges.txt or tokenizer.json",
        "neither",
        "give the folder of the checkpoint, or use Vocabulary.clip()");
  }

  private static List<String> lines(Path file) throws IOException {
    return text(file)
        .lines()
        .filter(line -> !line.startsWith("#version") && !line.isBlank())
        .limit(MERGES)
        .toList();
  }

  private static String text(Path file) throws IOException {
    long size = Files.size(file);
    if (size > LARGEST) {
      throw new FormatException(
          file.getFileName().toString(), "at most 32 MiB", size + " bytes", "give CLIP's own file");
    }
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static List<String> merges(String json) {
    try {
      return JsonFields.of("tokenizer.json", JsonParser.parseString(json))
          .fields("model")
          .array("merges", 0, MERGES)
          .asList()
          .stream()
          .map(MergeFiles::pair)
          .toList();
    } catch (JsonParseException | InvalidInputException e) {
      throw new FormatException(
          "tokenizer.json",
          "model.merges, a list of pairs",
          "something else: " + e.getMessage(),
          "give the file as it was published",
          e);
    }
  }

  /** Older files join the symbols by a blank, newer ones list them. */
  private static String pair(JsonElement e) {
    if (e instanceof JsonArray a && a.size() == 2) {
      return a.get(0).getAsString() + " " + a.get(1).getAsString();
    }
    if (e.isJsonPrimitive()) {
      return e.getAsString();
    }
    throw JsonFields.wrong("merges", "pairs of symbols");
  }
}
