// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.store;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.server.http.MultipartForm;
import io.github.medsam2.server.http.Refusal;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Images by id, and their labels by tag. Ids are keys of a map and may hold anything; a file gets a
 * name in which only letters and digits are left. Images of a folder that the operator named are
 * offered under their names without extensions, and its labels lie in {@code labels/TAG} below it;
 * what is uploaded beside lies in the server's own folder. Thread-safe.
 */
public final class ImageStore {
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_-]{1,32}");
  private static final Pattern SUFFIX =
      Pattern.compile("\\.(nii|nii\\.gz|nrrd|mha|npy|png|jpe?g|dcm|seg\\.nrrd|bin)");
  private static final int LONGEST = 512;
  private static final int MOST = 10_000;

  private final Path uploads;
  private final Path labels;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private ImageStore(Path uploads, Path labels) {
    this.uploads = uploads;
    this.labels = labels;
  }

  /**
   * An image and its labels.
   *
   * @param id its key
   * @param file where it lies
   * @param labels their files by tag
   */
  public record Entry(String id, Path file, Map<String, Path> labels) {
    /** The extension of the image's file. */
    public String suffix() {
      return MultipartForm.suffix(String.valueOf(file.getFileName()));
    }
  }

  /** An empty one, whose files lie in a folder of the server's. */
  public static ImageStore empty(Path folder) {
    return new ImageStore(folder, folder.resolve("labels"));
  }

  /** The images of a folder. */
  public static ImageStore of(Path images, Path uploads) {
    ImageStore store = new ImageStore(uploads, images.resolve("labels"));
    try (Stream<Path> files = Files.list(images)) {
      files.filter(Files::isRegularFile).sorted().limit(MOST).forEach(store::offer);
      store.findLabels();
    } catch (IOException e) {
      throw new InvalidInputException(
          "folder of images", "a readable one", e.getClass().getSimpleName(), "name another");
    }
    return store;
  }

  private void offer(Path file) {
    String name = String.valueOf(file.getFileName());
    String known = known(MultipartForm.suffix(name));
    if (SUFFIX.matcher(known).matches()) {
      String id = name.substring(0, name.length() - known.length());
      entries.putIfAbsent(id, new Entry(id, file, new TreeMap<>()));
    }
  }

  /** Of two extensions the last, where both together are none: {@code scan.left.png}. */
  private static String known(String suffix) {
    String last = suffix.substring(Math.max(0, suffix.lastIndexOf('.')));
    return SUFFIX.matcher(suffix).matches() ? suffix : last;
  }

  private void findLabels() throws IOException {
    if (!Files.isDirectory(labels)) {
      return;
    }
    try (Stream<Path> folders = Files.list(labels)) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        findLabels(String.valueOf(folder.getFileName()), folder);
      }
    }
  }

  private void findLabels(String tag, Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        for (Entry entry : entries.values()) {
          if (String.valueOf(file.getFileName()).startsWith(fileName(entry.id()) + ".")) {
            entry.labels().put(tag, file);
          }
        }
      }
    }
  }

  /** A name in which nothing of a path is left. */
  private static String fileName(String id) {
    String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("*", "%2A");
    return encoded.replace(".", "%2E");
  }

  /** All, in their order. */
  public synchronized List<Entry> all() {
    return new ArrayList<>(entries.values());
  }

  /** One, by its id. */
  public synchronized Optional<Entry> find(String id) {
    return Optional.ofNullable(entries.get(id));
  }

  /** The first without a label of a tag. */
  public synchronized Optional<Entry> next(String tag) {
    return entries.values().stream().filter(e -> !e.labels().containsKey(tag)).findFirst();
  }

  /** Takes a file in under an id; an earlier one of that id is replaced. */
  public synchronized void put(String id, Path file, String suffix) throws IOException {
    requireId(id);
    if (entries.size() >= MOST && !entries.containsKey(id)) {
      throw Refusal.tooLarge("store", MOST + " images", "delete some");
    }
    Path target = move(file, uploads, id, suffix);
    Entry before = entries.get(id);
    entries.put(id, new Entry(id, target, before == null ? new TreeMap<>() : before.labels()));
  }

  /** Takes a label in. */
  public synchronized void label(String id, String tag, Path file, String suffix)
      throws IOException {
    Entry entry = find(id).orElseThrow(() -> unknown());
    if (!TAG.matcher(tag).matches()) {
      throw Refusal.wrong("tag", "letters, digits, _ and -", "others");
    }
    Files.createDirectories(labels.resolve(tag));
    entry.labels().put(tag, move(file, labels.resolve(tag), id, suffix));
  }

  /** The refusal of an id that is not there. */
  public static Refusal unknown() {
    return Refusal.unknown("image", "one of this server's", "send the image first");
  }

  private static void requireId(String id) {
    if (id.isBlank() || id.length() > LONGEST || id.indexOf(0) >= 0) {
      throw Refusal.wrong("image", "an id of 1 to " + LONGEST + " characters", "another");
    }
  }

  private static Path move(Path file, Path folder, String id, String given) throws IOException {
    String suffix = known(given);
    if (!SUFFIX.matcher(suffix).matches()) {
      throw new Refusal(
          415, "file", "an image's extension", "another", "let the viewer send an image");
    }
    requireId(id);
    String name = fileName(id);
    // Longer than a file's name may be: a part of it, and a hash for the rest.
    String kept =
        name.length() > 150 ? name.substring(0, 100) + Integer.toHexString(name.hashCode()) : name;
    Path target = folder.resolve(kept + suffix);
    AtomicFiles.write(target, "store", out -> Files.copy(file, out));
    return target;
  }
}
