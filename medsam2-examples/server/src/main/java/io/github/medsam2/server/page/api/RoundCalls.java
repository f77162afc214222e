// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.api;

import com.google.gson.JsonObject;
import io.github.medsam2.rounds.ProjectCase;
import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.http.Json;
import io.github.medsam2.server.http.MultipartForm;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.image.Received;
import io.github.medsam2.server.page.study.Decision;
import io.github.medsam2.server.page.study.Source;
import io.github.medsam2.server.page.study.Study;
import io.github.medsam2.server.rounds.ServerRound;
import io.github.medsam2.server.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a reader stands for becomes a case of the round. */
final class RoundCalls {
  private static final String NAME = "image";

  private final Desk desk;

  RoundCalls(Desk desk) {
    this.desk = desk;
  }

  /** Remembers which of the server's images a session shows. */
  static void shows(Session session, String image) {
    session.note(NAME, image);
  }

  Answer accept(Session session, Study study, Call call) throws IOException {
    ServerRound round =
        desk.tasks()
            .round()
            .orElseThrow(
                () ->
                    new Refusal(
                        409,
                        "round",
                        "a project of rounds",
                        "none",
                        "start the server with --round FOLDER"));
    Json asked = call.json();
    String key = asked.text("object").orElse("1");
    int frame = Numbers.of(asked, "frame");
    Decision decision = study.decision(key, frame);
    ProjectCase accepted =
        round.accepted(
            image(session, study.source()),
            decision.label(),
            frame,
            decision.mask(),
            decision.prompts(),
            decision.effort());
    study.decided();
    JsonObject o = new JsonObject();
    o.addProperty("id", accepted.id());
    o.addProperty("state", accepted.state().label());
    return Answer.json(o);
  }

  /** The image's id in the store; one that was sent is put there under what it holds. */
  private String image(Session session, Source source) throws IOException {
    String known = session.note(NAME).orElse("");
    if (!known.isEmpty()) {
      return known;
    }
    if (source.files().size() != 1) {
      throw new Refusal(
          409,
          "round",
          "an image of one file",
          source.files().size() + " files",
          "open a cine, a picture, or a volume in one file");
    }
    Path file = source.files().get(0);
    String id = "sent-" + hash(file);
    if (desk.store().find(id).isEmpty()) {
      String suffix = MultipartForm.suffix(String.valueOf(file.getFileName()));
      desk.store().put(id, file, Received.isDicom(file) ? ".dcm" : suffix);
    }
    shows(session, id);
    return id;
  }

  private static String hash(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
