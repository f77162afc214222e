// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.monai;

import io.github.medsam2.dicom.web.DicomWeb;
import io.github.medsam2.file.Sha256;
import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.http.PrivateFolder;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.image.Received;
import io.github.medsam2.server.session.Session;
import io.github.medsam2.server.session.Sessions;
import io.github.medsam2.server.store.ArchivedSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Images of calls as sessions: of one sent before, of the store, or sent with the call. */
final class Images {
  private static final String WINDOW = "window";

  private final Desk desk;

  Images(Desk desk) {
    this.desk = desk;
  }

  /** A session that its client knows. */
  Session known(String id, String window) throws IOException {
    Session session = desk.sessions().find(id, MonaiLabel.NAME).orElseThrow(SessionCalls::unknown);
    if (!window.isEmpty() && !window.equals(session.note(WINDOW).orElse(window))) {
      Path folder =
          session
              .files()
              .orElseThrow(
                  () ->
                      new Refusal(
                          409, WINDOW, "the one of before", "another", "load the image again"));
      session.show(Received.read(list(folder), window, desk.sessions().mostBytes()));
      session.note(WINDOW, window);
    }
    return session;
  }

  /** The files of a folder, in their order. */
  static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /**
   * The session of a file that comes with every call, or of the store: the same bytes have the same
   * one, whose features are there already.
   */
  Session ofContent(Path file, String window) throws IOException {
    String hash = Sha256.of(file) + " " + window + " " + desk.sessions().modelNumber();
    Optional<Session> before =
        desk.sessions()
            .noted(MonaiLabel.NAME, Sessions.DISPOSABLE, hash)
            .filter(Session::hasPicture);
    return before.isPresent() ? before.orElseThrow() : open(List.of(file), window, hash);
  }

  /**
   * The session of a series in the archive, by its UID: it is fetched once, and whole.
   *
   * @return empty where there is no archive, or it does not have it
   */
  Optional<Session> ofSeries(String uid, String window) throws IOException {
    if (desk.archive().isEmpty() || !ArchivedSeries.isUid(uid)) {
      return Optional.empty();
    }
    String key = "series " + uid + " " + window + " " + desk.sessions().modelNumber();
    Optional<Session> before =
        desk.sessions()
            .noted(MonaiLabel.NAME, Sessions.DISPOSABLE, key)
            .filter(Session::hasPicture);
    return before.isPresent() ? before : fetched(desk.archive().orElseThrow(), uid, window, key);
  }

  private Optional<Session> fetched(DicomWeb pacs, String uid, String window, String key)
      throws IOException {
    Path folder = desk.folder().newFolder();
    Session session = null;
    try {
      Optional<List<Path>> files = ArchivedSeries.fetch(pacs, uid, folder, desk.limits().body());
      if (files.isPresent()) {
        session = open(files.orElseThrow(), window, key);
        session.files(folder);
      }
      return Optional.ofNullable(session);
    } finally {
      if (session == null) {
        PrivateFolder.delete(folder);
      }
    }
  }

  /** A new session of files, which are copied. */
  Session open(List<Path> files, String window, String hash) throws IOException {
    Session session = desk.sessions().open(MonaiLabel.NAME);
    boolean shown = false;
    try {
      session.note(Sessions.DISPOSABLE, hash.isEmpty() ? null : hash);
      session.note(WINDOW, window);
      if (hash.isEmpty()) {
        session.files(copy(files));
      }
      session.show(Received.read(files, window, desk.sessions().mostBytes()));
      shown = true;
      return session;
    } finally {
      if (!shown) {
        desk.sessions().close(session.id(), MonaiLabel.NAME);
      }
    }
  }

  private Path copy(List<Path> files) throws IOException {
    Path folder = desk.folder().newFolder();
    boolean whole = false;
    try {
      for (int i = 0; i < files.size(); i++) {
        String name = String.format(Locale.ROOT, "%05d-%s", i, files.get(i).getFileName());
        Files.copy(files.get(i), folder.resolve(name));
      }
      whole = true;
      return folder;
    } finally {
      if (!whole) {
        PrivateFolder.delete(folder);
      }
    }
  }
}
