// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.medsamslicer;

import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.desk.Dialect;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.http.MultipartForm;
import io.github.medsam2.server.http.PrivateFolder;
import io.github.medsam2.server.http.Query;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.http.Route;
import io.github.medsam2.server.session.Clocks;
import io.github.medsam2.server.session.Session;
import io.github.medsam2.server.session.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Files up, a script, a file down: the names in these calls are keys of a client's session and
 * never paths, no script runs but the segmentation, and no array holds objects. The client cannot
 * show a token and has no session, so its address stands for it.
 */
public final class MedSamSlicer implements Dialect {
  /** Its name. */
  public static final String NAME = "medsamslicer";

  private static final String REMOTE = "remote";
  private static final int MOST_NAME = 256;
  private static final int MOST_FILES = 16;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Clocks clocks() {
    return Clocks.idle(Duration.ofMinutes(15));
  }

  @Override
  public List<Route> routes(Desk desk) {
    return List.of(
        route("POST", "/upload", call -> upload(desk, call)),
        route("POST", "/run_script", call -> run(desk, call)),
        route("GET", "/download_file", call -> download(desk, call)),
        route("POST", "/upload_model", call -> noModel()));
  }

  private static Route route(String method, String path, Route.Handler handler) {
    return new Route(NAME, method, path, Route.Access.OPEN, handler);
  }

  private static Answer noModel() {
    throw new Refusal(
        403, "model", "the one that is served", "another", "start the server with another model");
  }

  private static Optional<Session> find(Desk desk, Call call) {
    return desk.sessions().noted(NAME, REMOTE, call.remote());
  }

  private static Session session(Desk desk, Call call) {
    return find(desk, call)
        .orElseGet(
            () -> {
              Session session = desk.sessions().open(NAME);
              session.note(REMOTE, call.remote());
              session.note(Sessions.FLEETING, "");
              session.files(desk.folder().newFolder());
              return session;
            });
  }

  private static Answer upload(Desk desk, Call call) throws IOException {
    try (MultipartForm form = call.multipart(desk.folder())) {
      Path file = form.file("file").orElseThrow(() -> Refusal.wrong("form", "a file", "none"));
      Session session = session(desk, call);
      session.enter(true);
      try {
        Path folder = session.files().orElseThrow();
        Path kept = folder.resolve(file.getFileName());
        Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
        replace(session, key(form.clientName("file")), kept);
      } finally {
        session.leave(true);
      }
    }
    return Answer.text("File uploaded successfully");
  }

  private static String key(String name) {
    if (name.isEmpty() || name.length() > MOST_NAME) {
      throw Refusal.wrong("file", "a name of at most " + MOST_NAME + " characters", "another");
    }
    return "file " + name;
  }

  private static void replace(Session session, String key, Path file) {
    session.note(key).map(Path::of).ifPresent(PrivateFolder::delete);
    if (session.note(key).isEmpty() && session.noteCount() >= MOST_FILES) {
      PrivateFolder.delete(file);
      throw Refusal.tooLarge("files of a client", MOST_FILES + "", "wait for 15 minutes");
    }
    session.note(key, file.toString());
  }

  private static Answer run(Desk desk, Call call) throws IOException {
    Query form = call.form();
    Session session = find(desk, call).orElseThrow(MedSamSlicer::unknown);
    session.enter(true);
    try {
      Path image = file(session, form.first("input", ""));
      boolean propagate = form.first("propagate", "N").equals("Y");
      Job job = new Job(session, desk);
      Path out = session.files().orElseThrow().resolve("out-" + System.nanoTime() + ".npz");
      if (propagate) {
        job.propagate(image, file(session, form.first("gts", "")), out);
      } else {
        job.middle(image, out);
      }
      replace(session, "result " + form.first("input", ""), out);
    } finally {
      session.leave(true);
    }
    return Answer.text("Success: ");
  }

  private static Path file(Session session, String name) {
    return session.note(key(name)).map(Path::of).orElseThrow(MedSamSlicer::unknown);
  }

  private static Refusal unknown() {
    return Refusal.unknown("file", "one that was uploaded before", "begin again in the viewer");
  }

  /** The form is in the body, though the method is GET; of the path in it the last part counts. */
  private static Answer download(Desk desk, Call call) throws IOException {
    String output = call.form().first("output", "");
    String name = output.substring(output.lastIndexOf('/') + 1);
    Session session = find(desk, call).orElseThrow(MedSamSlicer::unknown);
    Path file = session.note("result " + name).map(Path::of).orElseThrow(MedSamSlicer::unknown);
    return Answer.bytes(Answer.BYTES, Files.readAllBytes(file))
        .with("Content-Disposition", "attachment; filename=segs.npz");
  }
}
