// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.api;

import com.google.gson.JsonObject;
import io.github.medsam2.dicom.web.DicomWeb;
import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.http.MultipartForm;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.page.study.Source;
import io.github.medsam2.server.page.study.Study;
import io.github.medsam2.server.session.Session;
import io.github.medsam2.server.store.ArchivedSeries;
import io.github.medsam2.server.store.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** An image comes: as one file, slice by slice, or from the server's own folder. */
final class OpenCalls {
  private static final int MOST_FILES = 4096;
  private static final String PART = "part-";

  private final String name;
  private final Desk desk;

  OpenCalls(String name, Desk desk) {
    this.name = name;
    this.desk = desk;
  }

  Answer open(Call call) throws IOException {
    Optional<String> stored = call.query().first("image");
    Session session = desk.sessions().open(name);
    boolean whole = false;
    session.enter(true);
    try {
      session.files(desk.folder().newFolder());
      Answer answer;
      if (call.query().first("series").isPresent()) {
        answer = begun(session);
      } else if (call.query().first("archived").isPresent()) {
        answer = show(session, archived(session, call.query().first("archived", "")), call);
      } else if (stored.isPresent()) {
        Path file = desk.store().find(stored.get()).orElseThrow(ImageStore::unknown).file();
        RoundCalls.shows(session, stored.get());
        answer = show(session, List.of(file), call);
      } else {
        long most = Math.min(desk.limits().body(), desk.sessions().mostBytes());
        answer = show(session, List.of(save(session, call, "0", most)), call);
      }
      whole = true;
      return answer;
    } finally {
      session.leave(true);
      if (!whole) {
        desk.sessions().close(session.id(), name);
      }
    }
  }

  /** A series of the one archive that the operator named. */
  private List<Path> archived(Session session, String uid) {
    DicomWeb pacs =
        desk.archive()
            .orElseThrow(
                () ->
                    new Refusal(
                        409, "archive", "one", "none", "start the server with the archive's root"));
    if (!ArchivedSeries.isUid(uid)) {
      throw Refusal.wrong("series", "its UID, digits and dots", "other text");
    }
    Path folder = session.files().orElseThrow();
    return ArchivedSeries.fetch(pacs, uid, folder, desk.limits().body())
        .orElseThrow(() -> Refusal.unknown("series", "one of the archive", "check its UID"));
  }

  private Refusal tooLarge() {
    return Refusal.tooLarge(
        "series",
        MOST_FILES + " files of " + desk.limits().body() + " bytes together",
        "send a part of it");
  }

  private static Answer begun(Session session) {
    JsonObject o = new JsonObject();
    o.addProperty("id", session.id());
    return Answer.json(o);
  }

  private static Path save(Session session, Call call, String name, long most) throws IOException {
    String suffix = MultipartForm.suffix(call.query().first("name", ""));
    Path file = session.files().orElseThrow().resolve(name + suffix);
    call.save(file, most);
    return file;
  }

  /** A slice of a series. */
  Answer file(Session session, Call call) throws IOException {
    requireUnopened(session);
    List<Path> there = files(session);
    long left = desk.limits().body();
    for (Path file : there) {
      left -= Files.size(file);
    }
    if (there.size() >= MOST_FILES || left <= 0) {
      throw tooLarge();
    }
    // Several may come at once, and none is one of the series before it is whole.
    Path part = save(session, call, PART + UUID.randomUUID(), left);
    synchronized (session) {
      requireUnopened(session);
      int number = files(session).size();
      String suffix = MultipartForm.suffix(String.valueOf(part.getFileName()));
      Files.move(part, part.resolveSibling(String.format(Locale.ROOT, "%05d%s", number, suffix)));
    }
    return begun(session);
  }

  private static void requireUnopened(Session session) {
    if (session.hasPicture() || session.files().isEmpty()) {
      throw new Refusal(
          409, "session", "one that waits for files", "one that has an image", "open another");
    }
  }

  private static List<Path> files(Session session) throws IOException {
    try (Stream<Path> all = Files.list(session.files().orElseThrow())) {
      return all.filter(f -> !String.valueOf(f.getFileName()).startsWith(PART)).sorted().toList();
    }
  }

  /** All slices are there. */
  Answer series(Session session, Call call) throws IOException {
    requireUnopened(session);
    return show(session, files(session), call);
  }

  private Answer show(Session session, List<Path> files, Call call) throws IOException {
    String window = call.query().first("window", desk.settings().window());
    Source source = Source.open(files, window, desk.sessions().mostBytes());
    boolean kept = false;
    try {
      session.show(source.picture(), source.beside());
      Study study = new Study(session, source);
      session.attach(Study.class, study);
      kept = true;
      return Opened.answer(session, study);
    } finally {
      if (!kept) {
        source.close();
      }
    }
  }

  Answer close(Call call) {
    boolean there = desk.sessions().close(call.path("session"), name);
    JsonObject o = new JsonObject();
    o.addProperty("closed", there);
    return Answer.json(o);
  }
}
