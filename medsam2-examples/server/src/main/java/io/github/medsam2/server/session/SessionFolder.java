// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.session;

import com.google.gson.JsonObject;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.nrrd.Nrrd;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.server.http.Json;
import io.github.medsam2.server.http.Limits;
import io.github.medsam2.server.http.PrivateFolder;
import io.github.medsam2.server.image.Picture;
import io.github.medsam2.session.SessionEvent;
import io.github.medsam2.session.SessionJournal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Sessions on disk, so that neither an end of the process nor an expiry loses a click: a folder for
 * each with the image as the network sees it, the prompts as a journal, and how they are meant.
 * Pictures in colour are not kept.
 */
public final class SessionFolder {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final String OBJECT = "object";
  private static final String IMAGE = "image.nrrd";
  private static final String JOURNAL = "journal.jsonl";
  private static final String ABOUT = "session.json";
  private static final String QUESTION = "question.json";

  private final Path root;

  /**
   * Uses a folder that the operator named.
   *
   * @param root made where it is not there
   */
  public SessionFolder(Path root) {
    this.root = root;
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      throw new InvalidInputException(
          "folder for sessions", "one to write to", e.getClass().getSimpleName(), "name another");
    }
  }

  /**
   * A session as it was kept.
   *
   * @param asked the one question of a viewer that asks all anew each time
   * @param events what was asked step by step by one that does not
   */
  record Kept(
      String id,
      String dialect,
      Picture picture,
      Optional<Asked> asked,
      List<SessionEvent> events) {}

  void keep(String id, String dialect, Picture picture) {
    Volume grey = picture.grey();
    if (grey == null) {
      return;
    }
    Path folder = folder(id);
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(folder.resolve(JOURNAL));
    } catch (IOException e) {
      throw new MedSam2Exception(
          "folder for sessions",
          "room for files",
          e.getClass().getSimpleName(),
          "check its rights and its free space");
    }
    Nrrd.write(folder.resolve(IMAGE), grey);
    JsonObject about = new JsonObject();
    about.addProperty("dialect", dialect);
    write(folder.resolve(ABOUT), about);
  }

  void keep(String id, Asked asked) {
    Path folder = folder(id);
    if (!Files.exists(folder.resolve(ABOUT))) {
      return;
    }
    JsonObject how = new JsonObject();
    how.addProperty("axis", asked.axis());
    how.addProperty("first", asked.first());
    how.addProperty("last", asked.last());
    write(folder.resolve(QUESTION), how);
    List<SessionEvent> events = new ArrayList<>();
    asked
        .slices()
        .forEach((slice, prompts) -> events.add(new SessionEvent.Prompted(OBJECT, slice, prompts)));
    SessionJournal.write(folder.resolve(JOURNAL), events);
  }

  void keep(String id, List<SessionEvent> events) {
    Path folder = folder(id);
    if (Files.exists(folder.resolve(ABOUT))) {
      SessionJournal.write(folder.resolve(JOURNAL), events);
    }
  }

  private static void write(Path file, JsonObject object) {
    byte[] bytes = object.toString().getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(file, "session", out -> out.write(bytes));
  }

  private static Json read(Path file) throws IOException {
    return Json.parse("session", Files.readString(file), Limits.defaults());
  }

  /** A session that is not open; the id of a client becomes a path only if it is one of ours. */
  Optional<Kept> find(String id, String dialect) {
    if (!ID.matcher(id).matches() || !Files.exists(folder(id).resolve(ABOUT))) {
      return Optional.empty();
    }
    Path folder = folder(id);
    try {
      if (!dialect.equals(read(folder.resolve(ABOUT)).text("dialect").orElse(""))) {
        return Optional.empty();
      }
      Picture picture = Picture.of(Nrrd.read(folder.resolve(IMAGE)), Intensity.standard());
      List<SessionEvent> events =
          Files.exists(folder.resolve(JOURNAL))
              ? SessionJournal.read(folder.resolve(JOURNAL))
              : List.of();
      boolean one = Files.exists(folder.resolve(QUESTION)) && !events.isEmpty();
      return Optional.of(
          new Kept(
              id,
              dialect,
              picture,
              one ? Optional.of(asked(folder, events)) : Optional.empty(),
              one ? List.of() : events));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Asked asked(Path folder, List<SessionEvent> events) throws IOException {
    Json how = read(folder.resolve(QUESTION));
    SortedMap<Integer, Prompts> slices = new TreeMap<>();
    for (SessionEvent event : events) {
      if (event instanceof SessionEvent.Prompted p) {
        slices.put(p.frame(), p.prompts());
      }
    }
    return new Asked(whole(how, "axis"), slices, whole(how, "first"), whole(how, "last"));
  }

  private static int whole(Json how, String key) {
    return how.number(key).map(Double::intValue).orElse(0);
  }

  void delete(String id) {
    if (ID.matcher(id).matches() && Files.exists(folder(id))) {
      PrivateFolder.delete(folder(id));
    }
  }

  private Path folder(String id) {
    return root.resolve(id);
  }
}
